/** A county whose cases begin at the grid and rise level by level until somebody can settle them. */
import { describe, expect, test } from 'vitest';
import { ACase, at, centre, requester, rulesOf, unit } from './a-case.fixture.ts';
import type { Report } from './case-state.ts';

const rules = rulesOf('weidu');
const matter = (location: string, change: Partial<Report> = {}): Partial<Report> => ({
  process: 'matter',
  item: null,
  location: { unit: location },
  ...change,
});
const tried = { reason: '超出本级权限', tried: '已上门两次' };
const instant = (text: string) => at(text, rules);
const lead = (c: ACase) => c.state.tracks.find((track) => track.role === 'lead' && track.endedAt === null)?.unit;

describe('a case that rises', () => {
  test('goes from the grid of its place through every level into triage, a budget a level and one total', () => {
    const c = new ACase('2026-05-11 09:00', matter('qiyi-yard-3'), rules);
    const total = c.clock('total');
    expect([lead(c), c.state.level, c.state.routing?.rule]).toEqual(['qiyi-grid-3', 'grid', 'grid-first']);
    expect(c.clock('finish')?.dueAt).toBe(instant('2026-05-12 18:00'));
    expect(total?.dueAt).toBe(instant('2026-05-25 18:00'));

    const rises = [
      ['2026-05-11 11:00', 'qiyi-grid-3', 'dongda-qiyi', 'community', '2026-05-13 18:00'],
      ['2026-05-12 10:00', 'dongda-qiyi', 'dongda', 'street', '2026-05-15 18:00'],
      ['2026-05-15 10:00', 'dongda', 'district', 'district', '2026-05-22 18:00'],
    ] as const;
    for (const [when, from, to, level, due] of rises) {
      c.act(when, unit(from), 'sign').act(when, unit(from), 'pass_up', tried);
      expect([lead(c), c.state.level, c.state.state, c.state.routing]).toEqual([
        to,
        level,
        'dispatched',
        { rule: 'passed_up', source: '', reason: '超出本级权限' },
      ]);
      expect(c.clock('finish', to)?.dueAt).toBe(instant(due));
      expect(c.clock('finish', from)?.state).toBe('cancelled');
    }
    c.act('2026-05-18 10:00', unit('district'), 'sign').act('2026-05-18 10:00', unit('district'), 'pass_up', tried);
    expect(c.state.state).toBe('triage');
    expect(c.state.deadlines.filter(({ name }) => name === 'total')).toEqual([{ ...total, rungs: expect.any(Array) }]);
    c.act('2026-05-18 11:00', centre, 'assign', { lead: 'zhujian', assist: ['sifa'], reason: '会商确定' });
    expect([lead(c), c.state.level, c.state.finalOwner]).toEqual(['zhujian', 'district', true]);
    expect(c.clock('finish', 'zhujian')?.budget).toEqual({ value: 5, unit: 'working_days' });
  });

  test('has no level clock after its total', () => {
    const c = new ACase('2026-05-11 09:00', matter('guangming-yard-1'), rules).wait('2026-05-22 18:00');
    expect([lead(c), c.clock('finish')?.startedAt]).toEqual(['district', instant('2026-05-22 18:00')]);
    expect(c.clock('finish')?.dueAt).toBe(instant('2026-05-25 18:00'));
    expect(c.clock('total')).toMatchObject({ state: 'running', dueAt: instant('2026-05-25 18:00') });
  });

  test('rises by itself a working day after a level has let its time run out', () => {
    const c = new ACase('2026-05-11 09:00', matter('guangming-yard-1'), rules);
    c.act('2026-05-11 10:00', unit('guangming-grid-1'), 'sign').wait('2026-05-13 17:59');
    expect([lead(c), c.state.flags]).toEqual(['guangming-grid-1', ['overdue']]);
    c.wait('2026-05-13 18:00');
    expect([lead(c), c.state.level, c.state.state]).toEqual(['beida-guangming', 'community', 'dispatched']);
    expect(c.state.routing).toEqual({ rule: 'passed_up', source: '', reason: '' });
    expect(c.clock('finish', 'guangming-grid-1')).toMatchObject({
      state: 'breached',
      endedAt: instant('2026-05-13 18:00'),
    });
  });

  test('is a matter of the level that it begins at, where the place has no grid yet', () => {
    const c = new ACase('2026-05-11 09:00', matter('dongda-wenming'), rules);
    expect([lead(c), c.state.level, c.state.routing?.rule]).toEqual(['dongda-wenming', 'community', 'community-first']);
    expect(c.clock('finish')?.budget).toEqual({ value: 2, unit: 'working_days' });
    expect(c.events.find(({ type }) => type === 'dispatched')?.data).toMatchObject({ level: 'community' });
  });

  test('stays at the level that it was raised to, and gives each unit the time of its own level', () => {
    const c = new ACase('2026-05-11 09:00', matter('qiyi-grid-3'), rules);
    c.state.level = 'street';
    c.act('2026-05-11 10:00', unit('qiyi-grid-3'), 'sign').act(
      '2026-05-11 10:00',
      unit('qiyi-grid-3'),
      'pass_up',
      tried,
    );
    expect(c.state.level).toBe('street');
    expect(c.clock('finish', 'dongda-qiyi')?.budget).toEqual({ value: 2, unit: 'working_days' });
  });

  test('goes to the level above when the requester is not satisfied', () => {
    const c = new ACase('2026-05-11 09:00', matter('qiyi-grid-3'), rules);
    c.act('2026-05-11 10:00', unit('qiyi-grid-3'), 'sign');
    c.act('2026-05-11 16:00', unit('qiyi-grid-3'), 'submit', { result: '已劝导' });
    expect([c.state.state, c.clock('total')?.state]).toEqual(['evaluating', 'met']);
    c.act('2026-05-12 09:00', requester, 'evaluate', { solved: false, satisfaction: 'dissatisfied' });
    expect([lead(c), c.state.state]).toEqual(['dongda-qiyi', 'dispatched']);
  });
});

describe('a merged grid', () => {
  test('leads what is reported before its last day is over, and its successor leads from the next day on', () => {
    expect(lead(new ACase('2026-03-31 23:59', matter('qiyi-yard-1'), rules))).toBe('qiyi-grid-1');
    expect(lead(new ACase('2026-04-01 00:00', matter('qiyi-yard-1'), rules))).toBe('qiyi-grid-12');
    expect(lead(new ACase('2026-04-01 00:00', matter('qiyi-grid-2'), rules))).toBe('qiyi-grid-12');
  });

  test('is passed up to the successor of the unit that was above it', () => {
    const merged = structuredClone(rules);
    Object.assign(merged.org.units['dongda-qiyi'] ?? {}, { to: '2026-05-10', successors: ['dongda-wenming'] });
    const c = new ACase('2026-05-11 09:00', matter('qiyi-grid-3'), merged);
    c.act('2026-05-11 10:00', unit('qiyi-grid-3'), 'sign');
    expect(lead(c.act('2026-05-11 10:00', unit('qiyi-grid-3'), 'pass_up', tried))).toBe('dongda-wenming');
  });
});
