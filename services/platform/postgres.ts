import pg from 'pg';
import { giveUpSilent, type SilentClient } from './silent-connection.ts';

/** What a process may be in the database. `login` keeps the rights of the connection's own user and is for migrations only. */
export type DatabaseRole = 'countyflow_app' | 'countyflow_relay' | 'login';

export interface PoolLimits {
  /** For a connection, whether it must be made or all are taken. */
  connectMs: number;
  /** The server ends a statement after this, also one that waits for a lock. */
  statementMs: number;
  /** Longer than a statement may take, so a server that says nothing for this long hangs, or the way to it does. */
  silenceMs: number;
}

/** People wait for what these pools do, and Temporal lets a look take 20 s: nobody may learn later than that of a server that hangs. */
export const poolLimits: PoolLimits = { connectMs: 5_000, statementMs: 8_000, silenceMs: 10_000 };

export interface PoolOptions {
  url: string;
  role: DatabaseRole;
  max: number;
  applicationName: string;
  limits?: Partial<PoolLimits>;
  /** Called once for each connection that breaks, idle or in use; the pool replaces it by itself, and who used it gets an error. */
  onBroken?: (error: Error) => void;
}

const { INT8: int8, DATE: date } = pg.types.builtins;

/** A count or sequence number past 2^53 would be silently wrong as a number, so it is refused. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a JavaScript number`);
  return value;
}

/** `date` stays the text YYYY-MM-DD: as a Date it would be midnight in whatever zone the process happens to have. */
const parserFor: typeof pg.types.getTypeParser = (oid, format) => {
  if (oid === int8 && format !== 'binary') return parseInt8;
  if (oid === date && format !== 'binary') return (text: string) => text;
  return pg.types.getTypeParser(oid, format);
};

/**
 * The role is taken in the start-up packet, before any statement can run as the login. A connection that breaks, hangs or is left in
 * the middle of a transaction is never handed out again.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const url = new URL(options.url);
  const given = url.searchParams.get('options');
  url.searchParams.delete('options');
  const limits = { ...poolLimits, ...options.limits };
  const wanted = options.role === 'login' ? '' : `-c role=${options.role} ${serverLimits(limits)}`;
  const pool = new pg.Pool({
    connectionString: url.href,
    options: [given, wanted, '-c timezone=UTC'].filter(Boolean).join(' '),
    application_name: options.applicationName,
    max: options.max,
    connectionTimeoutMillis: limits.connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: limits.silenceMs,
    types: { getTypeParser: parserFor },
  });
  pool.on('connect', (client) => {
    hear(client, options.onBroken);
    if (options.role !== 'login') giveUpSilent(client as pg.PoolClient & SilentClient, limits.silenceMs);
  });
  pool.on('release', (_, client) => {
    // Ending it here, before the pool looks, keeps it from the next one who asks.
    if (client.getTransactionStatus() !== 'I') void client.end();
  });
  // Said already, by the connection itself.
  pool.on('error', () => {});
  return pool;
}

/** An `error` that nobody listens to ends the process, and pg emits it on a client that is in use as well, more than once. */
function hear(client: pg.PoolClient, onBroken: PoolOptions['onBroken']): void {
  let isBroken = false;
  client.on('error', (error) => {
    if (!isBroken) onBroken?.(error);
    isBroken = true;
  });
}

/** A forgotten transaction ends after a minute; of a client that the network has cut off the server learns within half a minute. */
function serverLimits({ statementMs }: PoolLimits): string {
  const settings = {
    statement_timeout: `${statementMs}ms`,
    idle_in_transaction_session_timeout: '60s',
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 3,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}
