import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const main = new URL('../main.ts', import.meta.url).pathname;
const tsx = import.meta.resolve('tsx');

export interface Command {
  pid: number;
  child: ChildProcess;
  /** Everything it has written so far. */
  stdout: () => string;
  stderr: () => string;
  /** Exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  /** Until its stdout contains the text; fails when it ends before. */
  says: (text: string, timeoutMs?: number) => Promise<void>;
}

export interface CommandOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** Modules loaded before the program. */
  imports?: readonly string[];
}

/** Runs `main.ts <args>` as npm would, in a process group of its own, with nothing of this process's environment but the PATH. */
export function runCommand(args: readonly string[], { env = {}, cwd, imports = [] }: CommandOptions = {}): Command {
  const loaded = [tsx, ...imports].flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...loaded, main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', TZ: 'UTC', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd && { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let end: number | string | undefined;
  const ended = once(child, 'close').then(([code, signal]) => (end = (code ?? signal) as number | string));

  async function says(text: string, timeoutMs = 60_000): Promise<void> {
    for (const until = Date.now() + timeoutMs; !stdout.includes(text); await sleep(50)) {
      const what = `main.ts ${args.join(' ')} has not said “${text}”`;
      if (end !== undefined) throw new Error(`${what} but ended with ${end}:\n${stdout}\n${stderr}`);
      if (Date.now() > until) throw new Error(`${what} within ${timeoutMs} ms:\n${stdout}\n${stderr}`);
    }
  }
  return { pid: child.pid ?? 0, child, stdout: () => stdout, stderr: () => stderr, ended, says };
}

/** Ends a command that was started here, gently. */
export async function stopCommand(command: Command): Promise<void> {
  command.child.kill('SIGTERM');
  await command.ended;
}
