import type { Run } from './run.ts';
import { mostMs, type Times } from './stalls.ts';

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
const told = ({ requests, median, p95, p99, longest }: Times) =>
  `${requests} requests, median ${median} ms, 95 of 100 within ${p95}, 99 within ${p99}, longest ${longest}`;
const ratio = (now: number, before: number) => (now / Math.max(1, before)).toFixed(1);

/** What a person reads: figures first, then each finding with how to see it again; the last line is the summary. */
export function reportOf({ findings, attacked, measured, victim }: Run): string[] {
  const { quiet, hostile, heldUp } = measured;
  const lines = [
    `honest, before: ${told(quiet)}`,
    `honest, beside: ${told(hostile)}`,
    `ratio: median ${ratio(hostile.median, quiet.median)}, 95 of 100 ${ratio(hostile.p95, quiet.p95)}, longest ${ratio(hostile.longest, quiet.longest)}`,
    `held up for more than ${mostMs} ms beyond the usual (99 of 100 before): ${heldUp.all}, longest ${heldUp.longestMs} ms; without waiting for a processor: ${heldUp.own}, longest ${heldUp.longestOwnMs} ms`,
    ...measured.suspects.map((suspect) => `  beside them: ${suspect}`),
    `processors: ${measured.processors}`,
    ...measured.memory.map(
      ({ name, before, most, after }) =>
        `memory of ${name}: ${megabytes(before)} before, ${megabytes(most)} at most, ${megabytes(after)} in the end`,
    ),
    ...measured.stalls.map(
      ({ name, count, longestMs, waitedMs }) =>
        `event loop of ${name}: ${count} times too long at one thing, longest ${longestMs} ms; waited ${waitedMs} ms for a processor`,
    ),
    ...[...attacked.tally].map(([operation, statuses]) => {
      const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status || 'none'}×${count}`);
      return `  ${operation}: ${counts.join(' ')}`;
    }),
    ...[...attacked.unavailable].map(([detail, count]) => `503 ×${count}: ${detail}`),
    `the honest county reported ${victim.reports} cases`,
  ];
  for (const { what, where, detail, count, again } of findings.toSorted((a, b) => a.what.localeCompare(b.what)))
    lines.push(
      '',
      `×${count} ${what}: ${where}`,
      ...(detail ? [`   ${detail.replaceAll('\n', '\n   ')}`] : []),
      ...(again ? [`   ${again}`] : []),
    );
  const { requests, rounds } = attacked;
  return [
    ...lines,
    '',
    `${requests} hostile requests in ${rounds} whole rounds: ${findings.length === 0 ? 'nothing found' : `${findings.length} findings`}`,
  ];
}
