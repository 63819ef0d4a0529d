import { describe, expect, test } from 'vitest';
import { toldFaults } from './small-bundle.fixture.ts';

/** Everything told about the small bundle with these tests. */
const told = (tests: string) => toldFaults([{ file: 'tests/first.yaml', to: tests }]);

const report = 'report: { process: matter, item: R2, location: east, at: 2026-03-10 10:00 }';

describe('a bundle’s tests', () => {
  test('follow a case through actions and passing instants', () => {
    expect(
      told(`- name: 坑一直没人补
  report: { process: matter, item: R1, location: east, at: 2026-03-10 10:00 }
  expect: { lead: roads, urgency: normal, state: dispatched, finish: 2026-03-13 18:00 }
  then:
    - { at: 2026-03-13 17:59, expect: { deadline: finish, state: running, told: [] } }
    - { at: 2026-03-13 18:00, expect: { deadline: finish, state: breached, told: [centre] } }
    - { at: 2026-03-14 09:00, do: { action: submit }, expect: { state: judging, judge: 2026-03-19 24:00 } }
    - { at: 2026-03-15 09:00, do: { action: judge, fields: { solved: true } }, expect: { state: closed, outcome: solved } }
`),
    ).toEqual([]);
  });

  test('tell what they found instead, with the rule that decided', () => {
    expect(
      told(`- name: 爆管
  ${report}
  expect: { lead: roads, finish: 2026-03-10 13:00 }
  then: [{ at: 2026-03-10 12:30, expect: { deadline: finish, state: met, told: [unit] } }]
`),
    ).toEqual([
      'tests/first.yaml:3:19 test/failed “爆管”: lead should be roads and is water.',
      'tests/first.yaml:3:34 test/failed “爆管”: finish should be 2026-03-10 13:00 and is 2026-03-10 12:00.',
      'tests/first.yaml:4:69 test/failed “爆管”: state should be met and is breached.',
      'tests/first.yaml:4:80 test/failed “爆管”: told should be [unit] and is [centre].',
    ]);
  });

  test('tell why a deadline has no instant', () => {
    expect(
      told(`- name: 等
  report: { process: matter, location: east, at: 2026-03-10 10:00 }
  expect: { state: triage, finish: 2026-03-13 18:00, judge: 2026-03-19 24:00 }
`),
    ).toEqual([
      'tests/first.yaml:3:36 test/failed “等”: finish should be 2026-03-13 18:00 and is –: it starts with a unit’s work, and none has been given any.',
      'tests/first.yaml:3:61 test/failed “等”: judge should be 2026-03-20 00:00 and is –: it starts in a state that the case has not come to.',
    ]);
    const change = {
      file: 'land/processes/matter.yaml',
      from: 'from: track, of: [lead]',
      to: 'from: track, when: { secret: true }, of: [lead]',
    };
    const test = `- name: 等\n  ${report}\n  expect: { finish: 2026-03-13 18:00 }\n`;
    expect(toldFaults([change, { file: 'tests/first.yaml', to: test }])).toEqual([
      'tests/first.yaml:3:21 test/failed “等”: finish should be 2026-03-13 18:00 and is –: its `when` did not hold as it would have started.',
    ]);
  });

  test('play a person, who may do no more than they may, and say whom the case waits for', () => {
    const played = (by: string, waits: string) =>
      told(`- name: 换人
  report: { process: matter, item: R1, location: east, at: 2026-03-10 10:00 }
  expect: { waits_for: [${waits}] }
  then: [{ at: 2026-03-10 11:00, do: { action: submit, by: ${by} }, expect: { waits_for: [requester] } }]
`);
    expect(played('roads', 'roads')).toEqual([]);
    expect(played('water', 'roads')).toEqual([
      'tests/first.yaml:4:38 test/refused “换人”: this is refused (action-not-yours).',
    ]);
    expect(played('requester', 'roads')).toHaveLength(1);
    expect(played('roads', 'centre, roads')).toEqual([
      'tests/first.yaml:3:24 test/failed “换人”: waits_for should be [centre, roads] and is [roads].',
    ]);
    expect(played('raods', 'roads')).toEqual([
      'tests/first.yaml:4:60 unit/unknown There is no unit “raods”; did you mean “roads”?',
    ]);
  });

  test('are placed by a point, and told where it lies nowhere', () => {
    const at = (point: string) =>
      told(`- name: 点\n  report: { process: matter, item: R2, location: ${point}, at: 2026-03-10 10:00 }\n`);
    expect(at('[113.8, 34.0]')).toEqual([
      'tests/first.yaml:2:50 test/outside The point lies in no unit’s area on that day.',
    ]);
    expect(at('[113.8]')).toEqual(['tests/first.yaml:2:50 test/location This is neither a unit nor a point.']);
  });

  test('tell an action that the case does not offer then, and what it offers', () => {
    expect(told(`- name: 先评\n  ${report}\n  then: [{ at: 2026-03-10 10:30, do: { action: judge } }]\n`)).toEqual([
      'tests/first.yaml:3:38 test/refused “先评”: this is refused (action-not-offered: submit).',
    ]);
  });

  test('go forward in time only', () => {
    expect(told(`- name: 倒着来\n  ${report}\n  then: [{ at: 2026-03-10 09:59 }]\n`)).toEqual([
      'tests/first.yaml:3:16 test/order “倒着来”: 2026-03-10 09:59 lies before what happened last.',
    ]);
  });

  test('name only what there is', () => {
    expect(
      told(
        `- name: 错字\n  ${report}\n  then: [{ at: 2026-03-10 11:00, do: { action: sumbit }, expect: { deadline: finsh } }]\n`,
      ),
    ).toEqual([
      'tests/first.yaml:3:48 action/unknown There is no action “sumbit”; did you mean “submit”?',
      'tests/first.yaml:3:78 deadline/unknown There is no deadline “finsh”; did you mean “finish”?',
    ]);
  });
});
