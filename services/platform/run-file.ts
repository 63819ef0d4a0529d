import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, startMark } from './processes.ts';

const RunFile = z.object({
  pid: z.number().int(),
  startMark: z.string().optional(),
  apiUrl: z.url(),
  /** Of the embedded issuer; absent when OIDC_ISSUER names another. */
  issuerUrl: z.url().optional(),
  temporal: z.object({ address: z.string(), namespace: z.string() }).optional(),
});

/** What a running `start` tells other commands on the same machine: where things are. Nothing secret. */
export type RunFile = z.infer<typeof RunFile>;

const nameOf = (dataDir: string) => join(dataDir, 'run.json');

export function writeRunFile(dataDir: string, run: Omit<RunFile, 'pid' | 'startMark'>): void {
  const { pid } = process;
  const draft = `${nameOf(dataDir)}.${pid}`;
  writeFileSync(draft, `${JSON.stringify({ pid, startMark: startMark(pid), ...run }, null, 2)}\n`);
  renameSync(draft, nameOf(dataDir));
}

export function removeRunFile(dataDir: string): void {
  rmSync(nameOf(dataDir), { force: true });
}

/** Undefined when nothing runs there: no file, or one that a killed process left behind. */
export function readRunFile(dataDir: string): RunFile | undefined {
  const read = RunFile.safeParse(readJson(nameOf(dataDir)));
  if (!read.success || !isAlive(read.data.pid)) return undefined;
  const { pid, startMark: mark } = read.data;
  return mark === undefined || mark === startMark(pid) ? read.data : undefined;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
