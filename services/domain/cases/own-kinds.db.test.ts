import { expect, test } from 'vitest';
import { changed, testLayers } from '../configuration/testing.ts';
import type { Problem } from '../problem.ts';
import { shiftedClock, testDeps } from '../testing.ts';
import { listCases } from './list-cases.ts';
import { ListCasesQuery } from './schema.ts';
import { SimulateInput } from './simulate.schema.ts';
import { simulate } from './simulate.ts';
import { mondayMorning, report } from './testing.ts';

/** Two kinds of its own, or one: what a county may write into a process. */
const processOf = (kinds: string) => `process: job
title: 派工
starts_at_level: street
steps: { report: 报, handle: 办 }
outcomes: { solved: 已解决, referred: 已转报警 }
kinds: ${kinds}
begins: reported
states:
  reported: { title: 已报, step: report, goes: [{ do: [route] }] }
  triage: { title: 待定, step: report, turn: centre, may: { centre: [assign] }, within: { triage: 4 working_hours, then: late } }
  dispatched: { title: 在办, step: handle, turn: units, within: { handle: 2 hours, then: late }, goes: [{ when: { all_submitted: true }, to: closed, outcome: solved }] }
  closed: { title: 办结, step: handle, ends: true }
track:
  step: handle
  acts_in: [dispatched]
  dispatched: { title: 已派, may: { lead: [submit], assist: [submit] } }
  signed: { title: 已签 }
  arrived: { title: 已到 }
  submitted: { title: 已办 }
  returned: { title: 已退 }
  released: { title: 已免 }
actions:
  assign: { title: 派单, fields: { lead: { type: unit, required: true, title: 主办 } }, do: [assign], to: dispatched }
  submit: { title: 办完, track_goes: submitted }
ladders:
  late: [{ at: due, mark: overdue, tell: [centre] }]
`;

async function aCounty(kinds: string) {
  const layers = await testLayers(testDeps({ clock: shiftedClock(mondayMorning) }));
  const county = await layers.addCounty((files) => {
    files['processes/job.yaml'] = processOf(kinds);
    Object.assign(files, changed(files, 'tests/first.yaml', 'lead: works, finish: 2026-11-23 11:00', 'lead: works'));
  });
  return { worker: await county.person('grid-worker'), centre: await county.person('centre') };
}

const job = { process: 'job', item: 'Q01', location: { unit: 'river-side' } };
const asked = (changes: Record<string, unknown> = {}) =>
  SimulateInput.parse({ ...job, channel: 'grid_app', at: '2026-11-23T09:00:00+08:00', ...changes });
const faultsOf = async (refused: Promise<unknown>) => {
  const { code, extra } = (await refused.catch((error: unknown) => error)) as Problem;
  return { code, faults: extra.errors!.map(({ pointer, detail }) => `${pointer} ${detail.en}`) };
};

test('a report is of a kind that the tenant’s own process has, and of no other', async () => {
  const { worker, centre } = await aCounty(
    '{ patrol: { title: 巡查, from: [grid_worker] }, repair: { title: 维修, from: [resident, grid_worker] } }',
  );
  expect(await report(worker, { ...job, kind: 'repair' })).toMatchObject({ kind: 'repair', lead: { unit: 'works' } });
  expect((await simulate(centre, asked({ kind: 'patrol' }))).lead).toMatchObject({ unit: 'works' });
  expect(await faultsOf(report(worker, { ...job, kind: undefined }))).toEqual({
    code: 'validation',
    faults: ['/kind No kind “daily”. Known: patrol, repair.'],
  });
  const found = await listCases(centre, ListCasesQuery.parse({ kind: 'repair' }));
  expect(found.data).toHaveLength(1);
  expect((await faultsOf(listCases(centre, ListCasesQuery.parse({ kind: 'repiar' })))).faults).toEqual([
    '/kind No kind “repiar”. Did you mean “repair”?',
  ]);
});

test('the only kind of a process need not be named', async () => {
  const { worker } = await aCounty('{ patrol: { title: 巡查, from: [grid_worker] } }');
  expect(await report(worker, { ...job, kind: undefined })).toMatchObject({ kind: 'patrol' });
});
