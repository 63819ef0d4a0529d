import { z } from 'zod';
import { isDate } from '#workflows/engine/worktime/instant.ts';
import { invalid } from './problem.ts';
import { Count, isKnownYear, Uuid } from './values.ts';

/** Where a page ended, opaque to the caller. */
export function encodeCursor(place: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * 422 for a cursor that this list did not give out. What is in a cursor goes into a statement as what it looks like, so the place
 * says of each part what values a list can have given out, and nothing else passes.
 */
export function decodeCursor<Place>(cursor: string, place: z.ZodType<Place>): Place {
  const read = place.safeParse(parse(cursor));
  if (read.success) return read.data;
  throw invalid([
    {
      pointer: '/cursor',
      in: 'query',
      detail: {
        en: 'Not a cursor of this list. Hand back `nextCursor` as it came, with the same filters and order.',
        zh: '不是本列表的游标。请原样传回 nextCursor，并保持相同的筛选与排序。',
      },
    },
  ]);
}

const utcInstant = /^(\d{4}-\d\d-\d\d) ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?\+00$/;

/** Where a page of a list ends that is ordered by an instant first. */
export const TimePlace = z.strictObject({
  /** That instant as PostgreSQL writes it in UTC; `infinity` where there is none. */
  key: z.string().refine((key) => {
    const day = utcInstant.exec(key)?.[1];
    return key === 'infinity' || (day !== undefined && isDate(day) && isKnownYear(day));
  }),
  id: Uuid,
});
export type TimePlace = z.infer<typeof TimePlace>;

/** Where a page of a list ends that is ordered by a number counted up from 1. */
export const numberedPlace = <Name extends string>(name: Name) =>
  z.strictObject({ [name]: Count } as Record<Name, typeof Count>);

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
