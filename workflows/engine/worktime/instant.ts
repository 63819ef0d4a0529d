/** RFC 3339 in, RFC 3339 in UTC out; inside the program an instant is epoch milliseconds. */

// The blank is a plus sign that somebody did not escape in a query.
const shape = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+ -](\d{2}):(\d{2}))$/;

/** Null for anything that is not an instant, `2026-02-30T…` included. Digits beyond milliseconds are cut. */
export function parseInstant(text: string): number | null {
  const [, date = '', hour, minute, second, fraction = '', zone = '', zoneHour = '0', zoneMinute = '0'] =
    shape.exec(text) ?? [];
  if (!isDate(date) || [minute, second, zoneMinute].some((part) => Number(part) > 59)) return null;
  if (Number(hour) > 23 || Number(zoneHour) > 23) return null;
  const offset = zone.toUpperCase().replace(' ', '+');
  return Date.parse(`${date}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`);
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
