import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../definition/calendar.ts';
import type { Unit } from '../../definition/compiled.ts';
import { nextInstant, reproject, settle } from '../index.ts';
import { ACase, at, centre, rulesOf, unit } from './a-case.fixture.ts';
import type { Rules } from './case-state.ts';

/** E06: 5 working days, led by chengguan. Reported on a Monday, so `finish` is due a week later at 18:00. */
const lead = unit('chengguan');
const aWeek = (item = 'E06') => new ACase('2026-03-09 10:00', { item }).act('2026-03-09 10:05', lead, 'sign');

const rules = rulesOf();
const withCalendar = (change: Partial<Calendar>): Rules => ({ ...rules, calendar: { ...rules.calendar, ...change } });
const off = (...dates: string[]) =>
  withCalendar({ daysOff: [...rules.calendar.daysOff, ...dates.map((date) => ({ date, title: '停电', source: '' }))] });
const worked = (...dates: string[]) =>
  withCalendar({
    daysWorked: [...rules.calendar.daysWorked, ...dates.map((date) => ({ date, title: '调班', source: '' }))],
  });

/** As the records do: settled under the old rules, then taken over. */
function follow(c: ACase, when: string, after: Rules, because: Record<string, unknown> = { configVersion: 2 }) {
  c.wait(when);
  const { state, events } = reproject(after, rules, c.state, at(when), { because });
  c.state = state;
  c.events.push(...events);
  return events;
}

const clocksOf = (event: { data: Record<string, unknown> } | undefined) =>
  (event?.data['clocks'] ?? []) as Record<string, unknown>[];

