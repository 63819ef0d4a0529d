import { invalid } from './problem.ts';

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

/** Where a page of a list ends that is ordered by an instant first; `key` is that instant as PostgreSQL writes it in UTC. */
export interface TimePlace {
  /** `infinity` where there is no instant. */
  key: string;
  id: string;
}

/** Both go into a statement as what they look like, so nothing else may pass. */
export function isTimePlace(value: unknown): value is TimePlace & Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { key, id } = value as Partial<Record<keyof TimePlace, unknown>>;
  const isKey = key === 'infinity' || (typeof key === 'string' && utcInstant.test(key));
  return isKey && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id);
}

const utcInstant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
