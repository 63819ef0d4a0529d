import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseActivities, CaseOutlook } from '#workflows/case/activities.ts';
import type { Nudge } from '#workflows/case/messages.ts';

/** What happens to one synthetic case while its history is recorded. */
export interface Scenario {
  name: string;
  /** What each look answers, in order; after the last one the case has ended. */
  looks: readonly (() => Promise<CaseOutlook>)[];
  doWork?: CaseActivities['doWork'];
  play(stage: Stage): Promise<void>;
}

export interface Stage {
  nudge(nudge: Nudge): Promise<void>;
  /** Until that many looks have begun. */
  looked(count: number): Promise<void>;
  /** Until the run that is going has ended. */
  ended(): Promise<void>;
}

/** A history is committed, and where it was recorded is nobody's concern. */
export function withoutPaths(error: Error): Error {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

const work = 'b6f0c2de-0000-4000-8000-000000000001';
const after =
  (wakeInMs: number | null, ids: string[] = []) =>
  async (): Promise<CaseOutlook> => ({
    wakeInMs,
    work: ids,
    ended: false,
  });
const ended = async (): Promise<CaseOutlook> => ({ wakeInMs: null, work: [], ended: true });
const fails = () => Promise.reject(withoutPaths(new Error('synthetic')));
const slowly = (look: () => Promise<CaseOutlook>) => () => sleep(800).then(look);
const soon = (ms: number): Nudge => ({ reason: 'wake', wakeAt: Date.now() + ms });

function worksAfterFailing(times: number): CaseActivities['doWork'] {
  let failures = 0;
  return async () => {
    failures += 1;
    if (failures <= times) await fails();
  };
}

/** One for each way through the workflow: a change that breaks any of them breaks cases that run. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'short-life',
    looks: [after(1_000), ended],
    async play(stage) {
      await stage.nudge(soon(1_200));
      await stage.ended();
    },
  },
  {
    name: 'nudged-life',
    looks: [slowly(after(3_600_000)), after(null), ended],
    async play(stage) {
      await stage.nudge(soon(3_600_000));
      await stage.nudge(soon(7_200_000)); // later: changes nothing
      await stage.nudge(soon(1_000)); // earlier: the timer is put forward
      await stage.looked(1);
      await stage.nudge({ reason: 'wake', wakeAt: Date.now() }); // during a look
      await stage.looked(2);
      await stage.nudge({ reason: 'ended' });
      await stage.ended();
    },
  },
  {
    name: 'outward-work',
    looks: [after(1_000, [work]), after(60_000, [work]), ended, ended],
    doWork: worksAfterFailing(1),
    async play(stage) {
      await stage.nudge({ reason: 'work' });
      await stage.ended();
    },
  },
  {
    name: 'reopened',
    looks: [ended, after(1_000), ended],
    async play(stage) {
      await stage.nudge({ reason: 'ended' });
      await stage.ended();
      await stage.nudge(soon(500));
      await stage.ended();
    },
  },
  {
    name: 'database-away',
    looks: [fails, fails, fails, fails, ended],
    async play(stage) {
      await stage.nudge(soon(500));
      await stage.ended();
    },
  },
  {
    name: 'long-life',
    looks: [...Array.from({ length: 8 }, () => after(1_000)), ended],
    async play(stage) {
      await stage.nudge(soon(500));
      await stage.ended();
    },
  },
];
