/** By a name that a caller gave: `constructor` is nobody's code. */
export function entryOf<T>(entries: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
