import type { Client } from '@temporalio/client';
import type { MergedNudge } from './merge-nudges.ts';
import { sendNudge } from './send-nudge.ts';

export interface SendOutcome {
  sent: MergedNudge[];
  failed: { nudge: MergedNudge; error: unknown }[];
  /** Not tried any more. */
  left: MergedNudge[];
}

/** In order, a few side by side. Gives up once as many as go side by side have failed and none has arrived: the server is away. */
export async function sendAll(
  client: Client,
  nudges: readonly MergedNudge[],
  options: { parallel: number; timeoutMs: number },
): Promise<SendOutcome> {
  const left = [...nudges];
  const sent: SendOutcome['sent'] = [];
  const failed: SendOutcome['failed'] = [];

  const isServerAway = () => sent.length === 0 && failed.length >= options.parallel;
  const sendInTurn = async () => {
    for (let nudge; !isServerAway() && (nudge = left.shift()) !== undefined;)
      try {
        await sendNudge(client, nudge, nudge.nudge, options.timeoutMs);
        sent.push(nudge);
      } catch (error) {
        failed.push({ nudge, error });
      }
  };
  await Promise.all(Array.from({ length: options.parallel }, sendInTurn));
  return { sent, failed, left };
}
