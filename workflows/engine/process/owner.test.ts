import { describe, expect, it } from 'vitest';
import { offered } from '../index.ts';
import { ACase, at, centre, requester, unit } from './a-case.fixture.ts';

const lead = unit('chengguan');

describe('a return that was granted', () => {
  const returned = () =>
    new ACase('2026-03-10 10:00')
      .act('2026-03-10 10:30', lead, 'request_return', { reason: '非我局职责' })
      .act('2026-03-10 10:40', centre, 'decide', { request: '1', granted: true, reason: '有争议' });

  it('leaves finish waiting until somebody owns the case; the same lead goes on with it', () => {
    const c = returned();
    expect(c.clock('finish')).toMatchObject({ state: 'paused', remaining: { value: 4800, unit: 'seconds' } });
    expect(c.clock('sign', 'chengguan')?.state).toBe('cancelled');
    c.act('2026-03-10 11:00', centre, 'assign', { lead: 'chengguan', reason: '会商确定' });
    expect(c.state.deadlines.filter((d) => d.name === 'finish')).toMatchObject([
      { state: 'running', startedAt: at('2026-03-10 10:00'), dueAt: at('2026-03-10 12:20'), track: 4 },
    ]);
    expect(c.clock('sign', 'chengguan')).toMatchObject({ state: 'running', dueAt: at('2026-03-10 12:00') });
    c.act('2026-03-10 11:10', lead, 'sign').act('2026-03-10 11:10', lead, 'arrive', { people: 2 });
    c.act('2026-03-10 11:20', lead, 'submit', { result: '已办', photos: ['p'] });
    expect(c.clock('finish')?.state).toBe('met');
  });

  it('gives a new lead a full finish and cancels the old one', () => {
    const c = returned().act('2026-03-10 11:00', centre, 'assign', { lead: 'zhujian', reason: '会商确定' });
    expect(c.clock('finish', 'chengguan')).toMatchObject({ state: 'cancelled', endedAt: at('2026-03-10 11:00') });
    expect(c.clock('finish', 'zhujian')?.dueAt).toBe(at('2026-03-10 13:00'));
  });

  it('with a lead named is an assign', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:30', lead, 'request_return', { reason: '非我局职责' });
    const named = { request: '1', granted: true, reason: '属住建', lead: 'zhujian' };
    c.act('2026-03-10 10:40', centre, 'decide', named);
    expect(c.state).toMatchObject({
      state: 'dispatched',
      finalOwner: true,
      routing: { rule: 'assigned', reason: '属住建' },
    });
    expect(c.clock('finish', 'chengguan')?.state).toBe('cancelled');
    expect(c.clock('finish', 'zhujian')?.dueAt).toBe(at('2026-03-10 12:40'));
  });

  it('granted late cures the breach that came while it waited', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:30', lead, 'request_return', { reason: '非我局职责' });
    c.act('2026-03-10 12:10', centre, 'decide', { request: '1', granted: true, reason: '有争议' });
    expect(c.clock('finish')).toMatchObject({ state: 'paused', remaining: { value: 5400, unit: 'seconds' } });
  });
});

describe('assisting units', () => {
  it('cannot be the lead itself, nor be removed where they do not assist', () => {
    const c = new ACase('2026-03-10 10:00');
    expect(c.try('2026-03-10 10:10', centre, 'add_assist', { unit: 'chengguan', reason: 'x' })).toMatchObject({
      faults: [{ pointer: '/fields/unit', fault: 'not_allowed', params: { why: 'is_lead' } }],
    });
    expect(c.try('2026-03-10 10:10', centre, 'remove_assist', { unit: 'zhujian' })).toMatchObject({
      faults: [{ pointer: '/fields/unit', fault: 'unknown_code', params: { known: ['shichang', 'gongan'] } }],
    });
  });

  it('no longer hold the case up once they are removed', () => {
    const c = new ACase('2026-03-10 10:00');
    for (const code of ['chengguan', 'shichang']) {
      c.act('2026-03-10 10:05', unit(code), 'sign').act('2026-03-10 10:10', unit(code), 'arrive', { people: 1 });
      c.act('2026-03-10 10:20', unit(code), 'submit', { result: '已办', photos: ['p'] });
    }
    expect(c.state.state).toBe('handling');
    expect(c.act('2026-03-10 10:30', centre, 'remove_assist', { unit: 'gongan' }).state.state).toBe('checking');
  });
});

