/** The largest set of codes that stand in the same order in both lists: whatever else is in `after` was moved or is new. */
export function stillInOrder(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((code, index) => [code, index]));
  const common = after.filter((code) => place.has(code));
  // longest run of rising places that ends at each code; lists of rules are short
  const runs: { length: number; previous: number }[] = [];
  for (const [index, code] of common.entries()) {
    let best = { length: 1, previous: -1 };
    for (let earlier = 0; earlier < index; earlier += 1) {
      const length = (runs[earlier]?.length ?? 0) + 1;
      if ((place.get(common[earlier] ?? '') ?? 0) < (place.get(code) ?? 0) && length > best.length)
        best = { length, previous: earlier };
    }
    runs.push(best);
  }
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  const kept = new Set<string>();
  for (let at = runs.findIndex(({ length }) => length === longest); at >= 0; at = runs[at]?.previous ?? -1)
    kept.add(common[at] ?? '');
  return kept;
}
