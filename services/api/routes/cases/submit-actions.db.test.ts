import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Ask } from '../../testing-client.ts';
import { anApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let worker: Ask;
let centre: Ask;

beforeAll(async () => {
  api = await anApi();
  [worker, centre] = await Promise.all([api.as('grid-worker'), api.as('centre')]);
});

async function aCase(): Promise<string> {
  const body = {
    item: 'E03',
    description: '兴工路口多家摊贩占道经营',
    location: { unit: 'dongfeng-xinggong' },
    channel: 'grid_app',
  };
  return (await worker('/v1/cases', { body })).body.id as string;
}

interface Result {
  case: string;
  status: number;
  snapshot?: { seq: number; state: string };
  problem?: { code: string; instance: string; errors?: { pointer: string }[] };
}

async function actAll(ask: Ask, actions: unknown[], headers = {}): Promise<Result[]> {
  const answer = await ask('/v1/actions', { body: { actions }, headers });
  expect(answer.status).toBe(200);
  return answer.body.results as Result[];
}

const brief = (results: Result[]) => results.map(({ status, problem }) => [status, problem?.code]);

test('the centre reminds many at once, with one answer for each, and one that fails stops none', async () => {
  const [first, second] = [await aCase(), await aCase()];
  const none = randomUUID();
  const results = await actAll(centre, [
    { case: first, action: 'remind', fields: { text: '请抓紧签收' } },
    { case: none, action: 'remind' },
    { case: first, action: 'remind', fields: { people: 2 } },
    { case: second, action: 'verify' },
    { case: second, action: 'remind', expectedSeq: 3 },
    { case: second, action: 'void', expectedSeq: 3 },
  ]);
  expect(brief(results)).toEqual([
    [200, undefined],
    [404, 'not-found'],
    [422, 'validation'],
    [409, 'case/action-not-offered'],
    [200, undefined],
    [409, 'case/changed'],
  ]);
  expect(results.map((result) => result.case)).toEqual([first, none, first, second, second, second]);
  expect(results[0]!.snapshot).toMatchObject({ id: first, times: { reminded: { n: 1 } } });
  expect(results[2]!.problem).toMatchObject({
    instance: `/v1/cases/${first}/actions`,
    errors: [{ pointer: '/fields/people' }],
  });
});

test('merging many into one is many merges, each told in its own history', async () => {
  const [parent, ...children] = [await aCase(), await aCase(), await aCase(), await aCase()];
  const results = await actAll(
    centre,
    children.map((id) => ({ case: id, action: 'merge', fields: { into: parent } })),
  );
  expect(brief(results)).toEqual(children.map(() => [200, undefined]));
  expect((await centre(`/v1/cases/${parent}`)).body.children).toEqual(children.toSorted());
});

test('sent again under the same key what was done is answered as before, and what failed is tried again', async () => {
  const [first, second] = [await aCase(), await aCase()];
  const headers = { 'Idempotency-Key': randomUUID() };
  const actions = [
    { case: first, action: 'remind' },
    { case: second, action: 'reopen', fields: { reason: '误作废' } },
  ];
  const before = await actAll(centre, actions, headers);
  expect(brief(before)).toEqual([
    [200, undefined],
    [409, 'case/action-not-offered'],
  ]);
  expect((await centre(`/v1/cases/${second}/actions`, { body: { action: 'void' } })).status).toBe(200);
  const after = await actAll(centre, actions, headers);
  expect(brief(after)).toEqual([
    [200, undefined],
    [200, undefined],
  ]);
  expect(after[0]!.snapshot).toEqual(before[0]!.snapshot);
  expect((await auditOf(first)).filter((row) => row.action === 'case.submit_action')).toHaveLength(1);
});

async function auditOf(caseId: string) {
  return api.tenant.inTenant((tx) =>
    tx.selectFrom('audit_entry').select('action').where('target', '=', `case/${caseId}`).execute(),
  );
}

test('several actions on one case are done in their order', async () => {
  const id = await aCase();
  const officer = await api.as('chengguan');
  const results = await actAll(officer, [
    { case: id, action: 'sign' },
    { case: id, action: 'arrive', fields: { people: 2 } },
    { case: id, action: 'contact', fields: { how: 'phone', reached: true } },
  ]);
  expect(brief(results)).toEqual([200, 200, 200].map((status) => [status, undefined]));
});

test('a list that is wrong itself is refused whole, with the place of each fault', async () => {
  const refused = await centre('/v1/actions', { body: { actions: [{ case: 'x', action: 'remind' }, { action: 1 }] } });
  expect(refused.status).toBe(422);
  const pointers = (refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
  expect(pointers).toEqual(expect.arrayContaining(['/actions/0/case', '/actions/1/case', '/actions/1/action']));
  const many = Array.from({ length: 101 }, () => ({ case: randomUUID(), action: 'remind' }));
  expect((await centre('/v1/actions', { body: { actions: many } })).status).toBe(422);
  expect((await centre('/v1/actions', { body: { actions: [] } })).status).toBe(422);
});

test('as many actions count as many requests', async () => {
  const limits = { perTenant: { burst: 50, perSecond: 1 }, perCaller: { burst: 5, perSecond: 1 } };
  const slow = await anApi({ api: { limits } });
  const ask = await slow.as('centre');
  const actions = (n: number) => Array.from({ length: n }, () => ({ case: randomUUID(), action: 'remind' }));
  expect((await ask('/v1/actions', { body: { actions: actions(4) } })).status).toBe(200);
  expect((await ask('/v1/actions', { body: { actions: actions(4) } })).status).toBe(429);
});
