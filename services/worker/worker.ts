import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from '#services/platform/log.ts';
import type { TemporalAddress } from '#services/platform/temporal.ts';
import type { CaseActivities } from '#workflows/case/activities.ts';
import { caseTaskQueue, massTaskQueue, outwardTaskQueue } from '#workflows/case/naming.ts';
import type { RolloutActivities } from '#workflows/rollout/activities.ts';
import { createBell } from './bell.ts';
import { prepareTemporalRuntime } from './temporal-runtime.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

export interface WorkerDeps {
  temporal: TemporalAddress;
  activities: CaseActivities;
  /** Without them it leaves mass work to other workers. */
  rollouts?: RolloutActivities;
  /** Keeps the bundled workflow code between starts. */
  bundleFolder: string;
  log: Logger;
}

export interface RunningWorker {
  /** Connected and taking work. */
  isReady(): boolean;
  /** Takes nothing new, lets what runs finish for up to 20 s. */
  stop(): Promise<void>;
}

/**
 * Chosen together, for two cores and one process. A look is one short transaction, so it holds a connection for all of its slot;
 * outward work holds one only at its end. More looks at once than this gain nothing from PostgreSQL and would starve the API's pool;
 * a workflow task waits for its look, so there are some more of those. Autoscaling polls are few when it is quiet.
 */
const looks = 12;
const outwardWorks = 8;
/** One page after another, each a connection for as long as one of its cases takes. */
const massPages = 2;
const workflowTasks = 24;
const cachedWorkflows = 500;

/** What the pool behind the activities should allow. */
export const workerDatabaseConnections = looks + outwardWorks + massPages;

const longestBackoffMs = 5_000;
const steadyAfterMs = 60_000;

/**
 * Starts at once and connects when it can: without Temporal it keeps trying, and after a loss (another server, an empty one) it begins
 * again, for a process that people's actions do not need must not be a reason for an operator to get up.
 */
export function startWorker(deps: WorkerDeps): RunningWorker {
  prepareTemporalRuntime(deps.log);
  const bell = createBell();
  let tellStopped = () => {};
  const stopped = new Promise<undefined>((resolve) => (tellStopped = () => resolve(undefined)));
  let isStopped = false;
  let workers: Worker[] = [];
  const done = keepRunning();

  async function keepRunning(): Promise<void> {
    for (let failures = 0; !isStopped;) {
      const startedAt = Date.now();
      const failure = await runOnce().catch((error: unknown) => error);
      if (isStopped) return;
      failures = Date.now() - startedAt > steadyAfterMs ? 1 : failures + 1;
      if (failures % 20 === 1) deps.log.warn({ err: failure }, 'the worker has no Temporal and goes on trying');
      await bell.wait(Math.min(longestBackoffMs, 250 * 2 ** failures));
    }
  }

  async function runOnce(): Promise<void> {
    const connecting = NativeConnection.connect({ address: deps.temporal.address });
    // A network that swallows packets answers after minutes, and a stop cannot wait for it.
    const connection = await Promise.race([connecting, stopped]);
    if (!connection) return void connecting.then((late) => late.close()).catch(() => {});
    try {
      workers = await createWorkers(connection, deps);
      const runs = workers.map((worker) => worker.run());
      if (isStopped) shutDown(workers);
      deps.log.info({ namespace: deps.temporal.namespace }, 'the worker takes work');
      await Promise.race(runs).catch(() => {});
      // One alone would leave a queue unserved, so they end together.
      shutDown(workers);
      await Promise.allSettled(runs);
      await Promise.all(runs);
    } finally {
      workers = [];
      await connection.close();
    }
  }

  return {
    isReady: () => workers.length > 0 && workers.every((worker) => worker.getState() === 'RUNNING'),
    async stop() {
      isStopped = true;
      tellStopped();
      bell.ring();
      shutDown(workers);
      await done;
    },
  };
}
/** The bundle first, for it takes longest and needs nobody; a worker that was made must have run to be got rid of. */
async function createWorkers(connection: NativeConnection, deps: WorkerDeps): Promise<Worker[]> {
  const codePath = await bundleWorkflows(deps.bundleFolder);
  const { advanceCase, doWork } = deps.activities;
  const common = {
    connection,
    namespace: deps.temporal.namespace,
    shutdownGraceTime: '10 seconds',
    shutdownForceTime: '20 seconds',
  } as const;
  const made: Worker[] = [];
  const create = async (options: WorkerOptions) => void made.push(await Worker.create({ ...common, ...options }));
  try {
    await create({
      taskQueue: outwardTaskQueue,
      activities: { doWork },
      maxConcurrentActivityTaskExecutions: outwardWorks,
      activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 1, maximum: 4 },
    });
    if (deps.rollouts)
      await create({
        taskQueue: massTaskQueue,
        activities: deps.rollouts,
        maxConcurrentActivityTaskExecutions: massPages,
        activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 1, maximum: 2 },
      });
    await create({
      taskQueue: caseTaskQueue,
      workflowBundle: { codePath },
      activities: { advanceCase },
      enableNonLocalActivities: false,
      maxConcurrentLocalActivityExecutions: looks,
      maxConcurrentWorkflowTaskExecutions: workflowTasks,
      maxCachedWorkflows: cachedWorkflows,
      workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 4, maximum: 12 },
    });
    return made;
  } catch (error) {
    await Promise.allSettled(made.map((worker) => worker.runUntil(Promise.resolve())));
    throw error;
  }
}

function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}
