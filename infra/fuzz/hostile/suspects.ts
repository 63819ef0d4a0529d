const shown = 12;

/** Which attempts stood beside what was slow: each slow request divides its one accusation among all that did. */
export function countSuspects(): { add: (beside: readonly string[]) => void; list: () => string[] } {
  const accused = new Map<string, number>();
  return {
    add(beside) {
      const names = beside.length === 0 ? ['nothing'] : beside;
      for (const name of names) accused.set(name, (accused.get(name) ?? 0) + 1 / names.length);
    },
    list: () =>
      [...accused]
        .sort(([, a], [, b]) => b - a)
        .slice(0, shown)
        .map(([name, share]) => `${share.toFixed(1)} ${name}`),
  };
}
