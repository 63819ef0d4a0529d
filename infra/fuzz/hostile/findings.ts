import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attempt, RawAttempt } from './attempt.ts';

export interface Finding {
  /** What is wrong, in words that are the same for the same fault. */
  what: string;
  where: string;
  detail: string;
  count: number;
  /** Says how long something took, which on a busy machine may be nobody's fault. */
  isOfTime: boolean;
  /** How to see it again. */
  again: string;
}

export interface Findings {
  add: (finding: {
    what: string;
    where: string;
    detail?: string;
    isOfTime?: boolean;
    attempt?: Attempt | RawAttempt;
  }) => void;
  list: () => Finding[];
}

const longestInline = 1_000;
const shownDetail = 600;

/** Each fault once, with its first reproduction and how often it was seen; large bodies are kept in a folder. */
export function createFindings(apiUrl: string): Findings {
  const found = new Map<string, Finding>();
  let folder: string | undefined;
  function keep(name: string, bytes: Buffer): string {
    folder ??= mkdtempSync(join(tmpdir(), 'countyflow-hostile-'));
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return file;
  }
  return {
    add({ what, where, detail = '', isOfTime = false, attempt }) {
      const key = `${what}\n${where}`;
      const known = found.get(key);
      if (known) {
        known.count += 1;
        return;
      }
      const again = attempt ? reproduce(attempt, apiUrl, (bytes) => keep(`body-${found.size + 1}`, bytes)) : '';
      found.set(key, { what, where, detail: detail.slice(0, shownDetail), count: 1, isOfTime, again });
    },
    list: () => [...found.values()],
  };
}

function reproduce(attempt: Attempt | RawAttempt, apiUrl: string, keep: (bytes: Buffer) => string): string {
  if ('pieces' in attempt) {
    const { hostname, port } = new URL(apiUrl);
    return `nc ${hostname} ${port} < ${keep(Buffer.concat(attempt.pieces))}`;
  }
  const { method, path, headers, body, manner } = attempt;
  const told = Object.entries(headers)
    .flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))
    .map(([name, value]) => ` -H ${quoted(`${name}: ${name === 'authorization' ? shortened(value) : value}`)}`);
  const sent = body ? ` --data-binary ${bodyOf(body, keep)}` : '';
  const how = manner ? ` # ${manner}` : '';
  return `curl -i -X ${method} ${quoted(apiUrl + path)}${told.join('')}${sent}${how}`;
}

function bodyOf(body: Buffer, keep: (bytes: Buffer) => string): string {
  const text = body.toString('utf8');
  const isPlain = body.length <= longestInline && !text.includes('\0') && Buffer.from(text).equals(body);
  return isPlain ? quoted(text) : `@${keep(body)}`;
}

const shortened = (token: string) => (token.length > 300 ? `${token.slice(0, 40)}…` : token);
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
