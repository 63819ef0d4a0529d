import { sql, type RawBuilder } from 'kysely';
import type { CaseState, EventDraft } from '#workflows/engine/process/case-state.ts';
import type { Deps } from '../context.ts';
import type { TenantDb } from '../database.ts';
import type { CaseRules } from '../tenants/configurations.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { liveRules, type LiveRules } from './case-rules.ts';
import { findStoredCases, lockCases, noSuchCase } from './case.repository.ts';
import type { StoredCase } from './stored-case.ts';

declare const held: unique symbol;

/** A case that this transaction holds, as it stands at `at` (epoch ms). Only a holding gives it out. */
export interface HeldCase {
  readonly [held]: true;
  live: LiveRules;
  rules: CaseRules;
  /** As its rows tell it. */
  stored: StoredCase;
  /** Those rows brought up to date. */
  state: CaseState;
  /** What brought them there; recorded together with whatever is decided next. */
  events: EventDraft[];
  at: number;
}

/** What one transaction has locked. */
export interface Holding {
  /** By the clock, read after the wait for the locks. */
  now: number;
  live: LiveRules;
  locked: readonly string[];
  /** Of those that are locked; `where` is a condition on `"case" as c`. In no particular order. */
  find(where: RawBuilder<boolean>): Promise<HeldCase[]>;
  /** Throws `not-found`, also where the case exists but `visible` (what `visibleTo` answers) does not hold. */
  get(caseId: string, visible?: RawBuilder<boolean>): Promise<HeldCase>;
}

/**
 * Locks cases, reads the clock, and gives each of them out settled and following the calendar and org chart in force. In this order:
 * whoever waited for a lock would otherwise go by an earlier instant and by rows as they stood before the wait.
 */
export async function holdCases(
  tx: TenantDb,
  deps: Pick<Deps, 'clock' | 'configurations'>,
  caseIds: readonly string[],
  others: { childrenOf?: string } = {},
): Promise<Holding> {
  const locked = await lockCases(tx, caseIds, others);
  const now = await deps.clock.now(tx);
  const live = await liveRules(deps, tx, now);

  async function hold(stored: StoredCase): Promise<HeldCase> {
    const at = Math.max(now, stored.state.updatedAt);
    return { live, stored, at, ...(await bringUpToDate(deps, tx, live, stored, at)) } as HeldCase;
  }

  async function find(where: RawBuilder<boolean>): Promise<HeldCase[]> {
    if (locked.length === 0) return [];
    return Promise.all((await findStoredCases(tx, sql`c.case_id = any(${locked}::uuid[]) and ${where}`)).map(hold));
  }

  return {
    now,
    live,
    locked,
    find,
    async get(caseId, visible = sql`true`) {
      const [found] = await find(sql`c.case_id = ${caseId} and ${visible}`);
      if (!found) throw noSuchCase();
      return found;
    },
  };
}
