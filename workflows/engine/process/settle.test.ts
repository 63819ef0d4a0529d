import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide, nextInstant, settle } from '../index.ts';
import { ACase, at, centre, requester, rulesOf, unit } from './a-case.fixture.ts';
import type { CaseState, EventDraft } from './case-state.ts';

const rules = rulesOf();
const HOUR = 3_600_000;

/** Everything but when somebody looked. */
function history(state: CaseState, events: EventDraft[]) {
  const told = events.map(({ at: recordedAt, ...event }) => ({ ...event, at: event.dueAt ?? recordedAt }));
  const deadlines = state.deadlines.map((d) => ({
    ...d,
    rungs: d.rungs.map((r) => ({ ...r, firedAt: r.firedAt !== null })),
  }));
  return { state: { ...state, deadlines, updatedAt: 0 }, told };
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
    { action: 'assign', fields: { lead: 'zhujian', reason: '会商' } },
    { action: 'classify', fields: { item: 'E06' } },
    { action: 'verify', fields: {} },
    { action: 'send_back', fields: { reason: '不清' } },
    { action: 'evaluate', fields: { solved: false, satisfaction: 'dissatisfied' } },
    { action: 'resume', fields: {} },
    { action: 'reopen', fields: { reason: '反复' } },
  ),
});

it('gives the same history whether it runs at every due instant or once, late', () => {
  fc.assert(
    fc.property(fc.constantFrom('E03', 'E06', 'E15', 'E02'), fc.array(step, { maxLength: 14 }), (item, steps) => {
      let punctual: CaseState = new ACase('2026-03-10 10:00', { item }).state;
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
    }),
    { numRuns: 200 },
  );
});

it('keeps what always holds: one lead, one open track a unit, no clock that runs in a closed case', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let state: CaseState = new ACase('2026-03-10 10:00').state;
      let now = at('2026-03-10 10:00');
      for (const { hoursLater, who, act } of steps) {
        now += hoursLater * HOUR;
        state = settle(rules, state, now).state;
        const decided = decide(rules, state, { ...act, actor: { id: 'p', role: 'x', unit: null }, standing: who }, now);
        if (decided.ok) state = decided.state;
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
    { numRuns: 200 },
  );
});
