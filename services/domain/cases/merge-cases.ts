import { sql } from 'kysely';
import type { Decided } from '#workflows/engine/process/case-state.ts';
import { asParent, joinedBy, movedAlong } from '#workflows/engine/process/merge.ts';

import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { Problem } from '../problem.ts';
import { bringUpToDate, type UpToDate } from './bring-up-to-date.ts';
import type { LiveRules } from './case-rules.ts';
import { findStoredCases } from './case.repository.ts';
import { recordDecision, type Recording } from './record-decision.ts';
import type { StoredCase } from './stored-case.ts';
import { visibleTo } from './visibility.ts';

/** The case that is merged into, locked and settled, before anything of the merge is recorded. */
export interface Parent {
  stored: StoredCase;
  upToDate: UpToDate;
}

/** Null where it is not there or not to be seen. It was locked together with the child, in id order. */
export async function findParent(
  tx: TenantDb,
  ctx: Context,
  { live, caseId, at }: { live: LiveRules; caseId: string; at: number },
): Promise<Parent | null> {
  const [stored] = await findStoredCases(tx, sql`c.case_id = ${caseId} and ${visibleTo(ctx.actor, live.places)}`);
  if (!stored) return null;
  const upToDate = await bringUpToDate(ctx.deps, tx, live, stored, Math.max(at, stored.state.updatedAt));
  return { stored, upToDate };
}

/**
 * Tells the parent, and takes the child's own children along. Whoever was merged into the child between our look and our lock is
 * not locked by us: then the merge is refused, and the caller tries again.
 */
export async function recordMerge(tx: TenantDb, { live, child, decided, parent, locked, audit }: Merge): Promise<void> {
  const { actor, at } = decided.events[0]!;
  const by = { actor, at: Math.max(at, parent.upToDate.state.updatedAt) };
  const { number } = child.facts;
  const own = child.state.children;
  if (own.some((id) => !locked.includes(id))) throw changedMeanwhile();
  const { rules, state, events } = parent.upToDate;
  const joined = joinedBy(rules, state, { id: child.caseId, number, children: own }, by);
  const shared = { liveVersion: live.version, audit };
  await recordDecision(tx, {
    ...{ rules, before: parent.stored, after: joined.state, events: [...events, ...joined.events] },
    ...shared,
  });
  if (own.length === 0) return;
  const to = { id: parent.stored.caseId, parent: asParent(parent.stored.facts.number, joined.state) };
  for (const moved of await findStoredCases(tx, sql`c.merged_into = ${child.caseId}`)) {
    const pinned = await live.of(moved.state.configVersion);
    const told = movedAlong(pinned, moved.state, to, { actor, at: Math.max(at, moved.state.updatedAt) });
    await recordDecision(tx, { rules: pinned, before: moved, after: told.state, events: told.events, audit });
  }
}

interface Merge {
  live: LiveRules;
  child: StoredCase;
  decided: Decided;
  parent: Parent;
  locked: string[];
  audit: Recording['audit'];
}

function changedMeanwhile(): Problem {
  return new Problem('case/changed', {
    en: 'Another case was merged into this one at the same moment. Read it again and decide anew.',
    zh: '刚有别的件并入本件。请重新查看后再办理。',
  });
}
