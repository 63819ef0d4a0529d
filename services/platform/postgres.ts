import pg from 'pg';

/** What a process may be in the database. `login` keeps the rights of the connection's own user and is for migrations only. */
export type DatabaseRole = 'countyflow_app' | 'countyflow_relay' | 'login';

export interface PoolOptions {
  url: string;
  role: DatabaseRole;
  max: number;
  applicationName: string;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
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
 * The role is taken in the start-up packet, before any statement can run as the login.
 * Times limit what one stuck statement or a forgotten transaction can hold (30 s and 60 s).
 */
export function createPool(options: PoolOptions): pg.Pool {
  const url = new URL(options.url);
  const given = url.searchParams.get('options');
  url.searchParams.delete('options');
  const limits = '-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s';
  const wanted = options.role === 'login' ? '' : `-c role=${options.role} ${limits}`;
  const pool = new pg.Pool({
    connectionString: url.href,
    options: [given, wanted, '-c timezone=UTC'].filter(Boolean).join(' '),
    application_name: options.applicationName,
    max: options.max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser: parserFor },
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  return pool;
}