describe('an emergency', () => {
  const actions = (c: ACase) => offered(c.rules, c.state, centre).map((o) => o.action);

  it('can be confirmed or made daily where no item sends it on yet', () => {
    const c = new ACase('2026-03-10 10:00', { kind: 'emergency', item: null });
    expect(actions(c)).toEqual(expect.arrayContaining(['confirm', 'downgrade']));
    c.act('2026-03-10 10:05', centre, 'downgrade');
    expect(c.state).toMatchObject({ state: 'triage', kind: 'daily', urgency: 'normal', item: null });
    expect(c.clock('confirm')?.state).toBe('met');
    expect(c.clock('triage')?.dueAt).toBe(at('2026-03-10 16:00'));
    expect(actions(c)).not.toContain('confirm');
  });

  it('made daily with an item goes where that sends it', () => {
    const c = new ACase('2026-03-10 10:00', { kind: 'emergency', item: null });
    c.act('2026-03-10 10:05', centre, 'downgrade', { item: 'E06' });
    expect(c.state).toMatchObject({ state: 'dispatched', urgency: 'normal', item: { code: 'E06' } });
    expect(c.clock('triage')?.state).toBe('met');
  });

  it('made daily without a word on the item keeps it with its variant', () => {
    const c = new ACase('2026-03-10 10:00', { kind: 'emergency' });
    c.state.item = { code: 'E03', variant: 'kept', edition: c.state.item?.edition ?? 0 };
    expect(c.act('2026-03-10 10:05', centre, 'downgrade').state.item).toMatchObject({ code: 'E03', variant: 'kept' });
  });
});

it('takes a field that is null as left out', () => {
  const c = new ACase('2026-03-10 10:00', { item: null });
  expect(c.act('2026-03-10 10:05', centre, 'classify', { item: 'E03', variant: null }).state.item?.variant).toBeNull();
});

it('answers a day beyond every calendar as the wrong field that it is', () => {
  const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:05', lead, 'sign');
  expect(c.try('2026-03-10 10:06', lead, 'request_suspension', { reason: 'x', until: '9999-12-31' })).toMatchObject({
    code: 'invalid',
    faults: [{ pointer: '/fields/until' }],
  });
});

it('ends the call-back task when an unrated case is opened again, and tells who evaluated by one event type', () => {
  const c = new ACase('2026-03-10 10:00', { item: 'E03' });
  for (const code of ['chengguan', 'shichang', 'gongan']) {
    c.act('2026-03-10 10:05', unit(code), 'sign').act('2026-03-10 10:05', unit(code), 'arrive', { people: 1 });
    c.act('2026-03-10 10:05', unit(code), 'submit', { result: '已办', photos: ['p'] });
  }
  c.act('2026-03-10 10:10', centre, 'verify').wait('2026-03-19 09:00');
  expect(c.state.flags).toEqual(['call_back']);
  const heldAt = '2026-03-19T01:00:00Z';
  const callBack = { solved: false, satisfaction: 'dissatisfied', how: 'phone', at: heldAt };
  const called = new ACase('2026-03-10 10:00');
  called.state = c.state;
  called.act('2026-03-19 10:00', centre, 'record_callback', callBack);
  expect(called.state).toMatchObject({ state: 'handling', round: 2, outcome: null, closedAt: null, flags: [] });
  expect(called.events.at(-1)).toMatchObject({ type: 'evaluated', action: 'record_callback', step: 'evaluate' });
  expect(c.act('2026-03-19 10:00', centre, 'reopen', { reason: '反复' }).state.flags).toEqual([]);
  expect(c.state).toMatchObject({ state: 'handling', round: 2 });
  expect(c.try('2026-03-19 10:05', requester, 'evaluate', {})).toMatchObject({ code: 'action-not-offered' });
});

it('tells where a passing instant took the case, and to which level a bad end raised it', () => {
  const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:05', lead, 'sign');
  c.act('2026-03-10 10:10', lead, 'request_suspension', { reason: '待招标', until: '2026-03-11' });
  c.act('2026-03-10 10:20', centre, 'decide', { request: '1', granted: true, reason: '同意' }).wait('2026-03-12 00:00');
  expect(c.events.find((e) => e.type === 'deadline_expired')?.data).toMatchObject({
    from: 'suspended',
    to: 'handling',
  });
  c.wait('2026-03-16 18:00');
  expect(c.events.find((e) => e.data['raise'] === 'one_level')?.data).toMatchObject({ level: 'county' });
});
