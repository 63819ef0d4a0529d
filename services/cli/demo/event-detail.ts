import type { CaseEvent } from '#services/domain/cases/schema.ts';
import type { Language } from './language.ts';
import { wordOf } from './words.ts';

export interface Names {
  language: Language;
  /** Title of a unit by its code. */
  unit: (code: string) => string;
}

/** What a line of the history adds to its name: to whom, how many, why, with what result. */
export function detailOf({ data }: CaseEvent, { language, unit }: Names): string {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : undefined);
  const zh = language === 'zh';
  const { outcome, satisfaction, solved, people, assist } = data;
  const lead = text('lead');
  const parts = [
    lead && `→ ${unit(lead)}`,
    Array.isArray(assist) &&
      assist.length > 0 &&
      `+ ${assist.map((code) => unit(String(code))).join(zh ? '、' : ', ')}`,
    text('item'),
    typeof people === 'number' && (zh ? `${people} 人` : `${people} ${people === 1 ? 'person' : 'people'}`),
    typeof solved === 'boolean' && wordOf('outcomes', solved ? 'solved' : 'unsolved', language),
    typeof satisfaction === 'string' && wordOf('satisfaction', satisfaction, language),
    typeof outcome === 'string' && wordOf('outcomes', outcome, language),
    text('result'),
    text('reason'),
    text('comment'),
    photosOf(data['photos'], zh),
  ];
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join(zh ? '，' : ', ');
}

function photosOf(photos: unknown, zh: boolean): string | undefined {
  if (!Array.isArray(photos) || photos.length === 0) return undefined;
  return zh ? `照片 ${photos.length} 张` : `${photos.length} photo${photos.length > 1 ? 's' : ''}`;
}
