import { readFileSync, readdirSync } from 'node:fs';

/** Ticks of `/proc/…/stat` in a second: USER_HZ, which Linux fixes at 100 for whoever reads it. */
const ticksPerSecond = 100;

interface Usage {
  parent: number;
  cpuMs: number;
  residentMb: number;
}

/** CPU time and memory of processes with everything that they started, by a name for each. */
export function usageOf(roots: Record<string, number>): Record<string, { cpuMs: number; residentMb: number }> {
  const all = readAll();
  return Object.fromEntries(
    Object.entries(roots).map(([name, root]) => {
      const mine = [...all].filter(([pid]) => isBelow(all, pid, root)).map(([, usage]) => usage);
      const sum = (of: (usage: Usage) => number) => mine.reduce((total, usage) => total + of(usage), 0);
      return [name, { cpuMs: sum((usage) => usage.cpuMs), residentMb: sum((usage) => usage.residentMb) }];
    }),
  );
}

function isBelow(all: ReadonlyMap<number, Usage>, pid: number, root: number): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent)
    if (at === root) return true;
  return false;
}

function readAll(): Map<number, Usage> {
  const found = new Map<number, Usage>();
  for (const name of readdirSync('/proc')) {
    const usage = /^\d+$/.test(name) ? read(name) : undefined;
    if (usage) found.set(Number(name), usage);
  }
  return found;
}

/** Undefined for one that has just ended. Children that ended count with their parent (`cutime`, `cstime`). */
function read(pid: string): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command in parentheses may hold blanks; what follows it does not.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [own = 0, system = 0, ended = 0, endedSystem = 0] = fields.slice(11, 15);
    const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    const cpuMs = ((own + system + ended + endedSystem) / ticksPerSecond) * 1000;
    return { parent, cpuMs, residentMb: resident / 1024 };
  } catch {
    return undefined;
  }
}
