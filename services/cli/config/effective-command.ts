import { compileBundle, originOf } from '#services/config/index.ts';
import { reportFaults } from './report.ts';
import type { Work } from './run-cf.ts';
import { texts } from './texts.ts';

/** Each value that is in force, by its path, with the place it was written in; another layer's is marked. */
export function effectiveCommand(work: Work): number {
  const { config, faults } = compileBundle(work.layers);
  if (!config) {
    reportFaults(work, faults);
    return 1;
  }
  const { origins, ...values } = config;
  const part = (work.rest[0] ?? '').split('/').filter(Boolean);
  const found = part.reduce<unknown>((value, key) => (hasKey(value, key) ? value[key] : undefined), values);
  if (found === undefined) {
    work.terminal.writeError(texts[work.lang].noPart(part.join('/'), Object.keys(values)));
    return 2;
  }
  const above = new Set(config.parents);
  for (const [pointer, text] of leaves(found, part.map((key) => `/${key}`).join(''))) {
    const origin = originOf(origins, pointer);
    const mark = origin && above.has(origin.split('/')[0] ?? '') ? ` (${texts[work.lang].inherited})` : '';
    work.terminal.write(`${pointer.slice(1)} = ${text}${origin ? `  ← ${origin}${mark}` : ''}`);
  }
  return 0;
}

function hasKey(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function* leaves(value: unknown, pointer: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) return yield [pointer, String(value)];
  const isShort = JSON.stringify(value).length <= 60 && !pointer.endsWith('/units');
  const hasInner = Object.values(value).some((inner) => typeof inner === 'object' && inner !== null);
  if (isShort && !hasInner) return yield [pointer, Array.isArray(value) ? `[${value.join(', ')}]` : durationOr(value)];
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'source' && typeof inner === 'string') continue;
    yield* leaves(inner, `${pointer}/${key}`);
  }
}

function durationOr(value: object): string {
  if ('value' in value && 'unit' in value) return `${String(value.value)} ${String(value.unit)}`;
  return JSON.stringify(value);
}
