import { setTimeout as sleep } from 'node:timers/promises';
import { bareCase } from './floor/bare-case.ts';
import type { House } from './house/house.ts';
import type { Work } from './load/measure.ts';
import { wholeCase, type Cast } from './product/whole-case.ts';

const busy = 16;

/** By name, in the order of a round: each product figure beside what it is divided by. */
export function worksOf(house: House, cast: Cast, cases: number) {
  const alone = Math.ceil(cases / 8);
  const bare = (pieces: number, atOnce: number): Work => ({
    pieces,
    atOnce,
    piece: (timed) => bareCase(house.temporal, timed),
  });
  const whole = (pieces: number, atOnce: number): Work => ({
    pieces,
    atOnce,
    piece: (timed) => wholeCase(cast, timed),
    settle: () => untilEnded(house),
  });
  const reports = { pieces: 6 * cases, atOnce: busy };
  return {
    'bare workflow, 16 at once': bare(cases, busy),
    'whole case, 16 at once': whole(cases, busy),
    'bare workflow, alone': bare(alone, 1),
    'whole case, alone': whole(alone, 1),
    'one row': { ...reports, piece: (timed) => timed(() => oneRow(house.oneRowUrl)) },
    report: {
      ...reports,
      piece: (timed) => timed(() => cast.reporter.post('/v1/cases', cast.report)),
      settle: () => untilSent(house),
    },
  } satisfies Record<string, Work>;
}

export type WorkName = keyof ReturnType<typeof worksOf>;

async function oneRow(url: string): Promise<void> {
  const row = {
    item: 'E03',
    description: '巡查发现，请尽快处理，现场有照片',
    location: { unit: 'a-unit' },
    channel: 'grid_app',
  };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/reports`, { method: 'POST', headers, body: JSON.stringify(row) });
  if (response.status !== 201) throw new Error(`one row: ${response.status} ${await response.text()}`);
  await response.json();
}

/** What was reported has its workflow. */
async function untilSent({ backlog }: House): Promise<void> {
  while ((await backlog()).outbox > 0) await sleep(50);
}

/** Every workflow of a closed case has ended: only those of reports, which nobody closes, are left. */
async function untilEnded(house: House): Promise<void> {
  await untilSent(house);
  const running = async () =>
    (await house.temporal.workflow.count("WorkflowType = 'caseWorkflow' and ExecutionStatus = 'Running'")).count;
  while ((await running()) > (await house.backlog()).open) await sleep(50);
}
