import { expect, test } from 'vitest';
import { offered } from '../index.ts';
import { ACase, at, centre, requester, unit } from './a-case.fixture.ts';
import type { Standing } from './case-state.ts';

/** Somebody rang and has no account: the centre stands for them. */
const forCaller: Standing = { relations: ['anyone', 'centre', 'for_requester'], units: [] };
const byPhone = { channel: 'hotline', reporter: { type: 'resident', secret: false }, standing: centre };
const names = (c: ACase, standing: Standing) => offered(c.rules, c.state, standing).map((choice) => choice.action);
const fieldsOf = (c: ACase, standing: Standing, action: string) =>
  offered(c.rules, c.state, standing)
    .find((choice) => choice.action === action)!
    .fields.map((field) => field.name);

/** Until the centre has verified: the next word is the requester's. */
function toBeEvaluated(): ACase {
  const c = new ACase('2026-03-10 10:00', byPhone);
  for (const code of ['chengguan', 'shichang', 'gongan'])
    c.act('2026-03-10 10:10', unit(code), 'sign')
      .act('2026-03-10 10:20', unit(code), 'arrive', { people: 1 })
      .act('2026-03-10 10:30', unit(code), 'submit', { result: '已劝离', photos: ['p'] });
  return c.act('2026-03-10 10:50', centre, 'verify');
}

test('a caller who rings again adds, asks again and withdraws through the centre, and the history says on whose word', () => {
  const c = new ACase('2026-03-10 10:00', byPhone);
  expect(names(c, forCaller)).toEqual(expect.arrayContaining(['supplement', 'withdraw', 'urge']));
  c.act('2026-03-10 10:05', forCaller, 'supplement', { text: '另有一处', how: 'phone' });
  expect(c.events.at(-1)).toMatchObject({ type: 'supplemented', data: { onWordOf: 'requester', how: 'phone' } });
  c.act('2026-03-10 10:06', forCaller, 'withdraw', { reason: '已自行解决' });
  expect(c.state).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
  expect(c.events.find((event) => event.type === 'withdrawn')?.data).toMatchObject({ onWordOf: 'requester' });
});

test('over the head of a requester with an account the centre does nothing, and how it came is asked of the centre only', () => {
  const c = new ACase('2026-03-10 10:00');
  expect(names(c, centre)).not.toContain('supplement');
  expect(c.try('2026-03-10 10:05', centre, 'withdraw', { reason: '误报' })).toMatchObject({
    ok: false,
    code: 'action-not-yours',
  });
  expect(fieldsOf(c, requester, 'withdraw')).toEqual(['reason']);
  expect(fieldsOf(c, forCaller, 'withdraw')).toEqual(['reason', 'how']);
  expect(c.try('2026-03-10 10:05', requester, 'withdraw', { reason: '误报', how: 'phone' })).toMatchObject({
    faults: [{ pointer: '/fields/how', fault: 'not_allowed', params: { why: 'not_asked_for' } }],
  });
  c.act('2026-03-10 10:06', requester, 'supplement', { text: '另有一处' });
  expect(c.events.at(-1)!.data).not.toHaveProperty('onWordOf');
});

test('asking again is counted and told to who still owes an answer, and not within ten minutes', () => {
  const c = new ACase('2026-03-10 10:00');
  c.act('2026-03-10 10:30', requester, 'urge', { text: '还没有人来' });
  expect(c.state.times).toEqual({ urged: { n: 1, lastAt: at('2026-03-10 10:30') } });
  expect(c.events.at(-1)).toMatchObject({
    type: 'urged',
    data: { tell: ['unit', 'centre'], units: ['chengguan', 'shichang', 'gongan'] },
  });
  expect(c.try('2026-03-10 10:39', requester, 'urge')).toEqual({
    ok: false,
    code: 'too-soon',
    again: at('2026-03-10 10:40'),
  });
  expect(offered(c.rules, c.state, requester).find(({ action }) => action === 'urge')).toMatchObject({
    notBefore: at('2026-03-10 10:40'),
  });
  c.act('2026-03-10 10:40', requester, 'urge');
  expect(c.state.times['urged']?.n).toBe(2);
});

test('the centre reminds the units that have not answered, and only them', () => {
  const c = new ACase('2026-03-10 10:00');
  c.act('2026-03-10 10:05', unit('gongan'), 'sign')
    .act('2026-03-10 10:06', unit('gongan'), 'arrive', { people: 1 })
    .act('2026-03-10 10:07', unit('gongan'), 'submit', { result: '已到场', photos: ['p'] })
    .act('2026-03-10 10:08', centre, 'remind', { text: '请抓紧签收' });
  expect(c.events.at(-1)).toMatchObject({
    type: 'reminded',
    data: { remind: ['unit'], units: ['chengguan', 'shichang'] },
  });
  expect(c.state.times['reminded']?.n).toBe(1);
});

test('a call that nobody took is an attempt: told, counted, and the case waits on as it did', () => {
  const c = toBeEvaluated();
  const before = structuredClone(c.state);
  const call = { how: 'phone', at: '2026-03-10T03:00:00Z' };
  c.act('2026-03-10 11:01', centre, 'record_callback', { ...call, reached: false });
  expect(c.events.at(-1)).toMatchObject({ type: 'callback_missed', data: { reached: false, how: 'phone' } });
  const { times, updatedAt: _at, ...rest } = c.state;
  const { times: _none, updatedAt: _before, ...waiting } = before;
  expect(rest).toEqual(waiting);
  expect(times).toEqual({ callback_missed: { n: 1, lastAt: at('2026-03-10 11:01') } });
  c.act('2026-03-10 11:30', centre, 'record_callback', { ...call, solved: true, satisfaction: 'satisfied' });
  expect(c.state).toMatchObject({ state: 'closed', outcome: 'solved' });
  expect(c.state.evaluations).toHaveLength(1);
});

test('what they said is asked for where they were reached, and refused where they were not', () => {
  const c = toBeEvaluated();
  const call = { how: 'phone', at: '2026-03-10T03:00:00Z' };
  expect(c.try('2026-03-10 11:01', centre, 'record_callback', { ...call, reached: true })).toMatchObject({
    faults: [
      { pointer: '/fields/solved', fault: 'required' },
      { pointer: '/fields/satisfaction', fault: 'required' },
    ],
  });
  expect(c.try('2026-03-10 11:01', centre, 'record_callback', call)).toMatchObject({ code: 'invalid' });
  expect(c.try('2026-03-10 11:01', centre, 'record_callback', { ...call, reached: false, solved: true })).toMatchObject(
    { faults: [{ pointer: '/fields/solved', params: { why: 'not_asked_for', when: 'reached: true' } }] },
  );
  const [callback] = offered(c.rules, c.state, centre).filter(({ action }) => action === 'record_callback');
  expect(callback!.fields.slice(0, 2)).toMatchObject([
    { name: 'reached', required: false, default: true },
    { name: 'solved', required: true, when: { reached: [true] } },
  ]);
});
