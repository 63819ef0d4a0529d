import { DefaultLogger, makeTelemetryFilterString, Runtime, type LogLevel } from '@temporalio/worker';
import type { Logger } from '#services/platform/log.ts';

const levels = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, string>;

/** The SDK warns of every worker that only runs activities, as the one for outward work does. */
const meantSo = 'No workflows registered';

/**
 * The SDK has one runtime a process. Ours leaves signals to the process's main, which stops the parts in order, and writes into our
 * log; called again, it changes nothing.
 */
export function prepareTemporalRuntime(log: Logger): void {
  if (Runtime._instance !== undefined) return;
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      log[message.startsWith(meantSo) ? 'debug' : levels[level]](picked(meta), message);
    }),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
  });
}

/** Only what tells where: a failure's text may hold what a case says. */
function picked(meta: Record<string | symbol, unknown> | undefined): Record<string, unknown> {
  const { workflowId, runId, taskQueue, activityType, attempt } = (meta ?? {}) as Record<string, unknown>;
  return { workflowId, runId, taskQueue, activityType, attempt };
}
