/** RFC 3339 in, RFC 3339 in UTC out; inside the program an instant is epoch milliseconds. */

// The blank is a plus sign that somebody did not escape in a query.
const shape = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+ -](\d{2}):(\d{2}))$/;

/** Null for anything that is not an instant, `2026-02-30T…` included. Digits beyond milliseconds are cut. */
export function parseInstant(text: string): number | null {
  const found = shape.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [number, ...number[]];
  if (hour! > 23 || minute! > 59 || second! > 59 || Number(found[9] ?? 0) > 23 || Number(found[10] ?? 0) > 59)
    return null;
  if (!isDate(`${found[1]}-${found[2]}-${found[3]}`) || year < 1) return null;
  const fraction = (found[7] ?? '').slice(0, 4);
  const zone = found[8]!.toUpperCase().replace(' ', '+');
  const pad = (value: number | undefined) => String(value).padStart(2, '0');
  return Date.parse(
    `${found[1]}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${zone}`,
  );
}

/** `2026-11-23T01:00:00Z`, with a fraction only when it is not zero. */
export function formatInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** A day that exists, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
