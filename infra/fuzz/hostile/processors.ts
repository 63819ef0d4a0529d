import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Seconds of processors that were spent, by whom. */
export interface Spent {
  at: number;
  product: number;
  /** The servers that this run started. */
  servers: number;
  /** The hostile, the victim, and what measures them. */
  run: number;
  /** The whole machine. */
  machine: number;
}

interface Line {
  parent: number;
  group: number;
  seconds: number;
}

const ticksPerSecond = 100;

export function spentUntilNow(productGroups: readonly number[]): Spent {
  const lines = new Map(everyProcess());
  const isOfRun = (pid: number): boolean => {
    if (pid === process.pid) return true;
    const line = lines.get(pid);
    return line !== undefined && line.parent > 1 && isOfRun(line.parent);
  };
  const own = lines.get(process.pid)?.group;
  const spent = { at: Date.now(), product: 0, servers: 0, run: 0, machine: secondsOfMachine() };
  for (const [pid, { group, seconds }] of lines) {
    if (productGroups.includes(group)) spent.product += seconds;
    else if (isOfRun(pid)) spent[group === own ? 'run' : 'servers'] += seconds;
  }
  return spent;
}

/** In words: what share of the machine each took between the two. */
export function sharesOf(from: Spent, to: Spent): string {
  const whole = ((to.at - from.at) / 1_000) * availableParallelism();
  const share = (seconds: number) => `${Math.round((100 * seconds) / whole)} %`;
  const [product, servers, run] = (['product', 'servers', 'run'] as const).map((who) => to[who] - from[who]);
  const others = Math.max(0, to.machine - from.machine - product! - servers! - run!);
  return `product ${share(product!)}, its PostgreSQL and Temporal ${share(servers!)}, this run ${share(run!)}, others ${share(others)}`;
}

function everyProcess(): [number, Line][] {
  return readdirSync('/proc').flatMap((name): [number, Line][] => {
    const line = /^\d+$/.test(name) ? lineOf(name) : undefined;
    return line ? [[Number(name), line]] : [];
  });
}

function lineOf(pid: string): Line | undefined {
  const text = readOrNothing(`/proc/${pid}/stat`);
  // The name in brackets may hold blanks and brackets of its own.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 20) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, one) => sum + Number(one), 0);
  return { parent: Number(fields[1]), group: Number(fields[2]), seconds: ticks / ticksPerSecond };
}

/** Everything but idle and waiting for a disk. */
function secondsOfMachine(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0] = readOrNothing('/proc/stat')
    .split('\n')[0]!
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + soft) / ticksPerSecond;
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
