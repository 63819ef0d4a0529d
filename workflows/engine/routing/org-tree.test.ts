import { expect, test } from 'vitest';
import type { Org, Unit } from '../../definition/compiled.ts';
import { heirsOf, unitsAround } from './org-tree.ts';

function chart(units: Record<string, Partial<Unit>>): Org {
  const blank = { aliases: [], kind: 'grid', level: null, parent: null, dutyList: [], desk: false, successors: [] };
  const entries = Object.entries(units).map(([code, unit]) => [
    code,
    { ...blank, code, title: code, source: '', ...unit },
  ]);
  return { levels: [], units: Object.fromEntries(entries) as Org['units'] };
}

const org = chart({
  east: {},
  west: { to: '2026-05-31', successors: ['east'] },
  old: { parent: 'west', to: '2026-03-31', successors: ['a', 'b'] },
  a: { parent: 'east', from: '2026-04-01' },
  b: { parent: 'west', from: '2026-04-01', to: '2026-06-30', successors: ['c'] },
  c: { parent: 'east', from: '2026-09-01' },
  orphan: { parent: 'west', to: '2026-01-31' },
});
const around = (code: string, date: string) => [...unitsAround(org, code, date)].sort();

test('a place lies where it lies on that day, also when it or what is above it has ended', () => {
  expect(around('old', '2026-03-31')).toEqual(['old', 'west']);
  expect(around('old', '2026-04-01')).toEqual(['a', 'b', 'east', 'west']);
  expect(around('old', '2026-06-01')).toEqual(['a', 'b', 'east']);
});

test('who has ended and is carried on by nobody yet stands for itself, where it last was', () => {
  expect(heirsOf(org, 'orphan', '2026-03-01')).toEqual(['orphan']);
  expect(around('orphan', '2026-06-01')).toEqual(['east', 'orphan']);
  expect(around('b', '2026-07-15')).toEqual(['b', 'east']);
  expect(around('b', '2026-09-01')).toEqual(['c', 'east']);
});

test('nobody is around a code that the chart does not know, and a circle of successors ends', () => {
  expect(around('nowhere', '2026-01-01')).toEqual([]);
  const circle = chart({ x: { to: '2026-01-01', successors: ['y'] }, y: { to: '2026-01-01', successors: ['x'] } });
  expect([...unitsAround(circle, 'x', '2026-02-01')]).toEqual(['x']);
});
