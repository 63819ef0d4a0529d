import { isBudget } from '../compile/settings.ts';

/** A value as it is written in a file: `4 working_hours`, `3`. */
export function durationText(value: unknown): string {
  return isBudget(value)
    ? `${value.value} ${value.unit}`
    : Array.isArray(value)
      ? `[${value.join(', ')}]`
      : String(value);
}
