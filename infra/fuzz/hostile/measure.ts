import type { Findings } from './findings.ts';
import type { Flights } from './flights.ts';
import { watchMemory, type Memory } from './memory.ts';
import type { Watched } from './processes.ts';
import { sharesOf, spentUntilNow } from './processors.ts';
import { heldUpBy, mostMs, timesOf, type Times } from './stalls.ts';
import { countSuspects } from './suspects.ts';
import type { Sample, Victim } from './victim.ts';

const lookEveryMs = 5_000;

export interface Measured {
  quiet: Times;
  hostile: Times;
  /** Honest requests that took over 200 ms longer than 99 of 100 before; without the machine's part; the longest of both. */
  heldUp: { all: number; own: number; longestMs: number; longestOwnMs: number };
  /** What flew beside those, the likeliest first. */
  suspects: string[];
  memory: Memory[];
  /** Event loops that worked on one thing for longer than an honest request may wait. */
  stalls: { name: string; count: number; longestMs: number; waitedMs: number }[];
  processors: string;
}

export interface Measuring {
  processes: readonly Watched[];
  victim: Victim;
  flights: Flights;
  findings: Findings;
  quietFrom: number;
}

/** Watches from now on; at the end says what was slow, what grew, what ended, and what was logged. */
export function measure({ processes, victim, flights, findings, quietFrom }: Measuring): { end: () => Measured } {
  const from = Date.now();
  const spentBefore = spentUntilNow(processes.map(({ group }) => group()));
  const memory = watchMemory(processes, { flights, findings });
  const quietSamples = victim.samples.filter(({ at, ms }) => at >= quietFrom && at + ms < from);
  const usualMs = timesOf(quietSamples).p99;
  const api = processes[0]!;
  const suspects = countSuspects();
  const heldUp = { all: 0, own: 0, longestMs: 0, longestOwnMs: 0 };
  let seen = { samples: victim.samples.length, stalls: processes.map(({ stalls }) => stalls.length) };
  // While the flights are still remembered.
  const looking = setInterval(look, lookEveryMs);

  function look() {
    const samples = victim.samples.slice(seen.samples);
    samples.forEach(lookAt);
    for (const [index, { name, stalls }] of processes.entries())
      for (const { ranMs, lateMs, endedAt } of stalls.slice(seen.stalls[index]))
        if (ranMs > mostMs)
          findings.add({
            isOfTime: true,
            what: `the event loop worked on one thing for more than ${mostMs} ms`,
            where: name,
            detail: `${Math.round(ranMs)} ms beside ${flights.during(endedAt - lateMs, endedAt).join('; ')}`,
          });
    seen = { samples: seen.samples + samples.length, stalls: processes.map(({ stalls }) => stalls.length) };
  }

  function lookAt(sample: Sample): void {
    const { at, ms, what, status, fault = '' } = sample;
    const beside = flights.during(at, at + ms);
    const isAnswered = status >= 200 && status < 300;
    if (!isAnswered && status !== 503)
      findings.add({
        what: 'an honest request was refused',
        where: `${what} ${status}`,
        detail: `${fault} beside ${beside.join('; ')}`,
      });
    const lost = heldUpBy(sample, usualMs, api.stalls);
    if (lost.ms <= mostMs) return;
    heldUp.all += 1;
    heldUp.longestMs = Math.max(heldUp.longestMs, Math.round(lost.ms));
    heldUp.longestOwnMs = Math.max(heldUp.longestOwnMs, Math.round(lost.ownMs));
    suspects.add(beside);
    if (lost.ownMs <= mostMs) return;
    heldUp.own += 1;
    findings.add({
      isOfTime: true,
      what: `an honest request was held up for more than ${mostMs} ms, and not by the machine`,
      where: what,
      detail: `took ${Math.round(ms)} ms, ${Math.round(lost.ms)} more than usual, of them ${Math.round(lost.ownMs)} not the machine’s; the API’s loop worked ${Math.round(lost.workedMs)} ms meanwhile; beside ${beside.join('; ')}`,
    });
  }

  return {
    end() {
      clearInterval(looking);
      look();
      for (const watched of processes) tellOf(watched, findings);
      return {
        quiet: timesOf(quietSamples),
        hostile: timesOf(victim.samples.filter(({ at }) => at >= from)),
        heldUp,
        suspects: suspects.list(),
        memory: memory.end(),
        stalls: processes.map((watched) => loopOf(watched, from)),
        processors: sharesOf(spentBefore, spentUntilNow(processes.map(({ group }) => group()))),
      };
    },
  };
}

function loopOf({ name, stalls }: Watched, from: number): Measured['stalls'][number] {
  const since = stalls.filter(({ endedAt }) => endedAt > from);
  return {
    name,
    count: since.filter(({ ranMs }) => ranMs > mostMs).length,
    longestMs: Math.round(Math.max(0, ...since.map(({ ranMs }) => ranMs))),
    waitedMs: Math.round(since.reduce((sum, { waitedMs }) => sum + waitedMs, 0)),
  };
}

function tellOf({ name, ends, errors }: Watched, findings: Findings): void {
  for (const { how, said } of ends) findings.add({ what: `${name} ended`, where: String(how), detail: said });
  for (const { text } of errors)
    findings.add({ what: `${name} logged an error`, where: text.split('\n')[0]!.slice(0, 160), detail: text });
}
