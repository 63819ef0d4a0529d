import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Deps } from '../context.ts';
import type { NoticePayload } from './notices.ts';

export interface Notice {
  tenant: string;
  workId: string;
  number: string;
  /** Epoch milliseconds. */
  decidedAt: number;
  payload: NoticePayload;
  /** By the name that the tenant's configuration uses. */
  gateway: string | undefined;
}

const patienceMs = 10_000;

/**
 * Posts a notice to the operator's message gateway. The body names relations and units and nobody's person; the work's id
 * is the `Idempotency-Key`, so a gateway that has seen it sends nothing a second time.
 */
export async function sendNotice({ noticeGateways }: Pick<Deps, 'noticeGateways'>, notice: Notice): Promise<void> {
  const { tenant, workId, number, decidedAt, payload, gateway } = notice;
  const url = gateway === undefined ? undefined : noticeGateways?.[gateway];
  if (url === undefined) throw new Error(`no address is set for the message gateway "${gateway ?? ''}"`);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': workId },
    body: JSON.stringify({ id: workId, tenant, number, at: formatInstant(decidedAt), ...payload }),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the message gateway "${gateway}" answered ${response.status}`);
}
