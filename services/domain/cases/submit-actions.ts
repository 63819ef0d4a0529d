import type { Context } from '../context.ts';
import { requirePermission } from './permissions.ts';
import type { SubmitActionsInput } from './schema.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { submitAction } from './submit-action.ts';

/** At most so many of one request's actions hold a connection at the same time: the others' requests have theirs. */
const MOST_AT_ONCE = 3;

export type ActionResult = { case: string } & (
  { ok: true; status: number; snapshot: CaseSnapshot } | { ok: false; error: unknown }
);

/**
 * Each action is a transaction of its own with its own audit row and key (`<key>/1`, `<key>/2`, …), so one that fails stops none, and
 * sent again what was done is answered as before and what failed is tried again. Several on one case keep their order.
 */
export async function submitActions(
  ctx: Context,
  { actions }: SubmitActionsInput,
  { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<ActionResult[]> {
  requirePermission(ctx, 'case.submit_action');
  const byCase = new Map<string, [number, (typeof actions)[number]][]>();
  for (const entry of actions.entries()) byCase.set(entry[1].case, [...(byCase.get(entry[1].case) ?? []), entry]);
  const results: ActionResult[] = [];
  const waiting = [...byCase.values()].values();
  const lane = async () => {
    for (const ofOneCase of waiting)
      for (const [i, { case: caseId, ...act }] of ofOneCase) {
        const key = idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey}/${i + 1}` };
        results[i] = await one(ctx, { ...act, caseId }, key);
      }
  };
  await Promise.all(Array.from({ length: MOST_AT_ONCE }, lane));
  return results;
}

async function one(
  ctx: Context,
  input: Parameters<typeof submitAction>[1],
  key: { idempotencyKey?: string },
): Promise<ActionResult> {
  try {
    const { status, body } = await submitAction(ctx, input, key);
    return { case: input.caseId, ok: true, status, snapshot: body };
  } catch (error) {
    return { case: input.caseId, ok: false, error };
  }
}
