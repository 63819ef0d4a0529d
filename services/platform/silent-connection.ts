import type { Socket } from 'node:net';

/** What pg's client has and its types do not. */
export interface SilentClient {
  /** Its socket is the encrypted one, where there is one, by the time the pool hands the client out. */
  connection: { stream: Socket };
  /** False from a question until all of its answer is there. */
  readyForQuery: boolean;
}

/** What was being read when the time was up gets this long to arrive: this process itself may have been what stood still. */
const graceMs = 250;

/**
 * Destroys the connection when a question has brought nothing at all for `silenceMs`; an idle one may be silent. Whoever asked gets the
 * error as of any broken connection. pg's own `query_timeout` would only stop waiting and leave a connection that answers no one.
 */
export function giveUpSilent(client: SilentClient, silenceMs: number): void {
  const socket = client.connection.stream;
  socket.setTimeout(silenceMs);
  socket.on('timeout', () => {
    if (client.readyForQuery) return;
    const readSoFar = socket.bytesRead;
    setTimeout(() => {
      if (!client.readyForQuery && socket.bytesRead === readSoFar) socket.destroy(tooSilent(silenceMs));
    }, graceMs).unref();
  });
}

function tooSilent(silenceMs: number): Error {
  return Object.assign(new Error(`PostgreSQL has not said anything for ${silenceMs / 1000} s`), { code: 'ETIMEDOUT' });
}
