import type { Findings } from './findings.ts';
import type { Flights } from './flights.ts';
import type { Watched } from './processes.ts';

const everyMs = 500;
const mostGrowth = 1024 ** 3;

export interface Memory {
  name: string;
  before: number;
  most: number;
  after: number;
}

/** What each process holds with its children, and all of them together. */
export function watchMemory(
  processes: readonly Watched[],
  { flights, findings }: { flights: Flights; findings: Findings },
): { end: () => Memory[] } {
  const now = () => {
    const each = processes.map(({ memory }) => memory());
    return [...each, each.reduce((sum, one) => sum + one, 0)];
  };
  const names = [...processes.map(({ name }) => name), 'all together'];
  const figures = now().map((held, index) => ({ name: names[index]!, before: held, most: held, after: held }));
  const timer = setInterval(() => {
    for (const [index, held] of now().entries()) {
      const one = figures[index]!;
      one.after = held;
      one.most = Math.max(one.most, held);
      if (held - one.before > mostGrowth)
        findings.add({
          what: 'memory grew by more than 1 GB',
          where: one.name,
          detail: `beside ${flights.during(Date.now() - everyMs, Date.now()).join('; ')}`,
        });
    }
  }, everyMs);
  return {
    end() {
      clearInterval(timer);
      return figures;
    },
  };
}