describe('a calendar that changes', () => {
  it('moves a running clock to where it would be from its start, and says why in one event', () => {
    const c = aWeek();
    expect(c.clock('finish')).toMatchObject({ dueAt: at('2026-03-16 18:00') });
    const events = follow(c, '2026-03-11 09:00', off('2026-03-12'), { configVersion: 2, dates: ['2026-03-12'] });
    expect(c.clock('finish')).toMatchObject({ dueAt: at('2026-03-17 18:00'), state: 'running' });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'deadlines_reprojected',
      actor: { role: 'system' },
      data: { configVersion: 2, dates: ['2026-03-12'] },
    });
    expect(clocksOf(events[0])).toContainEqual({
      ...{ reprojected: 'finish', id: c.clock('finish')!.id, unit: 'chengguan', provisional: false },
      ...{ dueBefore: '2026-03-16T10:00:00Z', dueAt: '2026-03-17T10:00:00Z' },
    });
  });

  it('lays the ladder out anew over the new course; what has fired stays fired', () => {
    const c = aWeek().wait('2026-03-12 18:00');
    const fired = c.clock('finish')!.rungs.filter((rung) => rung.firedAt !== null);
    expect(fired.map((rung) => rung.index)).toEqual([0]);
    follow(c, '2026-03-13 09:00', worked('2026-03-14'));
    expect(c.clock('finish')).toMatchObject({ dueAt: at('2026-03-14 18:00') });
    const ahead = c.clock('finish')!.rungs.filter((rung) => rung.firedAt === null);
    expect(ahead.map((rung) => rung.at)).toEqual([
      at('2026-03-13 16:48'),
      at('2026-03-14 18:00'),
      at('2026-03-16 18:00'),
      at('2026-03-18 18:00'),
    ]);
    expect(nextInstant(c.state)).toBe(at('2026-03-13 16:48'));
  });

  it('never moves an instant behind those who must keep it: they have what was left by the old calendar', () => {
    const c = new ACase('2026-03-13 17:00', { item: 'E09' }).act('2026-03-13 17:05', lead, 'sign');
    expect(c.clock('finish')).toMatchObject({ dueAt: at('2026-03-16 11:00') });
    follow(c, '2026-03-16 10:00', worked('2026-03-14'));
    expect(c.clock('finish')).toMatchObject({ dueAt: at('2026-03-16 11:00'), state: 'running' });
  });

  it('has a clock that once stood still go on with what is left, and leaves one that stands', () => {
    const paused = aWeek().act('2026-03-09 11:00', lead, 'request_suspension', { reason: '等料', until: '2026-03-10' });
    paused.act('2026-03-09 11:10', centre, 'decide', { request: '1', granted: true, reason: '同意' });
    const standing = JSON.stringify(paused.clock('finish'));
    follow(paused, '2026-03-10 09:00', off('2026-03-12'));
    expect(JSON.stringify(paused.clock('finish'))).toBe(standing);

    const resumed = aWeek().act('2026-03-09 11:00', lead, 'request_suspension', {
      reason: '等料',
      until: '2026-03-10',
    });
    resumed.act('2026-03-09 11:10', centre, 'decide', { request: '1', granted: true, reason: '同意' });
    resumed.wait('2026-03-11 09:00');
    expect(resumed.clock('finish')).toMatchObject({ state: 'running', dueAt: at('2026-03-18 18:00') });
    follow(resumed, '2026-03-11 10:00', off('2026-03-12'));
    expect(resumed.clock('finish')).toMatchObject({ dueAt: at('2026-03-19 18:00') });
  });

  it('renews what was provisional, though no instant moves', () => {
    const before = withCalendar({ coveredUntil: '2026-03-12' });
    const c = new ACase('2026-03-09 10:00', { item: 'E06' }, before);
    expect(c.clock('finish')).toMatchObject({ provisional: true });
    const { state, events } = reproject(rules, before, c.state, at('2026-03-09 10:01'));
    expect(state.deadlines.find(({ name }) => name === 'finish')).toMatchObject({
      ...{ provisional: false, dueAt: at('2026-03-16 18:00') },
    });
    expect(clocksOf(events[0])).toContainEqual(expect.objectContaining({ reprojected: 'finish', provisional: false }));
  });

  it('changes nothing where it is the same, and nothing of a closed case', () => {
    const c = aWeek();
    expect(follow(c, '2026-03-11 09:00', rules)).toEqual([]);
    const closed = aWeek().act('2026-03-09 11:00', { relations: ['requester', 'anyone'], units: [] }, 'withdraw', {
      reason: '已解决',
    });
    expect(follow(closed, '2026-03-11 09:00', off('2026-03-12'))).toEqual([]);
  });

  it('keeps every track clock within what it was capped by', () => {
    const c = new ACase('2026-03-13 17:30', { item: 'E09' });
    follow(c, '2026-03-13 17:40', off('2026-03-16'));
    const finish = c.clock('finish')!;
    expect(finish.dueAt).toBe(at('2026-03-17 11:30'));
    const others = c.state.deadlines.filter((d) => d.track !== null && d.state === 'running');
    expect(others.length).toBeGreaterThan(5);
    for (const { name, dueAt } of others) expect(dueAt, name).toBeLessThanOrEqual(finish.dueAt!);
  });

  it('hands out no case that it was given', () => {
    const c = aWeek();
    const given = JSON.stringify(c.state);
    reproject(off('2026-03-12'), rules, c.state, at('2026-03-11 09:00'));
    expect(JSON.stringify(c.state)).toBe(given);
  });
});

