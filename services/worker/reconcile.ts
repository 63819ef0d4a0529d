import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import {
  findCasesToLookAt,
  findOpenCases,
  firstPage,
  wakeCases,
  type CaseToWake,
  type PageKey,
} from './case-register.ts';
import { findRunning } from './running-cases.ts';

export interface ReconcileDeps {
  /** As the role countyflow_relay. */
  pool: Pool;
  client: Client;
}

export interface ReconcileOptions {
  pageSize: number;
  /** Visibility takes about ten questions a second from everybody together; this leaves room for the others. */
  pauseMs: number;
  timeoutMs: number;
  /** Says whether a case that ought to be looked at is asked for this time; without it, always. */
  isTurn?: (candidate: CaseToWake) => boolean;
  signal?: AbortSignal;
}

export interface Reconciled {
  /** Open cases that were compared with the running workflows. */
  compared: number;
  /** Open cases without a workflow. */
  missing: number;
  /** Cases whose instant has passed or whose outward work is not done. */
  overdue: number;
}

export const reconcileDefaults: ReconcileOptions = { pageSize: 200, pauseMs: 200, timeoutMs: 10_000 };

/**
 * Puts into the outbox what Temporal has lost or slept through: each open case without a running workflow, each open case whose next
 * instant is 30 s past, and each case, closed too, with work undone for as long. Repairs the loss of Temporal's whole database. Works
 * through bounded pages and may be run at any time; a case that is woken needlessly looks, and sleeps on.
 */
export async function reconcile(deps: ReconcileDeps, given: Partial<ReconcileOptions> = {}): Promise<Reconciled> {
  const overdue = await wakeOverdue(deps.pool, given);
  return { ...(await wakeMissing(deps, given)), overdue };
}

/** The half that needs no Temporal, and seconds where the other needs minutes. Answers how many were asked for. */
export async function wakeOverdue(pool: Pool, given: Partial<ReconcileOptions> = {}): Promise<number> {
  const options = { ...reconcileDefaults, ...given };
  let woken = 0;
  for await (const page of pages((after) => findCasesToLookAt(pool, after, options.pageSize), options))
    woken += await wakeCases(
      pool,
      page.filter((candidate) => options.isTurn?.(candidate) ?? true),
    );
  return woken;
}

/** The half that compares every open case with the running workflows. */
export async function wakeMissing(
  { pool, client }: ReconcileDeps,
  given: Partial<ReconcileOptions> = {},
): Promise<Omit<Reconciled, 'overdue'>> {
  const options = { ...reconcileDefaults, ...given };
  let compared = 0;
  let missing = 0;
  for await (const page of pages((after) => findOpenCases(pool, after, options.pageSize), options)) {
    const running = await findRunning(client, page, options.timeoutMs);
    missing += await wakeCases(
      pool,
      page.filter((open) => !running.has(open.caseId)),
    );
    compared += page.length;
    await new Promise((resolve) => setTimeout(resolve, options.pauseMs));
  }
  return { compared, missing };
}

/** By the key of the page's last case, so that neither side ever holds more than a page. */
async function* pages(
  load: (after: PageKey) => Promise<CaseToWake[]>,
  { pageSize, signal }: ReconcileOptions,
): AsyncGenerator<CaseToWake[]> {
  for (let after: PageKey | undefined = firstPage; after && !signal?.aborted;) {
    const page = await load(after);
    if (page.length > 0) yield page;
    after = page.length < pageSize ? undefined : page.at(-1);
  }
}
