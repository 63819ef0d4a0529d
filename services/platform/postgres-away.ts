const networkCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
/**
 * Class 08, class 53 (too many connections, disk or memory full) and: shutting down, crashed, starting up, read-only standby after a
 * failover, a transaction that was left alone for too long.
 */
const serverCodes = /^(08...|53...|57P0[1-5]|25006|25P0[34])$/;
/** Deadlock and failed serialisation: the same request, sent again, succeeds. */
const tryAgainCodes = /^(40001|40P01|55P03|57014)$/;
const clientMessages =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|Client has encountered a connection error|Client was closed|the database system is/;

/** True where nothing is wrong with the request: PostgreSQL cannot be reached, is just (re)starting, or asks to try again. */
export function isPostgresAway(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause instanceof AggregateError && cause.errors.some(isPostgresAway)) return true;
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (networkCodes.includes(code) || serverCodes.test(code) || tryAgainCodes.test(code)) return true;
    if (clientMessages.test(cause.message)) return true;
  }
  return false;
}
