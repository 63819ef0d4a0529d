import { expect, test } from 'vitest';
import { createPatience } from './patience.ts';

function roundsAskedIn(count: number): number[] {
  const patience = createPatience();
  const asked: number[] = [];
  for (let round = 0; round < count; round += 1) {
    if (patience.isTurn('case')) asked.push(round);
    patience.endRound();
  }
  return asked;
}

test('a case that stays overdue is asked for less and less often, but at least once in sixty rounds', () => {
  expect(roundsAskedIn(250)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
});

test('a case that was all right meanwhile is asked for at once', () => {
  const patience = createPatience();
  const round = (key: string) => {
    const isTurn = patience.isTurn(key);
    patience.endRound();
    return isTurn;
  };
  expect([round('a'), round('a'), round('a')]).toEqual([true, true, false]);
  round('another');
  expect(round('a')).toBe(true);
});
