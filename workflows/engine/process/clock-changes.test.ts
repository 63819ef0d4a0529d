import { describe, expect, it } from 'vitest';
import { ACase, at, centre, unit } from './a-case.fixture.ts';

const lead = unit('chengguan');
const grant = (request: string) => ({ request, granted: true, reason: '同意' });
const signed = (item = 'E03') => new ACase('2026-03-10 10:00', { item }).act('2026-03-10 10:05', lead, 'sign');

describe('an extension', () => {
  it('granted so late that the new instant is over too cures the first breach and leaves the second', () => {
    const c = signed().act('2026-03-10 11:59', lead, 'request_extension', { reason: '量大' });
    c.act('2026-03-10 15:00', centre, 'decide', grant('1'));
    expect(c.clock('finish')).toMatchObject({ state: 'breached', extensions: 1, dueAt: at('2026-03-10 14:00') });
    expect(c.events.at(-1)).toMatchObject({
      type: 'deadline_breached',
      at: at('2026-03-10 15:00'),
      dueAt: at('2026-03-10 14:00'),
      actor: { role: 'system' },
      data: { name: 'finish', rung: 'due' },
    });
  });

  it('takes the flag of the cured breach away, unless another breach stands', () => {
    const done = { result: '已办', photos: ['p'] };
    const ask = (c: ACase) => c.act('2026-03-10 11:58', lead, 'request_extension', { reason: '量大' });
    const alone = signed();
    for (const code of ['shichang', 'gongan']) {
      alone.act('2026-03-10 10:10', unit(code), 'sign').act('2026-03-10 10:20', unit(code), 'arrive', { people: 1 });
      alone.act('2026-03-10 10:30', unit(code), 'submit', done);
    }
    alone.act('2026-03-10 10:40', lead, 'arrive', { people: 1 });
    alone.act('2026-03-10 10:40', lead, 'contact', { how: 'phone', reached: true });
    ask(alone).wait('2026-03-10 12:10');
    expect(alone.state.flags).toEqual(['overdue']);
    expect(alone.act('2026-03-10 12:20', centre, 'decide', grant('1')).state.flags).toEqual([]);
    expect(ask(signed()).act('2026-03-10 12:20', centre, 'decide', grant('1')).state.flags).toEqual(['overdue']);
  });

  it('of an assisting unit is decided while the case is suspended, and its clock goes on waiting', () => {
    const c = signed().act('2026-03-10 10:06', unit('gongan'), 'sign');
    c.act('2026-03-10 10:10', unit('gongan'), 'request_extension', { reason: '警力不足' });
    c.act('2026-03-10 10:10', lead, 'request_suspension', { reason: '待招标', until: '2026-03-20' });
    c.act('2026-03-10 10:30', centre, 'decide', grant('2'));
    expect(c.state.state).toBe('suspended');
    c.act('2026-03-10 10:35', centre, 'decide', grant('1'));
    expect(c.clock('answer', 'gongan')).toMatchObject({
      state: 'paused',
      remaining: { value: 12_600, unit: 'seconds' },
    });
  });
});

describe('a suspension asked in time and granted late', () => {
  it('stops the clocks as they stood when it was asked, and arms them again', () => {
    const c = signed().act('2026-03-10 11:30', lead, 'request_suspension', { reason: '待招标', until: '2026-03-20' });
    c.wait('2026-03-10 12:10');
    expect(c.clock('finish')?.state).toBe('breached');
    c.act('2026-03-10 12:20', centre, 'decide', grant('1'));
    expect(c.clock('finish')).toMatchObject({
      state: 'paused',
      dueAt: null,
      remaining: { value: 1800, unit: 'seconds' },
    });
    expect(c.clock('answer', 'gongan')?.state).toBe('breached');
    expect(c.events.at(-1)?.data['clocks']).toContainEqual(
      expect.objectContaining({ paused: 'finish', isCured: true }),
    );
    c.wait('2026-03-21 00:30');
    expect(c.clock('finish')).toMatchObject({ state: 'breached', dueAt: at('2026-03-21 00:30') });
    const breaches = c.events.filter((e) => e.type === 'deadline_breached' && e.data['name'] === 'finish');
    expect(breaches.map((e) => e.dueAt)).toEqual([at('2026-03-10 12:00'), at('2026-03-21 00:30')]);
  });
});

describe('classify', () => {
  it('keeps what was granted: one new limit for each extension', () => {
    const c = signed().act('2026-03-10 10:10', lead, 'request_extension', { reason: '量大' });
    c.act('2026-03-10 10:20', centre, 'decide', grant('1')).act('2026-03-10 10:30', centre, 'classify', {
      item: 'E05',
    });
    expect(c.clock('finish')?.dueAt).toBe(at('2026-03-10 14:00'));
  });

  it('counts a paused clock that would already be past from the action', () => {
    const c = new ACase('2026-03-10 10:00', { item: 'E06' });
    c.act('2026-03-10 10:30', lead, 'request_return', { reason: '非我局职责' });
    c.act('2026-03-10 10:40', centre, 'classify', { item: 'E15' });
    expect(c.clock('sign', 'chengguan')).toMatchObject({ state: 'paused', remaining: { value: 900, unit: 'seconds' } });
    expect(c.clock('contact')).toMatchObject({ state: 'paused', remaining: { value: 1800, unit: 'seconds' } });
  });

  it('counts the clocks of the case anew as well, and reminds at once of what would be behind it', () => {
    const c = new ACase('2026-03-10 10:00', { item: 'E06' });
    c.act('2026-03-10 10:20', lead, 'request_return', { reason: '非我局职责' });
    expect(c.clock('decide')?.budget).toEqual({ value: 4, unit: 'working_hours' });
    c.act('2026-03-10 10:33', centre, 'classify', { item: 'E15' });
    expect(c.clock('decide')).toMatchObject({ budget: { value: 15, unit: 'minutes' }, dueAt: at('2026-03-10 10:35') });
    const reminded = c.events.filter((e) => e.type === 'deadline_reminded' && e.data['name'] === 'decide');
    expect(reminded.map((e) => e.dueAt)).toEqual([at('2026-03-10 10:33')]);
  });

  it('caps by the new finish also where the lead came later', () => {
    const c = new ACase('2026-03-10 10:00', { item: 'E02' });
    c.act('2026-03-10 10:20', centre, 'assign', { lead: 'zhujian', reason: '会商' });
    c.act('2026-03-10 10:50', centre, 'classify', { item: 'E15' });
    const finish = c.clock('finish')?.dueAt ?? 0;
    expect(finish).toBe(at('2026-03-10 11:20'));
    for (const d of c.state.deadlines)
      if (d.state === 'running' && d.track !== null) expect(d.dueAt).toBeLessThanOrEqual(finish);
  });
});

it('holds an assisting unit that is added late to the end of the lead', () => {
  const c = new ACase('2026-03-10 10:00').act('2026-03-10 11:30', centre, 'add_assist', {
    unit: 'zhujian',
    reason: '绿化',
  });
  expect(c.clock('answer', 'zhujian')?.dueAt).toBe(at('2026-03-10 12:00'));
});