describe('a breach that the new calendar excuses', () => {
  const late = () => new ACase('2026-03-09 10:00', { item: 'E07' }).act('2026-03-09 10:05', lead, 'sign');

  it('stays in the history; still undone, the clock runs again and can be missed again', () => {
    const c = late().wait('2026-03-10 20:00');
    for (const code of ['gongan']) c.act('2026-03-10 20:00', unit(code), 'sign');
    expect(c.clock('finish')).toMatchObject({ state: 'breached', dueAt: at('2026-03-10 18:00') });
    const events = follow(c, '2026-03-11 09:00', off('2026-03-10', '2026-03-11'));
    expect(c.clock('finish')).toMatchObject({ state: 'running', dueAt: at('2026-03-12 18:00') });
    expect(clocksOf(events[0])).toContainEqual(
      expect.objectContaining({ reprojected: 'finish', isCorrected: true, dueAt: '2026-03-12T10:00:00Z' }),
    );
    const again = settle(off('2026-03-10', '2026-03-11'), c.state, at('2026-03-12 18:00'));
    expect(
      again.events.filter(({ type, data }) => type === 'deadline_breached' && data['name'] === 'finish'),
    ).toHaveLength(1);
    expect(c.types().filter((type) => type === 'deadline_breached').length).toBeGreaterThan(0);
  });

  it('done late by the old and in time by the new, it stays and is marked as corrected', () => {
    const c = late();
    c.act('2026-03-10 09:00', lead, 'arrive', { people: 1 });
    c.act('2026-03-11 09:00', lead, 'submit', { result: '已办', photos: ['p'] });
    expect(c.clock('finish')).toMatchObject({ state: 'breached', endedAt: at('2026-03-11 09:00') });
    const events = follow(c, '2026-03-11 10:00', off('2026-03-10'));
    expect(c.clock('finish')).toMatchObject({ state: 'breached', correctedAt: at('2026-03-11 10:00') });
    expect(clocksOf(events[0])).toContainEqual(expect.objectContaining({ reprojected: 'finish', isCorrected: true }));
    expect(follow(c, '2026-03-11 10:05', off('2026-03-10'))).toEqual([]);
  });

  it('is none where the unit is late by both', () => {
    const c = late().wait('2026-03-13 09:00');
    follow(c, '2026-03-13 09:00', off('2026-03-10'));
    expect(c.clock('finish')).toMatchObject({ state: 'breached', dueAt: at('2026-03-10 18:00') });
    expect(c.clock('finish')?.correctedAt).toBeUndefined();
  });
});

describe('a unit that is merged', () => {
  const merged = (code: string, successor: string, to = '2026-03-10'): Rules => {
    const unitOf = (change: Partial<Unit>) => ({ ...rules.org.units[code]!, ...change });
    return {
      ...rules,
      org: { ...rules.org, units: { ...rules.org.units, [code]: unitOf({ to, successors: [successor] }) } },
    };
  };

  it('hands its open tracks, with clocks and requests, to its successor on the day after its last', () => {
    const c = aWeek().act('2026-03-09 11:00', lead, 'request_extension', { reason: '量大' });
    const after = merged('chengguan', 'zhujian');
    expect(follow(c, '2026-03-10 23:59', after)).toEqual([]);
    const events = follow(c, '2026-03-11 00:00', after);
    expect(events.map(({ type, data }) => [type, data['unit'], data['successor']])).toEqual([
      ['unit_succeeded', 'chengguan', 'zhujian'],
    ]);
    const [track] = c.state.tracks;
    expect(track).toMatchObject({ unit: 'zhujian', role: 'lead', state: 'signed', endedAt: null });
    expect(c.state.requests[0]).toMatchObject({ unit: 'zhujian', state: 'pending' });
    expect(c.clock('finish')).toMatchObject({ unit: 'zhujian', state: 'running', dueAt: at('2026-03-16 18:00') });
    expect(c.clock('sign', 'chengguan')).toMatchObject({ state: 'met' });
    c.act('2026-03-11 09:00', centre, 'decide', { request: '1', granted: true, reason: '同意' });
    expect(c.try('2026-03-11 09:05', unit('zhujian'), 'arrive', { people: 2 })).toMatchObject({ ok: true });
  });

  it('leaves its successor one track, the lead’s where one of both led', () => {
    const lent = aWeek('E08');
    follow(lent, '2026-03-11 00:00', merged('zhujian', 'chengguan'));
    expect(lent.state.tracks.map(({ unit: code, state }) => [code, state])).toEqual([
      ['chengguan', 'signed'],
      ['zhujian', 'released'],
    ]);
    const led = aWeek('E08');
    follow(led, '2026-03-11 00:00', merged('chengguan', 'zhujian'));
    expect(led.state.tracks.map(({ unit: code, role, state }) => [code, role, state])).toEqual([
      ['zhujian', 'lead', 'signed'],
      ['zhujian', 'assist', 'released'],
    ]);
  });

  it('without a successor keeps what it has', () => {
    const after = merged('chengguan', 'zhujian');
    after.org.units['chengguan']!.successors = [];
    expect(follow(aWeek(), '2026-03-11 09:00', after)).toEqual([]);
  });
});
