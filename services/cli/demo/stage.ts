import type { CaseSnapshot } from '#services/domain/cases/schema.ts';
import type { Language, Text } from './language.ts';
import { makePhoto } from './photo.ts';
import type { Person } from './person.ts';

/** What a story needs: people to act, and a voice. */
export interface Stage {
  person(id: string): Promise<Person>;
  photo(caption: string, colour: string): Promise<Blob>;
  /** A line as it happens. */
  tell(text: Text): void;
}

export interface StageOptions {
  language: Language;
  enter: (id: string) => Promise<Person>;
  write: (line: string) => void;
}

export function createStage({ language, enter, write }: StageOptions): Stage {
  const entered = new Map<string, Promise<Person>>();
  return {
    person(id) {
      const known = entered.get(id) ?? enter(id);
      entered.set(id, known);
      return known;
    },
    photo: makePhoto,
    tell: (text) => write(`  ${text[language]}`),
  };
}

/** The units that still have work on a case, the lead first. */
export function unitsOf(found: CaseSnapshot): string[] {
  const open = found.tracks.filter(({ state }) => state !== 'returned' && state !== 'released');
  return open.toSorted((a, b) => Number(b.role === 'lead') - Number(a.role === 'lead')).map(({ unit }) => unit);
}
