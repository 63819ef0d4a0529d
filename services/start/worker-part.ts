import { createCaseActivities } from '#services/worker/activities/case-activities.ts';
import { createRolloutActivities } from '#services/worker/activities/rollout-activities.ts';
import { startWorker, workerDatabaseConnections } from '#services/worker/worker.ts';
import { createDomainDeps, type Surroundings } from './domain-deps.ts';
import type { Part } from './part.ts';
import { openPool } from './pools.ts';

export function startWorkerPart(at: Surroundings): Part {
  const wanted = {
    role: 'countyflow_app',
    max: workerDatabaseConnections,
    applicationName: 'countyflow-worker',
  } as const;
  const pool = openPool(at, wanted);
  const deps = createDomainDeps(at, pool);
  const activities = createCaseActivities(deps);
  const rollouts = createRolloutActivities(deps);
  const { temporal, bundleFolder, log } = at;
  const worker = startWorker({ temporal, activities, rollouts, bundleFolder, log });
  return {
    async stop() {
      await worker.stop();
      await pool.end();
    },
  };
}
