import type { z } from 'zod';

import { baseName, fileKinds, kindOf, type FileKind } from './bundle-files.ts';
import { nearest } from './nearest.ts';

const kinds = Object.keys(fileKinds) as FileKind[];
const examples = kinds.map((kind) => fileKinds[kind].example);
const folders = new Map<string, FileKind>(
  kinds.flatMap((kind) => {
    const [folder, file] = fileKinds[kind].example.split('/');
    return folder !== undefined && file !== undefined ? [[folder, kind] as const] : [];
  }),
);

/** A name that is the same on every computer: no way out of the folder, nothing that one of them cannot write or see. */
export function isPlainName(file: string): boolean {
  return (
    file.length <= 200 &&
    file === file.normalize('NFC') &&
    file
      .split('/')
      .every((part) => /^[^\s.\p{C}\\:*?"<>|][^\p{C}\\:*?"<>|]*(?<!\s)$/u.test(part) && !/[^\S ]/.test(part))
  );
}

/** `../x`, `/x`, `C:\x`: whoever sends it means a place on their own disk. */
export function leadsOut(file: string): boolean {
  return /^([\\/]|[A-Za-z]:)|(^|[\\/])\.\.([\\/]|$)/.test(file);
}

/** Names that differ on one computer and are one file on the next. */
export function sameNameKey(file: string): string {
  return file.normalize('NFC').toLowerCase();
}

/**
 * What a file that is not read should be called: by its name without what is odd about it, by a word that is nearly right,
 * or by the keys it holds. Empty when nothing tells.
 */
export function meantName(file: string, content: string | Uint8Array): string {
  const parts = file
    .slice(-300)
    .normalize('NFKC')
    .split(/[\\/]/)
    .map((part) => part.replace(/[\p{Cc}\p{Cf}:*?"<>|]/gu, '').replace(/^[\s.]+|\s+$/g, ''))
    .filter((part) => part !== '');
  const name = mendExtension(parts.at(-1) ?? '');
  const folder = parts.at(-2)?.toLowerCase() ?? '';
  const known = [`${folder}/${name}`, name.toLowerCase()].find((candidate) => kindOf(candidate));
  if (known !== undefined) return known;
  const home = parts.slice(0, -1).map((part) => nearest(part, folders.keys()));
  const nearFolder = home.find((found) => found !== '');
  if (nearFolder !== undefined && name.endsWith('.yaml')) return `${nearFolder}/${name}`;
  return guessByContent(name, content) || nearest(file.slice(0, 80), examples);
}

/** `later.yml`, `areas.json`, `calendar.yaml.txt`. */
function mendExtension(name: string): string {
  return name
    .replace(/(\.(ya?ml|geojson|json))(\.(txt|bak|orig|old)|~)$/i, '$1')
    .replace(/\.ya?ml$/i, '.yaml')
    .replace(/\.(geo)?json$/i, '.geojson');
}

function guessByContent(name: string, content: string | Uint8Array): string {
  const head = (typeof content === 'string' ? content : new TextDecoder().decode(content.subarray(0, 20_000))).slice(
    0,
    20_000,
  );
  const kind = kindByKeys(head);
  if (!kind) return '';
  const { example } = fileKinds[kind];
  if (!example.includes('/')) return example;
  const base = baseName(name).replace(/^[^\p{L}\p{N}]+/u, '') || baseName(example);
  return `${example.split('/')[0]}/${base}.yaml`;
}

/** The kind whose own keys stand at the left edge, more of them than of any other. */
function kindByKeys(text: string): FileKind | undefined {
  if (/^\s*\{\s*"type"\s*:\s*"Feature/.test(text)) return 'areas';
  if (/^- +(\{ *)?name *:/m.test(text)) return 'test';
  const keys = new Set([...text.matchAll(/^([a-z_]+) *:/gm)].slice(0, 200).map(([, key]) => key ?? ''));
  const scores = kinds
    .map((kind) => ({ kind, score: keysOf(fileKinds[kind].schema).filter((key) => keys.has(key)).length }))
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = scores;
  return best && best.score > (second?.score ?? 0) ? best.kind : undefined;
}

function keysOf(schema: z.ZodType): string[] {
  return Object.keys((schema as { shape?: object }).shape ?? {});
}
