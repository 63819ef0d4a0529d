import { Worker } from 'node:worker_threads';

/** What a process that outgrew its limit dies of; nothing else here sends it. */
export const outOfMemorySignal: NodeJS.Signals = 'SIGUSR2';

/** Plain JavaScript, because a thread of its own needs no loader for its few lines. */
const watch = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData.bytes) process.kill(process.pid, workerData.signal);
  }, 10);`;

/**
 * Ends this process as soon as it holds more memory than that, whoever took it: V8, a native library, a buffer. Watched from a thread, so
 * that a main thread in a long loop is watched too.
 */
export function limitMemory(bytes: number): void {
  const workerData = { bytes, signal: outOfMemorySignal };
  new Worker(watch, { eval: true, execArgv: [], workerData, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
