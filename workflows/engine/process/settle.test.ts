import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide, nextInstant, settle } from '../index.ts';
import { ACase, at, centre, requester, rulesOf, unit } from './a-case.fixture.ts';
import type { CaseState, EventDraft } from './case-state.ts';

const rules = rulesOf();
const HOUR = 3_600_000;
const RUNS = 150;

/** Everything but when somebody looked. */
function history(state: CaseState, events: EventDraft[]) {
  const told = events.map(({ at: recordedAt, ...event }) => ({ ...event, at: event.dueAt ?? recordedAt }));
  const deadlines = state.deadlines.map((d) => ({
    ...d,
    rungs: d.rungs.map((r) => ({ ...r, firedAt: r.firedAt !== null })),
  }));
  return { state: { ...state, deadlines, updatedAt: 0 }, told };
}

/** The deadlines that the history speaks of. */
function toldOf(events: EventDraft[]): unknown[] {
  return events.flatMap((event) => [
    event.data['deadline'],
    ...((event.data['clocks'] ?? []) as { id: number }[]).map((clock) => clock.id),
  ]);
}

function changed(before: CaseState, after: CaseState): number[] {
  const known = new Map(before.deadlines.map((d) => [d.id, JSON.stringify(d)]));
  return after.deadlines.filter((d) => known.get(d.id) !== JSON.stringify(d)).map((d) => d.id);
}

function settleAtEveryInstant(state: CaseState, until: number) {
  const events: EventDraft[] = [];
  let present = state;
  for (let next = nextInstant(present); next !== null && next <= until; next = nextInstant(present)) {
    const settled = settle(rules, present, next);
    present = settled.state;
    events.push(...settled.events);
  }
  return { state: present, events };
}

const step = fc.record({
  hoursLater: fc.integer({ min: 0, max: 90 }),
  who: fc.constantFrom(unit('chengguan'), unit('shichang'), unit('gongan'), centre, requester),
  act: fc.constantFrom(
    { action: 'sign', fields: {} },
    { action: 'arrive', fields: { people: 1 } },
    { action: 'submit', fields: { result: '已办', photos: ['p'] } },
    { action: 'contact', fields: { how: 'phone', reached: true } },
    { action: 'request_return', fields: { reason: '非职责' } },
    { action: 'request_extension', fields: { reason: '量大' } },
    { action: 'request_suspension', fields: { reason: '招标', until: '2026-12-01' } },
    { action: 'decide', fields: { request: '1', granted: true, reason: '可' } },
    { action: 'decide', fields: { request: '1', granted: false, reason: '不可' } },
    { action: 'decide', fields: { request: '2', granted: true, reason: '可' } },
    { action: 'assign', fields: { lead: 'zhujian', reason: '会商' } },
    { action: 'assign', fields: { lead: 'chengguan', assist: ['gongan'], reason: '会商' } },
    { action: 'classify', fields: { item: 'E06' } },
    { action: 'verify', fields: {} },
    { action: 'send_back', fields: { reason: '不清' } },
    { action: 'evaluate', fields: { solved: false, satisfaction: 'dissatisfied' } },
    { action: 'resume', fields: {} },
    { action: 'reopen', fields: { reason: '反复' } },
    { action: 'downgrade', fields: { item: 'E15' } },
    { action: 'add_assist', fields: { unit: 'ziran', reason: '用地' } },
    { action: 'remove_assist', fields: { unit: 'gongan' } },
    { action: 'evaluate', fields: { solved: true, satisfaction: 'satisfied' } },
    { action: 'void', fields: {} },
  ),
});

const kind = fc.constantFrom('daily', 'emergency');

it('gives the same history whether it runs at every due instant or once, late', () => {
  fc.assert(
    fc.property(
      kind,
      fc.constantFrom('E03', 'E06', 'E15', 'E02', null),
      fc.array(step, { maxLength: 14 }),
      (of, item, steps) => {
        let punctual: CaseState = new ACase('2026-03-10 10:00', { kind: of, item }).state;
        let late = punctual;
        let now = at('2026-03-10 10:00');
        for (const { hoursLater, who, act } of steps) {
          now += hoursLater * HOUR;
          const a = settleAtEveryInstant(punctual, now);
          const b = settle(rules, late, now);
          expect(history(a.state, a.events)).toEqual(history(b.state, b.events));
          const actor = { id: 'p', role: 'x', unit: null };
          const decided = decide(rules, b.state, { ...act, actor, standing: who }, now);
          punctual = late = decided.ok ? decided.state : b.state;
        }
      },
    ),
    { numRuns: RUNS },
  );
}, 30_000);

it('keeps what always holds: one lead, one open track a unit, no clock that runs in a closed case', () => {
  fc.assert(
    fc.property(kind, fc.array(step, { maxLength: 25 }), (of, steps) => {
      let state: CaseState = new ACase('2026-03-10 10:00', { kind: of }).state;
      let now = at('2026-03-10 10:00');
      for (const { hoursLater, who, act } of steps) {
        now += hoursLater * HOUR;
        state = settle(rules, state, now).state;
        const before = JSON.stringify(state);
        const decided = decide(rules, state, { ...act, actor: { id: 'p', role: 'x', unit: null }, standing: who }, now);
        expect(JSON.stringify(state)).toBe(before);
        if (decided.ok) state = decided.state;
        if (decided.ok)
          expect(toldOf(decided.events)).toEqual(
            expect.arrayContaining(changed(JSON.parse(before) as CaseState, state)),
          );
        const open = state.tracks.filter((t) => t.endedAt === null);
        expect(open.filter((t) => t.role === 'lead').length).toBeLessThanOrEqual(1);
        expect(new Set(open.map((t) => t.unit)).size).toBe(open.length);
        if (state.state === 'closed') expect(nextInstant(state)).toBeNull();
        else expect(state.outcome).toBeNull();
        for (const d of state.deadlines) {
          expect(d.dueAt === null).toBe(d.remaining !== null && d.state === 'paused');
          const fired = d.rungs.filter((r) => r.firedAt !== null).map((r) => `${r.extensions}/${r.index}`);
          expect(new Set(fired).size).toBe(fired.length);
          if (d.state === 'running') expect(d.dueAt).toBeGreaterThan(now);
        }
      }
    }),
    { numRuns: RUNS },
  );
}, 30_000);
