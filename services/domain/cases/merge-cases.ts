import { sql } from 'kysely';
import type { Decided } from '#workflows/engine/process/case-state.ts';
import { asParent, joinedBy, movedAlong } from '#workflows/engine/process/merge.ts';
import type { TenantDb } from '../database.ts';
import { Problem } from '../problem.ts';
import type { HeldCase, Holding } from './held-case.ts';
import { recordDecision, type Recording } from './record-decision.ts';

/**
 * Tells the parent, and takes the child's own children along. Whoever was merged into the child between our look and our lock is
 * not locked by us: then the merge is refused, and the caller tries again.
 */
export async function recordMerge(tx: TenantDb, { holding, child, decided, parent, audit }: Merge): Promise<void> {
  const { actor, at } = decided.events[0]!;
  const { caseId, facts } = child.stored;
  const own = child.state.children;
  if (own.some((id) => !holding.locked.includes(id))) throw changedMeanwhile();
  const joining = { id: caseId, number: facts.number, children: own };
  const joined = joinedBy(parent.rules, parent.state, joining, { actor, at: Math.max(at, parent.at) });
  await recordDecision(tx, { before: parent, after: joined.state, events: joined.events, audit });
  if (own.length === 0) return;
  const to = { id: parent.stored.caseId, parent: asParent(parent.stored.facts.number, joined.state) };
  for (const moved of await holding.find(sql`c.merged_into = ${caseId}`)) {
    const told = movedAlong(moved.rules, moved.state, to, { actor, at: Math.max(at, moved.at) });
    await recordDecision(tx, { before: moved, after: told.state, events: told.events, audit });
  }
}

interface Merge {
  /** Of both cases, and of those that were merged into the child. */
  holding: Holding;
  child: HeldCase;
  decided: Decided;
  /** The case that is merged into. */
  parent: HeldCase;
  audit: Recording['audit'];
}

function changedMeanwhile(): Problem {
  return new Problem('case/changed', {
    en: 'Another case was merged into this one at the same moment. Read it again and decide anew.',
    zh: '刚有别的件并入本件。请重新查看后再办理。',
  });
}
