import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { mondayMorning } from '#services/domain/cases/testing.ts';
import { shiftedClock, testDeps } from '#services/domain/testing.ts';
import { descriptionOf, operationsOf, type DescribedOperation } from './conformance.ts';
import { anApi, type TestApi } from './testing.ts';
import type { Ask } from './testing-client.ts';

/** Every place of every operation that the OpenAPI document names is given values that somewhere below it mean something else. */

let api: TestApi;
let operations: DescribedOperation[];
let caseId: string;
let asks: { centre: Ask; admin: Ask; officer: Ask };

beforeAll(async () => {
  const plenty = { burst: 1e6, perSecond: 1e6 };
  const limits = { perTenant: plenty, perCaller: plenty };
  api = await anApi({ deps: testDeps({ clock: shiftedClock(mondayMorning) }), api: { limits } });
  asks = { centre: await api.as('centre'), admin: await api.as('admin'), officer: await api.as('chengguan') };
  operations = operationsOf(await descriptionOf(api.app)).filter(({ path }) => path.startsWith('/v1/'));
  const report = { description: '两处摊贩占道经营', location: { unit: 'dongfeng-xinggong' }, channel: 'hotline' };
  for (const item of ['E03', 'E03'])
    caseId = (await asks.centre('/v1/cases', { body: { ...report, item, reporter: { type: 'resident' } } })).body.id;
  await api.tenant.inTenant((tx) =>
    sql`insert into config_version (tenant_id, version, hash, engine_level, compiled, files, parents, note, created_by)
      select tenant_id, 2, hash, engine_level, compiled, files, parents, note, created_by from config_version`.execute(
      tx,
    ),
  );
});

const nameOf = ({ operation }: DescribedOperation) => operation.operationId;
const askerOf = ({ path }: DescribedOperation) =>
  /config|simulate/.test(path) ? asks.admin : path === '/v1/worklist' ? asks.officer : asks.centre;
const addressOf = ({ path }: DescribedOperation) =>
  path.replace('{version}', '1').replace('{caseId}', caseId).replace('{attachmentId}', caseId);
const queryOf = ({ operation }: DescribedOperation) =>
  (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name);
const required = (one: DescribedOperation): Record<string, string> =>
  nameOf(one) === 'calendarDue' ? { start: '2026-11-23T01:00:00Z', value: '1', unit: 'hours' } : {};

const texts = [
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'NaN', 'null', 'infinity', '-infinity', 'now', 'epoch'],
  ...['0x10', '1e3', '+5', ' 5', '5 ', '５', '-1', '2147483648', '9007199254740993', '1'.repeat(400)],
  ...['0001-01-01', '0999-12-31', '9999-12-31', '9999-99-99', '2026-02-30', '+12026-01-01', '0001-01-01T00:00:00Z'],
  ...[
    '9999-12-31T23:59:59-23:59',
    '2026-11-23T24:00:00Z',
    '-'.repeat(36),
    "'",
    '%',
    '\\',
    '\0',
    '\u{fffe}',
    '摊'.repeat(500),
  ],
];
const values: unknown[] = [...texts, -1, 1.5, 2 ** 31, 2 ** 53, 1e300, true, null, [], {}, [null], { a: {} }, '\ud800'];

const inBodies = values.filter((_, i) => i % 3 === 0 || i >= texts.length);

/** What a list hands out as the place of its first entry. */
async function placeIn(one: DescribedOperation): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({ ...required(one), limit: '1' });
  const { body } = await askerOf(one)(`${addressOf(one)}?${query}`);
  expect(body.nextCursor, nameOf(one)).toEqual(expect.any(String));
  return JSON.parse(Buffer.from(body.nextCursor as string, 'base64url').toString()) as Record<string, unknown>;
}

test('a forged cursor is refused by every list', async () => {
  const lists = operations.filter((one) => queryOf(one).includes('cursor'));
  expect(lists.length).toBeGreaterThanOrEqual(6);
  for (const one of lists) {
    const place = await placeIn(one);
    const changed = Object.keys(place).flatMap((member) => values.map((value) => ({ ...place, [member]: value })));
    const fits = (forged: Record<string, unknown>) =>
      Object.entries(forged).every(([name, value]) => mayBe[name]?.(value));
    const forgeries = [...changed.filter((forged) => !fits(forged)), { ...place, more: 1 }, {}, [], null, 'x', 7];
    for (const forged of forgeries) {
      const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url');
      const answer = await askerOf(one)(`${addressOf(one)}?${new URLSearchParams({ ...required(one), cursor })}`);
      const told = [answer.status, answer.body.errors?.[0]?.pointer];
      expect(told, `${nameOf(one)} ${JSON.stringify(forged)?.slice(0, 200)}`).toEqual([422, '/cursor']);
    }
  }
});

/** Values that such a list can have handed out for another entry. */
const mayBe: Record<string, (value: unknown) => boolean> = {
  key: (value) => value === 'infinity' || (typeof value === 'string' && value.endsWith('+00')),
  id: (value) => typeof value === 'string' && /^[0-9a-f]{8}-/.test(value),
  sort: (value) => value === '-createdAt',
  action: (value) => typeof value === 'string' && /^[\w.-]{1,64}$/.test(value),
  part: (value) => typeof value === 'number' && value >= 0 && value < 2 ** 31 && value % 1 === 0,
  code: (value) => typeof value === 'string' && /^[\w-]+$/.test(value) && !texts.includes(value),
};

test('no value of a query is our fault', async () => {
  for (const one of operations) {
    for (const name of queryOf(one))
      for (const text of texts) {
        const query = new URLSearchParams({ ...required(one), [name]: text });
        const answer = await askerOf(one)(`${addressOf(one)}?${query}`);
        expect([200, 404, 422], `${nameOf(one)} ${name}=${text.slice(0, 40)}`).toContain(answer.status);
      }
  }
});

test('no value in a body is our fault, and a word of the language is no code', async () => {
  for (const one of operations) {
    const content = one.operation.requestBody?.content['application/json'];
    for (const { value: good } of Object.values(content?.examples ?? {}))
      for (const path of leavesOf(good))
        for (const value of inBodies) {
          const body = setAt(good, path, value);
          const answer = await askerOf(one)(addressOf(one), { method: one.method, body });
          expect(answer.status, `${nameOf(one)} ${path.join('/')} ${JSON.stringify(value)}`).toBeLessThan(500);
          // Many at once are answered one by one.
          for (const { status } of answer.body.results ?? []) expect(status, JSON.stringify(body)).toBeLessThan(500);
          if (path.join() === 'action') expect(answer.status, String(value)).toBe(422);
        }
  }
});

function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))];
}

function setAt(root: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(root)) return root.map((inner, i) => (String(i) === name ? setAt(inner, rest, value) : inner));
  const entries = root as Record<string, unknown>;
  return { ...entries, [name]: setAt(entries[name], rest, value) };
}
