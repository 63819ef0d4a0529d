import { sql, type OperationNodeSource } from 'kysely';
import { earlierJson, sha256 } from './canonical-json.ts';
import type { Context } from './context.ts';
import { tenantOf, type TenantDb } from './database.ts';
import { Problem } from './problem.ts';

export interface Answer<T> {
  status: number;
  body: T;
  headers?: Record<string, string>;
}

export interface OnceRequest {
  /** The caller's Idempotency-Key; without one the work is simply done. */
  key: string | undefined;
  /** The operation's id: a key belongs to one operation. */
  operation: string;
  /** What was asked, as JSON. */
  body: unknown;
}

/**
 * The statement that keeps this answer under the request's key, for work that writes all in one; null for a request without a key. What
 * work has not had kept by the end of it is kept then.
 */
export type Keep = (answer: Answer<unknown>) => Promise<OperationNodeSource | null>;

/**
 * Does the work once per caller and key, in the caller's transaction: the same key again gets the first answer, also when both come at the
 * same moment, because the second waits for the first one's row. Throws `idempotency/key-reused` (422) for another body. Work that fails
 * throws, so its key is rolled back with everything else and stays free.
 */
export async function once<T>(
  tx: TenantDb,
  ctx: Context,
  request: OnceRequest,
  work: (keep: Keep) => Promise<Answer<T>>,
): Promise<Answer<T> & { replayed: boolean }> {
  if (request.key === undefined) return { ...(await work(() => Promise.resolve(null))), replayed: false };
  const claim = {
    tenant_id: tenantOf(tx),
    caller: `${ctx.actor.kind}:${ctx.actor.id}`,
    key: request.key,
    operation: request.operation,
    body_hash: sha256(earlierJson(request.body ?? null)),
  };
  const sealer = await ctx.deps.keys.sealer(tx);
  if (!(await claimKey(tx, claim))) return replay<T>(await findClaim(tx, claim), claim, sealer.open);

  let isKept = false;
  async function keeping(answer: Answer<unknown>) {
    if (answer.status < 200 || answer.status > 299) throw new TypeError(`${answer.status} is not an answer to keep`);
    isKept = true;
    return keepStatement(tx, claim, { status: answer.status, answer_sealed: await sealer.seal(answer) });
  }
  const answer = await work(keeping);
  if (!isKept) await (await keeping(answer)).execute();
  return { ...answer, replayed: false };
}

function keepStatement(tx: TenantDb, claim: Claim, kept: { status: number; answer_sealed: string }) {
  return tx
    .updateTable('idempotency_key')
    .set(kept)
    .where('tenant_id', '=', claim.tenant_id)
    .where('caller', '=', claim.caller)
    .where('key', '=', claim.key);
}

interface Claim {
  tenant_id: string;
  caller: string;
  key: string;
  operation: string;
  body_hash: string;
}

/** True for the first. Whoever claims also clears away a few keys that are past their time, so that nothing else has to. */
async function claimKey(tx: TenantDb, claim: Claim): Promise<boolean> {
  const { rows } = await sql`
    with expired as (
      select caller, key from idempotency_key
      where tenant_id = ${claim.tenant_id} and created_at < now() - interval '3 days'
        and (caller, key) is distinct from (${claim.caller}, ${claim.key})
      order by created_at limit 4 for update skip locked
    ), cleared as (
      delete from idempotency_key using expired
      where idempotency_key.tenant_id = ${claim.tenant_id}
        and idempotency_key.caller = expired.caller and idempotency_key.key = expired.key
    )
    insert into idempotency_key (tenant_id, caller, key, operation, body_hash)
    values (${claim.tenant_id}, ${claim.caller}, ${claim.key}, ${claim.operation}, ${claim.body_hash})
    on conflict do nothing returning key`.execute(tx);
  return rows.length > 0;
}

function findClaim(tx: TenantDb, claim: Claim) {
  return tx
    .selectFrom('idempotency_key')
    .select(['operation', 'body_hash', 'answer_sealed'])
    .where('tenant_id', '=', claim.tenant_id)
    .where('caller', '=', claim.caller)
    .where('key', '=', claim.key)
    .executeTakeFirstOrThrow();
}

async function replay<T>(
  found: { operation: string; body_hash: string; answer_sealed: string | null },
  claim: Claim,
  open: (sealed: string) => Promise<Answer<T>>,
) {
  if (found.operation !== claim.operation || found.body_hash !== claim.body_hash) throw keyReused();
  // A committed claim has its answer; only our own transaction could see one without, by using a key twice.
  if (found.answer_sealed === null) throw new TypeError('an idempotency key was used twice in one transaction');
  return { ...(await open(found.answer_sealed)), replayed: true };
}

function keyReused() {
  return new Problem('idempotency/key-reused', {
    en: 'This Idempotency-Key was used before with another request. Send the same request again, or take a new key.',
    zh: '该 Idempotency-Key 已用于内容不同的请求。请原样重发，或换一个新的键。',
  });
}
