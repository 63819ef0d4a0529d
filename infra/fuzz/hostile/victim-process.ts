/**
 * The honest county beside the hostile one, in a process of its own so that nothing but the server can hold it up: reports,
 * signs, reads and lists at a steady rate whatever the answers take, and in the end finds everything again, once.
 */
import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaseEventList } from '#services/domain/cases/schema.ts';
import { createCaller, type Answer, type Caller } from '../../../services/journeys/caller.ts';
import { quick } from '../../../services/journeys/quick-tenant.ts';
import type { FromVictim, ToVictim, Sample } from './victim.ts';

const everyMs = 200;
const signsAfter = 3;
const noticedWithinMs = 30_000;

interface Kept {
  key: string;
  id: string;
  signed: boolean;
  /** Left to the clock, which has to notice. */
  isLeft: boolean;
}

const kept: Kept[] = [];
/** Reports of which no answer came: they may be there or not. */
const unsure = new Set<string>();
const loop = monitorEventLoopDelay({ resolution: 10 });
loop.enable();

let people: { reporter: Caller; officer: Caller; centre: Caller };
let isOver = false;
const tell = (message: FromVictim) => void process.send?.(message);

process.on('message', (message: ToVictim) => {
  if ('start' in message) {
    const { apiUrl, tokens } = message.start;
    const as = (name: string) => createCaller(apiUrl, tokens[name]!);
    people = { reporter: as('grid-worker'), officer: as(quick.unit), centre: as('centre') };
    void live();
  } else {
    isOver = true;
    void account()
      .catch((error: unknown) => [`the county could not look for it: ${String(error)}`])
      .then((lost) => tell({ lost, reports: kept.length }));
  }
});

async function live(): Promise<void> {
  for (let turn = 0; !isOver; turn += 1) {
    void measured(turn);
    await sleep(everyMs);
  }
}

async function measured(turn: number): Promise<void> {
  const { what, ask } = next(turn);
  const at = Date.now();
  const startedAt = performance.now();
  loop.reset();
  const status = await ask().catch((error: Error) => error.cause ?? error.message);
  const ms = performance.now() - startedAt;
  const lateMs = Math.max(0, loop.max / 1e6 - 15);
  const sample: Sample = { at, ms, lateMs, what, status: typeof status === 'number' ? status : 0 };
  tell({ sample: { ...sample, ...(sample.status === 0 && { fault: String(status).slice(0, 300) }) } });
}

function next(turn: number): { what: string; ask: () => Promise<number> } {
  const unsigned = kept.filter(({ signed, isLeft }) => !signed && !isLeft);
  const status = async (asked: Promise<Answer>) => (await asked).status;
  const read = kept.at(-1);
  switch (turn % 5) {
    case 0:
      return { what: 'report', ask: () => report(randomUUID(), turn % 50 === 0) };
    case 1:
      return { what: 'worklist', ask: () => status(people.officer.ask('GET', '/v1/worklist?limit=20')) };
    case 2:
      return { what: 'list', ask: () => status(people.centre.ask('GET', '/v1/cases?limit=20')) };
    case 3:
      if (unsigned.length >= signsAfter) return { what: 'sign', ask: () => sign(unsigned[0]!) };
      return { what: 'units', ask: () => status(people.officer.ask('GET', '/v1/units')) };
    default:
      if (!read) return { what: 'me', ask: () => status(people.reporter.ask('GET', '/v1/me')) };
      return { what: 'read', ask: () => status(people.centre.ask('GET', `/v1/cases/${read.id}`)) };
  }
}

async function report(key: string, isLeft: boolean): Promise<number> {
  unsure.add(key);
  const body = { ...quick.report, description: `${quick.report.description} ${key}` };
  const answer = await people.reporter.ask('POST', '/v1/cases', body, { 'idempotency-key': key });
  unsure.delete(key);
  if (answer.status === 201) kept.push({ key, id: (answer.body as { id: string }).id, signed: false, isLeft });
  return answer.status;
}

async function sign(one: Kept): Promise<number> {
  one.signed = true;
  const headers = { 'idempotency-key': `sign-${one.key}` };
  const answer = await people.officer.ask('POST', `/v1/cases/${one.id}/actions`, { action: 'sign' }, headers);
  one.signed = answer.status === 200;
  return answer.status;
}

/** What of the county's own work is not there as it was answered. */
async function account(): Promise<string[]> {
  await sleep(2_000);
  const lost: string[] = [];
  const found = await everyCase();
  const byKey = new Map<string, typeof found>();
  for (const one of found) byKey.set(keyOf(one), [...(byKey.get(keyOf(one)) ?? []), one]);
  for (const { key, id } of kept) {
    const times = byKey.get(key) ?? [];
    if (times.length !== 1) lost.push(`report ${key} answered 201 as ${id} and is there ${times.length} times`);
    else if (times[0]!.id !== id) lost.push(`report ${key} answered ${id} and is there as ${times[0]!.id}`);
  }
  for (const key of unsure)
    if ((byKey.get(key) ?? []).length > 1) lost.push(`report ${key} without an answer is there twice`);
  for (const one of kept) lost.push(...(await lookUntilRight(one)));
  const [again] = kept;
  if (again) {
    const before = kept.length;
    await report(again.key, false);
    if (kept.at(-1)?.id !== again.id || kept.length !== before + 1)
      lost.push('the same key with the same report is not the same case');
    kept.length = before;
  }
  return lost;
}

const keyOf = ({ description }: { description: string }) => description.slice(-36);

/** A signature that nobody gave may be noticed late, but not never. */
async function lookUntilRight(one: Kept): Promise<string[]> {
  for (const until = Date.now() + noticedWithinMs; ; await sleep(1_000)) {
    const wrong = await lookAt(one);
    if (wrong.length === 0 || !one.isLeft || Date.now() > until) return wrong;
  }
}

async function lookAt({ id, signed, isLeft }: Kept): Promise<string[]> {
  const { body } = await patiently(people.centre, `/v1/cases/${id}/events`);
  const events = CaseEventList.parse(body).data;
  const count = (wanted: (event: (typeof events)[number]) => boolean) => events.filter(wanted).length;
  const signatures = count(({ action }) => action === 'sign');
  const breaches = count(({ type, data }) => type === 'deadline_breached' && data['name'] === 'sign');
  const wrong: string[] = [];
  if (events.some(({ seq }, index) => seq !== index + 1)) wrong.push(`${id}: a gap in its history`);
  if (signatures !== (signed ? 1 : 0)) wrong.push(`${id}: signed ${signatures} times, answered ${signed ? 1 : 0}`);
  if (breaches > 1 || (isLeft && breaches === 0)) wrong.push(`${id}: missed its signature ${breaches} times`);
  return wrong;
}

/** Waits where it is told to wait: looking for everything at once is more than a caller may ask in a second. */
async function patiently(who: Caller, path: string): Promise<Answer> {
  for (;;) {
    const answer = await who.ask('GET', path);
    if (answer.status !== 429 && answer.status !== 503) return answer;
    await sleep(1_000 * Number(answer.headers.get('retry-after') ?? 1));
  }
}

async function everyCase(): Promise<{ id: string; description: string }[]> {
  const all: { id: string; description: string }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await patiently(people.centre, `/v1/cases?limit=200&sort=createdAt${query}`);
    const page = body as { data: { id: string; description: string }[]; nextCursor: string | null };
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
}
