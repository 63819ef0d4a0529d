import {
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CaseActivities } from './activities.ts';
import { getNextWakeQuery, nudgeSignal, type CaseRun, type Instant, type Nudge } from './messages.ts';
import { outwardTaskQueue, priorities } from './naming.ts';

const never = Number.POSITIVE_INFINITY;
const atOnce = 0;
/** PostgreSQL's clock may be a little behind the one that woke us; without this, such a wait would spin. */
const shortestWaitMs = 1_000;

const { advanceCase } = proxyLocalActivities<Pick<CaseActivities, 'advanceCase'>>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  // Longer waits become timers, so that an outage of PostgreSQL does not hold workflow tasks open.
  localRetryThreshold: '5 seconds',
});

const { doWork } = proxyActivities<Pick<CaseActivities, 'doWork'>>({
  taskQueue: outwardTaskQueue,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  priority: { priorityKey: priorities.outward },
});

/** From a case's report to its end: sleeps until something falls due, has it settled, and sees to the outward work. */
export async function caseWorkflow({ tenant, caseId, wakeAt }: CaseRun): Promise<void> {
  let wake: Instant = wakeAt ?? never;
  const running = new Set<string>();

  setHandler(nudgeSignal, (nudge) => void (wake = Math.min(wake, hintOf(nudge))));
  setHandler(getNextWakeQuery, () => ({ wakeAt: finite(wake), running: [...running] }));

  for (;;) {
    while (wake > Date.now()) {
      const planned = wake;
      const isEarlier = () => wake < planned;
      await (planned === never ? condition(isEarlier) : condition(isEarlier, Math.max(1, planned - Date.now())));
    }
    wake = never; // before the look, so that a nudge that comes during it is kept
    const outlook = await advanceCase({ tenant, caseId });
    if (outlook.wakeInMs !== null) wake = Math.min(wake, Date.now() + Math.max(shortestWaitMs, outlook.wakeInMs));
    for (const workId of outlook.work) if (!running.has(workId)) start(workId);

    if (running.size > 0) continue;
    if (outlook.ended && outlook.work.length === 0 && wake === never) return;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof caseWorkflow>({ tenant, caseId, wakeAt: finite(wake) });
  }

  /** Not awaited: a partner that is down delays its own work, never the case's clocks. */
  function start(workId: string): void {
    running.add(workId);
    void doWork({ tenant, workId }).then(
      () => {
        running.delete(workId);
        wake = atOnce;
      },
      // Only a cancelled run comes here, retries being endless; the row stays undone and the reconciler asks for it again.
      () => void running.delete(workId),
    );
  }
}

function hintOf(nudge: Nudge): Instant {
  return nudge.reason === 'wake' ? (nudge.wakeAt ?? never) : atOnce;
}

function finite(instant: Instant): Instant | null {
  return instant === never ? null : instant;
}
