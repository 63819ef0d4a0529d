import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { canonicalJson } from '../canonical-json.ts';

/** The parts of a configuration that open cases follow too (HOUSE §4.7). */
export const liveParts = ['calendar', 'org'] as const;
export type LivePart = (typeof liveParts)[number];

/** Which of them differ in what they say; the line that a unit stands on is no difference. */
export function liveChanges(before: CompiledConfig, after: CompiledConfig): LivePart[] {
  return liveParts.filter((part) => content(before[part]) !== content(after[part]));
}

function content(value: unknown): string {
  return canonicalJson(
    JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'source' ? undefined : inner))),
  );
}
