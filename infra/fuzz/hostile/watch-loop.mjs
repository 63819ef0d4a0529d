/**
 * Loaded into a process before its program: says on stdout, a JSON line each, when its event loop was late, and how much of that
 * was work of its own. What the kernel made it wait for a processor is no fault of the program.
 * Plain JavaScript, since threads of the program load it too, before anything else is understood.
 */
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const everyMs = 10;
const worthTellingMs = 50;

/** Of the main thread, whose number is the process's. */
function spent() {
  const [ran = 0, waited = 0] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ').map(Number);
  return { at: performance.now(), ranMs: ran / 1e6, waitedMs: waited / 1e6 };
}

if (isMainThread) {
  let before = spent();
  setInterval(() => {
    const now = spent();
    const lateMs = now.at - before.at - everyMs;
    if (lateMs > worthTellingMs) {
      const stall = { lateMs, ranMs: now.ranMs - before.ranMs, waitedMs: now.waitedMs - before.waitedMs };
      process.stdout.write(`${JSON.stringify({ stall: { endedAt: Date.now(), ...stall } })}\n`);
    }
    before = now;
  }, everyMs).unref();
}
