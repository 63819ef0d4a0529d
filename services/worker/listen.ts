import type { Pool, PoolClient } from 'pg';
import type { Logger } from '#services/platform/log.ts';
import { createBell } from './bell.ts';

const quietMs = 60_000;
const retryMs = 500;

/**
 * Holds one connection of the pool and calls back at each notification. Only makes things quicker: whoever uses it looks by itself
 * too, since a notification that comes while the connection is down is gone.
 */
export function listen(pool: Pool, channel: string, onNotify: () => void, log: Logger): { stop(): Promise<void> } {
  const bell = createBell();
  let isStopped = false;

  const done = (async () => {
    for (let isSaid = false; !isStopped;) {
      const failure = await hold(() => (isSaid = false)).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (isStopped) return;
      if (!isSaid) log.warn({ channel, err: failure }, 'listening to the database was interrupted');
      isSaid = true;
      await bell.wait(retryMs);
    }
  })();

  /** Ends when the connection breaks or the listener is stopped. */
  async function hold(onListening: () => void): Promise<void> {
    const client = await pool.connect();
    let isBroken = false;
    const broke = () => {
      isBroken = true;
      bell.ring();
    };
    client.on('error', broke).on('end', broke).on('notification', onNotify);
    try {
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      onListening();
      onNotify();
      while (!isBroken && !isStopped) {
        await bell.wait(quietMs);
        // A connection that a firewall has dropped says nothing; a question finds it out.
        if (!isBroken && !isStopped) await client.query('select 1');
      }
    } finally {
      giveBack(client);
    }
  }

  return {
    async stop() {
      isStopped = true;
      bell.ring();
      await done;
    },
  };
}

/** It still listens, so no one else may have it. */
function giveBack(client: PoolClient): void {
  client.removeAllListeners('notification');
  client.release(true);
}
