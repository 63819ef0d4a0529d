import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

/**
 * A page of a list that is short enough to be held whole and whose entries have a code. Without a limit it is all of it:
 * who draws a chart needs every entry.
 */
export function pageOf<T extends { code: string }>(
  all: readonly T[],
  { limit = all.length, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): { data: T[]; nextCursor: string | null } {
  const after =
    cursor === undefined
      ? null
      : decodeCursor(cursor, z.strictObject({ code: z.enum(all.map((entry) => entry.code)) })).code;
  const start = all.findIndex((entry) => entry.code === after) + 1;
  const data = all.slice(start, start + limit);
  const last = data.at(-1);
  return { data, nextCursor: last && start + data.length < all.length ? encodeCursor({ code: last.code }) : null };
}
