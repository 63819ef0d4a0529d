import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { tenantOf } from '../database.ts';
import { hashEvent } from './event-hash.ts';
import { listCaseEvents } from './list-case-events.ts';
import { eventRows } from './progress-rows.ts';
import { act, aCounty, report, type TestCounty } from './testing.ts';

const guide = readFileSync(new URL('../../../docs/guides/verify-a-history.md', import.meta.url), 'utf8');
const program = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';

/** What the guide's program says of an export: it shares nothing with ours. */
function verify(caseId: string, data: object[]): string {
  const args = ['--input-type=module', '-e', program, 'verify.mjs', caseId];
  const { stdout, stderr } = spawnSync(process.execPath, args, { input: JSON.stringify({ data }), encoding: 'utf8' });
  return (stdout + stderr).trim();
}

const caseId = '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a';
const digits = { '10': '二', '9': '一', a: 0.1, é: 1e21, '😀': [{ '2': null, '1': false }] };

/** An export as the program before forms wrote it, hashes and all. */
const oldExport = [
  {
    seq: 1,
    at: '2026-11-23T01:00:00Z',
    type: 'reported',
    step: 'report',
    action: null,
    actor: { unit: 'dongfeng-xinggong', role: 'grid_worker' },
    data: { fields: { '9': '一', '10': '二', a: 0.1 } },
    hash: '37a623df4a4859b277105244effb39329ded7045290c02e2711c2b3122cf8e17',
  },
  {
    seq: 2,
    at: '2026-11-23T01:00:00.250Z',
    type: 'signed',
    step: 'handle',
    action: 'sign',
    actor: { unit: 'chengguan', role: 'officer' },
    data: { unit: 'chengguan', clocks: [{ id: 3, ended: 'sign' }] },
    hash: 'c99eb6f12850c7f2593999f07f1069aba7346872d51f4ad477fad6cfc518889e',
  },
  {
    seq: 3,
    at: '2026-11-23T03:00:00Z',
    dueAt: '2026-11-23T02:00:00Z',
    type: 'reminded',
    step: 'handle',
    action: null,
    actor: { unit: null, role: 'system' },
    data: { '2': [], '01': 'x', Z: null },
    hash: '787fc77ac5ac3ca586f3986ed811c30dbd752722fdfb27e1cc98ea045fecd74e',
  },
];

async function exported(county: TestCounty, opened: { id: string }) {
  return (await listCaseEvents(await county.person('centre'), { caseId: opened.id })).data;
}

/** As the release before writes one event more: no form is named, and digits stand first in what is hashed. */
async function writeAsBefore(county: TestCounty, opened: { id: string }): Promise<void> {
  const { seq, hash: previousHash = null } = (await exported(county, opened)).at(-1) ?? { seq: 0 };
  const event = { seq: seq + 1, type: 'commented', step: 'handle', action: 'comment', data: digits };
  const at = '2026-11-23T01:00:01Z';
  const actor = { role: 'officer', unit: 'chengguan' };
  const text =
    `{"action":"comment","actor":{"role":"officer","unit":"chengguan"},"at":"${at}","caseId":"${opened.id}",` +
    '"data":{"9":"一","10":"二","a":0.1,"é":1e+21,"😀":[{"1":false,"2":null}]},"dueAt":null,' +
    `"previousHash":"${previousHash}","seq":${seq + 1},"step":"handle","type":"commented"}`;
  const hash = createHash('sha256').update(text).digest('hex');
  await county.inTenant(async (tx) => {
    const owner = { tenant_id: tenantOf(tx), case_id: opened.id };
    const columns = { at, actor_id: null, actor_role: actor.role, actor_unit: actor.unit, hash };
    const row = { ...owner, ...event, ...columns, data: JSON.stringify(event.data) };
    await tx.insertInto('case_event').values(row).execute();
    await sql`update "case" set seq = ${seq + 1}, last_hash = ${hash} where case_id = ${opened.id}`.execute(tx);
  });
}

describe('the guide’s program', () => {
  test('finds an old export whole, as we do, and each change of it', () => {
    expect(verify(caseId, oldExport)).toBe('3 events, each as it was written');
    let previous: string | null = null;
    for (const { at, dueAt, hash, ...event } of oldExport) {
      const instants = { at: Date.parse(at), dueAt: dueAt === undefined ? null : Date.parse(dueAt) };
      expect(hashEvent({ ...event, ...instants, caseId, form: 1 }, previous)).toBe(hash);
      previous = hash;
    }
    const [first, second, third] = oldExport;
    expect(verify(caseId, [first!, third!])).toContain('event 3 is not what was written');
    expect(verify(caseId, [first!, { ...second, action: 'other' }, third!])).toContain('event 2 is not');
    expect(verify(caseId, [{ ...first, form: 2 }])).toContain('event 1 is not');
  });

  test('finds keys of digits where text sorts them', () => {
    const actor = { id: null, role: 'officer', unit: null };
    const draft = { type: 'commented', at: 0, dueAt: null, step: 'handle', action: null, actor, data: digits };
    const rows = eventRows({ tenant_id: 't', case_id: caseId }, [draft], { seq: 0, hash: null });
    const [row] = rows;
    const shown = { seq: 1, at: '1970-01-01T00:00:00Z', type: 'commented', step: 'handle', action: null };
    const event = { ...shown, actor: { unit: null, role: 'officer' }, data: digits, form: row!.form };
    expect(verify(caseId, [{ ...event, hash: row!.hash }])).toBe('1 events, each as it was written');
    // RFC 8785 by hand, and `sha256sum` of it
    const text =
      `{"action":null,"actor":{"role":"officer","unit":null},"at":"1970-01-01T00:00:00Z","caseId":"${caseId}",` +
      '"data":{"10":"二","9":"一","a":0.1,"é":1e+21,"😀":[{"1":false,"2":null}]},"dueAt":null,"form":2,' +
      '"previousHash":null,"seq":1,"step":"handle","type":"commented"}';
    expect(row!.hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('verifies a history that the release before and this one wrote together', async () => {
    const county = await aCounty();
    const opened = await report(await county.person('grid-worker'));
    await writeAsBefore(county, opened);
    await act(await county.person('chengguan'), opened, 'sign');
    const history = await exported(county, opened);
    expect(history.slice(-3).map(({ form }) => form)).toEqual([2, undefined, 2]);
    expect(history.at(-2)?.data).toEqual(digits);
    expect(verify(opened.id, history)).toBe(`${history.length} events, each as it was written`);
  });
});
