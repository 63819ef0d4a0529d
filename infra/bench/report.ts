import { median, quantile } from './load/drive.ts';
import type { Measured } from './load/measure.ts';
import type { WorkName } from './works.ts';

type Figures = Partial<Record<string, Measured[]>>;

interface Row {
  what: string;
  ratio: number;
  wanted: string;
}

/** One table of ratios, and below it what they were made from: medians over the rounds. */
export function report(figures: Figures): string {
  const of = (name: WorkName, value: (measured: Measured) => number) => median((figures[name] ?? []).map(value));
  const rate = (name: WorkName) => of(name, ({ perSecond }) => perSecond);
  const p50 = (name: WorkName) => of(name, ({ messagesMs }) => median(messagesMs));
  const settled = of('whole case, 16 at once', ({ settledPerSecond }) => settledPerSecond);
  const rows: Row[] = [
    {
      what: 'whole cases a second ÷ bare workflow, 16 at once',
      ratio: rate('whole case, 16 at once') / rate('bare workflow, 16 at once'),
      wanted: '≥ 2.5, aim 4',
    },
    {
      what: 'the same with every workflow ended',
      ratio: settled / rate('bare workflow, 16 at once'),
      wanted: '≥ 1.2, aim 1.5',
    },
    {
      what: 'p50 of a message ÷ that of a bare update, 16 at once',
      ratio: p50('whole case, 16 at once') / p50('bare workflow, 16 at once'),
      wanted: '≤ 0.5, aim 0.25',
    },
    {
      what: 'p50 of a message ÷ that of a bare update, alone',
      ratio: p50('whole case, alone') / p50('bare workflow, alone'),
      wanted: '≤ 0.5, aim 0.25',
    },
    {
      what: 'reports a second ÷ one row, 16 at once',
      ratio: rate('report') / rate('one row'),
      wanted: '≥ 0.25, aim 0.4',
    },
  ];
  const table = rows.map(({ what, ratio, wanted }) => `${ratio.toFixed(2).padStart(7)}  ${wanted.padEnd(16)}  ${what}`);
  return [`  ratio  ${'wanted'.padEnd(16)}  measure`, ...table, '', ...rawLines(figures), ''].join('\n');
}

function rawLines(figures: Figures): string[] {
  return Object.entries(figures).map(([name, rounds = []]) => {
    const messages = rounds.flatMap(({ messagesMs }) => messagesMs);
    const cpu = Object.keys(rounds[0]?.cpuMs ?? {}).map(
      (process) => `${process} ${median(rounds.map(({ cpuMs }) => cpuMs[process] ?? 0)).toFixed(1)}`,
    );
    const rate = median(rounds.map(({ perSecond }) => perSecond)).toFixed(1);
    const [p50, p95] = [quantile(messages, 0.5).toFixed(1), quantile(messages, 0.95).toFixed(1)];
    return `${name.padEnd(26)} ${rate.padStart(7)}/s  p50 ${p50} ms  p95 ${p95} ms  CPU ms a piece: ${cpu.join(', ')}`;
  });
}
