import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * JSON lines on stderr, so that stdout stays free for what a command answers.
 * Secrets that could ride along in a request or an error's settings are cut out here and not by each caller.
 */
export function createLogger(options: { level: LogLevel; name: string }): Logger {
  return pino(
    {
      level: options.level,
      name: options.name,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.authorization', '*.password', '*.connectionString', 'req.headers.authorization', 'password', 'token'],
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
