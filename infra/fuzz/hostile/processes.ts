import { readFileSync, readdirSync } from 'node:fs';
import type { Command } from '../../../services/journeys/command.ts';

/** An event loop that was late; `ranMs` of it was the process's own work, `waitedMs` the kernel had no processor for it. */
export interface Stall {
  endedAt: number;
  lateMs: number;
  ranMs: number;
  waitedMs: number;
}

export interface LogLine {
  level: number;
  msg: string;
  err?: { message?: string; stack?: string; type?: string };
}

/** A process of the product, and what became of it. Started again where it ends, so that the run goes on. */
export interface Watched {
  name: string;
  /** Its process group, which is also that of its children. */
  group: () => number;
  /** Bytes of its own that it and its children hold now. */
  memory: () => number;
  ends: { at: number; how: number | string; said: string }[];
  stalls: Stall[];
  /** Lines of its log that no program ought to have to write: errors, and what is no log line at all. */
  errors: { at: number; text: string }[];
  warnings: Map<string, number>;
  end: (stop: (command: Command) => Promise<void>) => Promise<void>;
}

const mostStarts = 20;
const errorLevel = 50;

export function watch(name: string, start: () => Command): Watched {
  let isEnding = false;
  let command: Command;
  const watched: Watched = {
    name,
    group: () => command.pid,
    memory: () => memoryOfGroup(command.pid),
    ends: [],
    stalls: [],
    errors: [],
    warnings: new Map(),
    async end(stop) {
      isEnding = true;
      process.off('exit', kill);
      await stop(command);
    },
  };
  const kill = () => command.child.kill('SIGKILL');
  process.once('exit', kill);
  function begin() {
    const begun = (command = start());
    eachLine(begun.child.stdout, (line) => {
      const said = parse<{ stall?: Stall }>(line);
      if (said?.stall) watched.stalls.push(said.stall);
    });
    eachLine(begun.child.stderr, (line) => noteLog(watched, line));
    void begun.ended.then((how) => {
      if (isEnding) return;
      watched.ends.push({ at: Date.now(), how, said: begun.stderr().slice(-2_000) });
      if (watched.ends.length < mostStarts) begin();
    });
  }
  begin();
  return watched;
}

function noteLog({ errors, warnings }: Watched, line: string): void {
  const said = parse<LogLine>(line);
  if (!said) {
    errors.push({ at: Date.now(), text: line.slice(0, 500) });
    return;
  }
  const text = `${said.msg}${said.err ? `: ${said.err.type ?? ''} ${said.err.message ?? ''}` : ''}`;
  if (said.level >= errorLevel) errors.push({ at: Date.now(), text: `${text}\n${said.err?.stack ?? ''}` });
  else warnings.set(text.slice(0, 200), (warnings.get(text.slice(0, 200)) ?? 0) + 1);
}

function eachLine(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  let rest = '';
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') take(line);
  });
}

function parse<T>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T;
  } catch {
    return undefined;
  }
}

/** Memory that belongs to nothing on the disk, over a process group: what a process shares with others is not counted twice. */
function memoryOfGroup(group: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.reduce((sum, pid) => sum + (groupOf(pid) === group ? anonymousBytes(pid) : 0), 0);
}

function groupOf(pid: string): number | undefined {
  const text = readOrNothing(`/proc/${pid}/stat`);
  // The name in brackets may hold blanks and brackets of its own.
  return text ? Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[2]) : undefined;
}

function anonymousBytes(pid: string): number {
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
