import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Pool } from 'pg';
import type { Logger } from '#services/platform/log.ts';
import {
  caseTaskQueue,
  priorities,
  rolloutWorkflowId,
  rolloutWorkflowType,
  tenantAttribute,
  type RolloutKey,
} from '#workflows/case/naming.ts';
import type { rolloutWorkflow } from '#workflows/rollout/rollout.workflow.ts';
import { backOffMs } from './back-off.ts';
import { createBell } from './bell.ts';
import { isRefusal } from './is-refusal.ts';
import { listen } from './listen.ts';

export interface RolloutsDeps {
  /** As the role countyflow_relay. */
  pool: Pool;
  client: Client;
  log: Logger;
}

const pollMs = 1_000;
const timeoutMs = 5_000;
const batch = 10;

const tenantKey = defineSearchAttributeKey(tenantAttribute, SearchAttributeType.KEYWORD);

/**
 * A row stays until its last page has marked it done, so a rollout that Temporal has lost is started again when the lease lapses;
 * one that is running is left alone by its id.
 */
const claim = `
  update rollout set leased_until = clock_timestamp() + interval '1 minute'
  from (
    select tenant_id, rollout_id from rollout
    where done_at is null and not_before <= clock_timestamp()
      and (leased_until is null or leased_until < clock_timestamp())
    order by not_before limit $1 for update skip locked
  ) due
  where rollout.tenant_id = due.tenant_id and rollout.rollout_id = due.rollout_id
  returning rollout.tenant_id as tenant, rollout.rollout_id as "rolloutId", rollout.kind, rollout.version`;

interface DueRollout extends RolloutKey {
  rolloutId: string;
}

/** Starts the mass work that publications have asked for, each from its instant on. While Temporal is away it waits and tries again. */
export function startRollouts(deps: RolloutsDeps): { stop(): Promise<void> } {
  const bell = createBell();
  let isStopped = false;
  const ears = listen(deps.pool, 'rollout', () => bell.ring(), deps.log);
  const done = run();

  async function run(): Promise<void> {
    for (let failures = 0; !isStopped;) {
      const failure = await startDue(deps).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure && failures === 0) deps.log.warn({ err: failure }, 'rollouts cannot be started; they are kept');
      failures = failure ? failures + 1 : 0;
      await bell.wait(failure ? backOffMs(failure, failures) : pollMs);
    }
  }

  return {
    async stop() {
      isStopped = true;
      bell.ring();
      await Promise.all([done, ears.stop()]);
    },
  };
}

/** Throws when one could not be started, and gives all of them back that were not. One that is refused for its own sake keeps its lease. */
async function startDue({ pool, client, log }: RolloutsDeps): Promise<void> {
  const { rows } = await pool.query<DueRollout>(claim, [batch]);
  const outcomes = await Promise.allSettled(rows.map((rollout) => startOne(client, rollout)));
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.status === 'rejected' ? [{ rollout: rows[index]!, error: outcome.reason as unknown }] : [],
  );
  for (const { rollout, error } of failures)
    if (isRefusal(error)) log.error({ err: error, ...rollout }, 'a rollout was refused; the others go on');
  const away = failures.filter(({ error }) => !isRefusal(error));
  if (away.length === 0) return;
  const failed = away.map(({ rollout }) => rollout);
  await pool.query(
    `update rollout set leased_until = null
     from unnest($1::text[], $2::uuid[]) as k (tenant_id, rollout_id)
     where rollout.tenant_id = k.tenant_id and rollout.rollout_id = k.rollout_id`,
    [failed.map(({ tenant }) => tenant), failed.map(({ rolloutId }) => rolloutId)],
  );
  throw away[0]!.error;
}

async function startOne(client: Client, { rolloutId, ...key }: DueRollout): Promise<void> {
  await client.withDeadline(Date.now() + timeoutMs, () =>
    client.workflow.start<typeof rolloutWorkflow>(rolloutWorkflowType, {
      workflowId: rolloutWorkflowId(key),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: caseTaskQueue,
      args: [{ tenant: key.tenant, rolloutId, after: null }],
      priority: { priorityKey: priorities.mass, fairnessKey: key.tenant },
      typedSearchAttributes: [{ key: tenantKey, value: key.tenant }],
    }),
  );
}
