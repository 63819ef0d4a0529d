import { expect, test } from 'vitest';
import { mergeNudges } from './merge-nudges.ts';
import type { OutboxRow } from './outbox.ts';

const row = (outboxId: number, about: Partial<OutboxRow>): OutboxRow => ({
  outboxId,
  tenant: 'a',
  caseId: 'one',
  reason: 'wake',
  wakeAt: null,
  ...about,
});
const at = (ms: number) => ({ wakeAt: new Date(ms) });
const nudges = (rows: OutboxRow[]) => mergeNudges(rows).map(({ nudge }) => nudge);

test('the earliest instant of a case is the one that is sent', () => {
  expect(nudges([row(1, at(3_000)), row(2, at(1_000)), row(3, at(2_000)), row(4, {})])).toEqual([
    { reason: 'wake', wakeAt: 1_000 },
  ]);
});

test('what wants to be looked at now wins over any instant', () => {
  expect(nudges([row(1, at(1_000)), row(2, { reason: 'ended' }), row(3, at(500))])).toEqual([{ reason: 'ended' }]);
});

test('every row that was merged is remembered, so that all of them go once it is sent', () => {
  const [merged] = mergeNudges([row(1, at(1)), row(2, at(2)), row(3, at(3))]);
  expect(merged?.rows.map(({ outboxId }) => outboxId)).toEqual([1, 2, 3]);
});

test('cases of different tenants are never merged, whatever their ids, and go in turn', () => {
  const rows = [
    row(1, { caseId: 'x' }),
    row(2, { caseId: 'y' }),
    row(3, { caseId: 'z' }),
    row(4, { tenant: 'b', caseId: 'x' }),
  ];
  expect(mergeNudges(rows).map(({ tenant, caseId }) => `${tenant}/${caseId}`)).toEqual(['a/x', 'b/x', 'a/y', 'a/z']);
});
