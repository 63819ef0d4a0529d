import type { Insertable } from 'kysely';
import { comparable } from '#workflows/text/plain-text.ts';
import type { Sealer } from '../tenant-keys.ts';
import type { CaseSearchTable } from './case-search.table.ts';
import { addressGrams, wordGrams } from './grams.ts';
import { nameKey, phoneKeys } from './person-keys.ts';

/** What of a case can be looked for, opened. */
export interface Searchable {
  number: string;
  externalId: string | null;
  description: string;
  address: string | null;
  reporter: { name: string | null; phone: string | null } | null;
}

export interface SearchRows {
  row: Omit<Insertable<CaseSearchTable>, 'tenant_id' | 'case_id'>;
  personKeys: Buffer[];
}

/** Everything that a case is found by. `tenant` and the sealer are those of the case. */
export function searchRows(tenant: string, { keyedHash }: Sealer, found: Searchable): SearchRows {
  const { number, externalId, description, address, reporter } = found;
  const words = comparable(description);
  const grams = new Set(wordGrams(tenant, words, 'kept'));
  if (address !== null) for (const gram of addressGrams(keyedHash, comparable(address), 'kept')) grams.add(gram);
  const { name = null, phone = null } = reporter ?? {};
  return {
    row: {
      words,
      grams: [...grams],
      number_end: reversed(number),
      external_end: externalId === null ? null : reversed(externalId),
    },
    personKeys: [
      ...(phone === null ? [] : phoneKeys(keyedHash, phone)),
      ...(name === null ? [] : [nameKey(keyedHash, name)]),
    ],
  };
}

export function reversed(text: string): string {
  return [...comparable(text)].toReversed().join('');
}
