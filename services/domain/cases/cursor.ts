import { invalid } from '../problem.ts';

/** Where a page ended, opaque to the caller. */
export function encodeCursor(place: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** 422 for a cursor that this list did not give out. */
export function decodeCursor<T>(cursor: string, isPlace: (value: unknown) => value is T): T {
  const place = parse(cursor);
  if (isPlace(place)) return place;
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

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
