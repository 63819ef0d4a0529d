import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveParent } from './child-work.ts';

const held: unknown[] = [];

/** Does what the test asks for: honest work and every way to go wrong. */
serveParent(async (wish: { do: string; bytes?: Uint8Array; ms?: number }) => {
  switch (wish.do) {
    case 'pid':
      return process.pid;
    case 'length':
      return wish.bytes!.length;
    case 'sleep':
      await sleep(wish.ms);
      return process.pid;
    case 'loop':
      for (;;) held.length = 0;
    case 'buffers':
      for (;;) held.push(Buffer.alloc(8 * 1024 * 1024, 1));
    case 'heap':
      for (;;) held.push(Array.from({ length: 100_000 }, (_, n) => ({ n })));
    case 'grow':
      held.push(Buffer.alloc(150 * 1024 * 1024, 1));
      return process.pid;
    case 'crash':
      return process.abort();
    case 'die':
      return process.kill(process.pid, 'SIGKILL');
    case 'environment':
      return readFileSync('/proc/self/environ', 'latin1');
    default:
      throw new RangeError(`no such wish: ${wish.do}`);
  }
});
