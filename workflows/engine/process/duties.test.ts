import { beforeAll, expect, test } from 'vitest';
import { compileTenantsDir } from '#services/config/testing.ts';
import type { Process } from '#workflows/definition/compiled-process.ts';
import { dutiesOf, type Duty } from './duties.ts';

let whistle: Process;
beforeAll(async () => {
  const [bundle] = [...(await compileTenantsDir()).values()].filter(({ config }) => config.processes['whistle']);
  whistle = bundle!.config.processes['whistle']!;
});

const of = (wanted: Partial<Duty>) =>
  dutiesOf(whistle).filter((duty) => Object.entries(wanted).every(([key, value]) => duty[key as keyof Duty] === value));

test('a unit that has not signed is expected to sign, in whatever state the case as a whole is', () => {
  const found = of({ trackState: 'dispatched', trackRole: 'lead', deadline: 'sign' });
  expect(found.map(({ state, action }) => [state, action])).toEqual([
    ['dispatched', 'sign'],
    ['handling', 'sign'],
  ]);
  expect(found[0]!.withheldBy).toEqual(['return']);
});

test('one who has signed reports in before answering', () => {
  const [arrive] = of({ trackState: 'signed', trackRole: 'assist', action: 'arrive' });
  const [submit] = of({ trackState: 'signed', trackRole: 'assist', action: 'submit' });
  expect(arrive!.rank).toBeLessThan(submit!.rank);
});

test('a state’s own clock waits for whose turn it is', () => {
  expect(new Set(of({ state: 'checking', deadline: 'check' }).map((duty) => duty.relation))).toEqual(
    new Set(['centre']),
  );
  expect(of({ state: 'approving' }).map((duty) => duty.relation)).toEqual(['street_leader', 'street_leader']);
});

test('the requester judges; the centre only where no account stands for the requester', () => {
  const found = of({ state: 'evaluating', deadline: 'evaluate' });
  expect(found.map(({ relation, action, withoutRequester }) => [relation, action, withoutRequester])).toEqual([
    ['requester', 'evaluate', false],
    ['centre', 'record_callback', true],
  ]);
});

test('an unclear case is to be classified, a clear one to be assigned', () => {
  const found = of({ state: 'triage', deadline: 'triage', classified: true });
  expect(found.map((duty) => duty.action)).toEqual(['assign']);
  const [classify] = of({ state: 'triage', action: 'classify', deadline: 'triage' });
  expect(classify!.classified).toBeNull();
});

test('the flag that a call-back takes away asks the centre for one', () => {
  const [first, ...others] = of({ flag: 'call_back', state: 'closed' }).sort((a, b) => a.rank - b.rank);
  expect(first).toMatchObject({ action: 'record_callback', relation: 'centre' });
  expect(others.map((duty) => duty.rank)).not.toContain(first!.rank);
});

test('what everybody may do waits for nobody', () => {
  expect(of({ action: 'comment' })).toEqual([]);
  expect(of({ relation: 'anyone' })).toEqual([]);
});
