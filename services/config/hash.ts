import { createHash } from 'node:crypto';

import type { CompiledConfig } from '#workflows/definition/compiled.ts';

/**
 * Identifies what a configuration does: SHA-256 over its canonical JSON without `origins` and `source`, so that a
 * comment or an empty line, which move line numbers, do not make another configuration of it.
 */
export function hashOf(config: CompiledConfig): string {
  const { origins: _origins, ...rest } = config;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** Keys in code-point order, nothing between the parts; `source` left out. Lists keep their order, which means something. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([key, part]) => part !== undefined && !(key === 'source' && typeof part === 'string'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`);
  return `{${parts.join(',')}}`;
}
