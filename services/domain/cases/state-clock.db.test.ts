import { expect, test } from 'vitest';
import { changed, testLayers } from '../configuration/testing.ts';
import type { Context } from '../context.ts';
import { shiftedClock, testDeps } from '../testing.ts';
import { advanceCase } from './advance-case.ts';
import { listCaseEvents } from './list-case-events.ts';
import { WorklistQuery } from './schema.ts';
import { act, mondayMorning, report } from './testing.ts';
import { worklist } from './worklist.ts';

/** A small process whose units are timed by the state alone. */
const job = `process: job
title: 派工
starts_at_level: street
steps: { report: 报, handle: 办, judge: 评 }
outcomes: { solved: 已解决, referred: 已转报警 }
kinds: { daily: { title: 派工, from: [resident, grid_worker] } }
begins: reported
states:
  reported: { title: 已报, step: report, goes: [{ do: [route] }] }
  triage: { title: 待定, step: report, turn: centre, may: { centre: [assign] }, within: { triage: 4 working_hours, then: late } }
  dispatched:
    title: 在办
    step: handle
    turn: units
    within: { handle: 2 hours, then: [{ at: 50%, remind: [unit] }, { at: due, tell: [unit_head] }] }
    goes: [{ when: { all_submitted: true }, to: judging }]
  judging: { title: 待评, step: judge, turn: requester, may: { requester: [judge] }, within: { rate: 5 days, then: late } }
  closed: { title: 办结, step: judge, ends: true }
track:
  step: handle
  acts_in: [dispatched]
  dispatched: { title: 已派, may: { lead: [start], assist: [start] } }
  signed: { title: 已签, may: { lead: [submit], assist: [submit] } }
  arrived: { title: 已到 }
  submitted: { title: 已办 }
  returned: { title: 已退 }
  released: { title: 已免 }
actions:
  assign: { title: 派单, fields: { lead: { type: unit, required: true, title: 主办 } }, do: [assign], to: dispatched }
  start: { title: 开始, track_goes: signed }
  submit: { title: 办完, track_goes: submitted }
  judge: { title: 评价, to: closed, outcome: solved }
ladders:
  late: [{ at: due, mark: overdue, tell: [centre] }]
`;

const twoHours = 2 * 3_600_000;

async function aCounty() {
  const clock = shiftedClock(mondayMorning);
  const layers = await testLayers(testDeps({ clock }));
  const county = await layers.addCounty((files) => {
    files['processes/job.yaml'] = job;
    Object.assign(files, changed(files, 'tests/first.yaml', 'item: Q01', 'process: job, item: Q02'));
    files['tests/first.yaml'] = files['tests/first.yaml']!.replace(
      'lead: works, finish: 2026-11-23 11:00',
      'lead: parks',
    );
  });
  return { county, clock };
}

const waiting = async (ctx: Context) => {
  const { data } = await worklist(ctx, WorklistQuery.parse({}));
  return data.map(({ action, unit, deadline, dueAt }) => [action, unit, deadline, dueAt && Date.parse(dueAt)]);
};

test('a clock of a state stands in the work list of each unit that acts there, until that unit has done its part', async () => {
  const { county } = await aCounty();
  const worker = await county.person('grid-worker');
  const opened = await report(worker, { process: 'job', item: 'Q02', location: { unit: 'river-side' } });
  expect(opened).toMatchObject({ state: 'dispatched', lead: { unit: 'parks' } });
  const [parks, works] = [await county.person('parks'), await county.person('works')];
  const due = mondayMorning + twoHours;
  const near = (rows: unknown[][]) =>
    rows.map(([action, unit, name, at]) => [action, unit, name, Math.abs(Number(at) - due) < 60_000]);
  expect(near(await waiting(parks))).toEqual([['start', 'parks', 'handle', true]]);
  expect(near(await waiting(works))).toEqual([['start', 'works', 'handle', true]]);
  await act(parks, opened, 'start');
  await act(parks, opened, 'submit');
  expect(await waiting(parks)).toEqual([]);
  expect(near(await waiting(works))).toEqual([['start', 'works', 'handle', true]]);
  await act(works, opened, 'start');
  await act(works, opened, 'submit');
  expect((await waiting(worker)).map((row) => row.slice(0, 3))).toEqual([['judge', null, 'rate']]);
});

test('its rungs name the units that still owe something', async () => {
  const { county, clock } = await aCounty();
  const opened = await report(await county.person('grid-worker'), {
    ...{ process: 'job', item: 'Q02', location: { unit: 'river-side' } },
  });
  const parks = await county.person('parks');
  await act(parks, opened, 'start');
  await act(parks, opened, 'submit');
  clock.advance(twoHours);
  await advanceCase(county.deps, { tenant: county.code, caseId: opened.id });
  const { data } = await listCaseEvents(await county.person('centre'), { caseId: opened.id });
  const told = data
    .filter(({ type }) => type.startsWith('deadline_'))
    .map(({ type, data: { units } }) => [type, units]);
  expect(told).toEqual([
    ['deadline_reminded', ['works']],
    ['deadline_breached', ['works']],
  ]);
});
