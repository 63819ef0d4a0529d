import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { outOfMemorySignal } from './limit-memory.ts';

export interface ChildPoolOptions {
  /** Runs in each child: calls `serveParent` of child-work.ts. */
  module: URL;
  memoryBytes: number;
  /** For one piece of work. */
  timeMs: number;
  /** After that long without work a child ends. */
  idleMs: number;
}

export interface ChildPool<In, Out> {
  /** Throws ChildEnded where the child did not live to answer. */
  run(work: In): Promise<Out>;
}

/** The work was too much (`time`, `memory`), broke the child (`crash`), or somebody else ended it (`killed`). */
export class ChildEnded extends Error {
  readonly reason: 'time' | 'memory' | 'crash' | 'killed';

  constructor(reason: ChildEnded['reason'], cause?: unknown) {
    super(`the child process ended: ${reason}`, { cause });
    this.name = 'ChildEnded';
    this.reason = reason;
  }
}

/** What a child is told first, in its arguments. */
export interface ChildLimits {
  memoryBytes: number;
}

/**
 * Does work in child processes with limits: one piece at a time in each, as many children as pieces at once, so the caller bounds that.
 * A child that ends is replaced by the next piece of work. Idle children keep no process from ending, and end with it.
 */
export function createChildPool<In, Out>(options: ChildPoolOptions): ChildPool<In, Out> {
  /** Each with what ends its idleness. */
  const idle = new Map<ChildProcess, () => void>();

  function take(): ChildProcess {
    // The one that was busy last: the others may come to their end.
    const child = [...idle.keys()].at(-1) ?? start(options);
    idle.get(child)?.();
    child.ref();
    child.channel?.ref();
    return child;
  }

  function giveBack(child: ChildProcess): void {
    if (!child.connected) return;
    const wake = () => {
      idle.delete(child);
      clearTimeout(timer);
      child.off('exit', wake);
    };
    const timer = setTimeout(() => {
      wake();
      child.disconnect();
    }, options.idleMs).unref();
    child.on('exit', wake);
    child.unref();
    child.channel?.unref();
    idle.set(child, wake);
  }

  return {
    async run(work) {
      const child = take();
      const { value, isLast } = await ask<In, Out>(child, work, options.timeMs);
      if (isLast) child.disconnect();
      else giveBack(child);
      return value;
    },
  };
}

/** What a child says when it is done. */
export type ChildAnswer<Out> = { value: Out; isLast: boolean } | { failure: string };

function ask<In, Out>(child: ChildProcess, work: In, timeMs: number): Promise<{ value: Out; isLast: boolean }> {
  return new Promise((resolve, reject) => {
    const end = (reason: ChildEnded['reason'], cause?: unknown) => {
      finish();
      child.kill('SIGKILL');
      reject(new ChildEnded(reason, cause));
    };
    const timer = setTimeout(() => end('time'), timeMs);
    const onMessage = (answer: ChildAnswer<Out>) => {
      finish();
      if ('value' in answer) return resolve(answer);
      child.disconnect();
      reject(new Error(`a child process failed: ${answer.failure}`));
    };
    const onExit = (_: number | null, signal: NodeJS.Signals | null) => end(reasonOf(signal));
    const onError = (error: Error) => end('killed', error);
    const finish = () => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
    };
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    child.send(work as object, (error) => error && end('killed', error));
  });
}

function reasonOf(signal: NodeJS.Signals | null): ChildEnded['reason'] {
  if (signal === outOfMemorySignal) return 'memory';
  return signal === 'SIGKILL' || signal === 'SIGTERM' ? 'killed' : 'crash';
}

function start({ module, memoryBytes }: ChildPoolOptions): ChildProcess {
  const limits: ChildLimits = { memoryBytes };
  const child = fork(fileURLToPath(module), [JSON.stringify(limits)], {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${Math.round(memoryBytes / 2 ** 21)}`],
    // It reads what strangers sent: it is given no setting and no secret. Fewer arenas hold on to less freed memory.
    env: { TZ: 'UTC', LANG: 'C.UTF-8', MALLOC_ARENA_MAX: '2' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Somebody waits for a plain request; what strangers' files cost comes after it. At once, so that the threads inherit it.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  // Listened to also while idle: an error that nobody hears would end this process.
  child.on('error', () => {});
  return child;
}
