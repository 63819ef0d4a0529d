import { inspect } from 'node:util';
import { createLogger, type Logger } from './platform/log.ts';
import { readSettings, type Settings } from './platform/settings.ts';
import { StartupError } from './platform/startup-error.ts';
import { createStack, type Stack } from './start/stack.ts';

const [command, ...args] = process.argv.slice(2);
const usage = {
  zh: '用法：main.ts start | api | worker | relay | migrate | seed | reconcile | token <tenant>/<name> | demo [--lang zh|en]',
  en: 'Usage: main.ts start | api | worker | relay | migrate | seed | reconcile | token <tenant>/<name> | demo [--lang zh|en]',
};

await main().catch((error: unknown) => end(error));

/** Parts are loaded when their command is known: a token should not wait for the worker's native library. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  if (command === 'token') {
    const { fetchToken } = await import('./cli/token.ts');
    process.stdout.write(`${await fetchToken(settings, args[0])}\n`);
    return;
  }
  if (command === 'demo') {
    const { demo } = await import('./cli/demo.ts');
    const terminalLanguage = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'];
    process.stdout.on('error', () => process.exit(0)); // `| head` has seen enough
    return demo({ settings, args, terminalLanguage, write: (line) => void process.stdout.write(`${line}\n`) });
  }
  const log = createLogger({ level: settings.LOG_LEVEL, name: `countyflow-${command}` });
  const stack = createStack(log);
  stopOnSignal(stack, log);
  try {
    await run(settings, log, stack);
  } catch (error) {
    // Broken off by a signal, what was being started fails: that is no news.
    const wasStopping = stack.isStopping();
    await stack.stopAll();
    if (wasStopping) process.exit(0);
    throw error;
  }
}

async function run(settings: Settings, log: Logger, stack: Stack): Promise<void> {
  if (command === 'start') {
    const { start } = await import('./start/start.ts');
    const onDeath = (error: unknown) => void stack.stopAll().then(() => end(error));
    return start({ settings, path: process.env['PATH'] ?? '', log, stack, onDeath });
  }
  const { isCommand, runCommand } = await import('./start/commands.ts');
  if (!isCommand(command)) throw new StartupError(usage);
  const part = await runCommand(command, settings, log);
  if (!part) return;
  stack.push(command, part);
  log.info('running');
}

/** The first signal stops everything in order; a second one is for whoever cannot wait. */
function stopOnSignal(stack: Stack, log: Logger): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      log.info({ signal }, 'stopping');
      void stack.stopAll().then(() => process.exit(0));
    });
}

function end(error: unknown): never {
  process.stderr.write(error instanceof StartupError ? `\n${error.toText()}` : `${inspect(error)}\n`);
  process.exit(1);
}
