import { comparable } from '#workflows/text/plain-text.ts';
import type { Bundle } from '../assemble.ts';
import type { Fault } from '../fault.ts';

type Titled = {
  code: string;
  title?: string | undefined;
  title_en?: string | undefined;
  aliases?: string[] | undefined;
};
type Sort = 'unit' | 'item' | 'variant' | 'season' | 'level';

/** Keys that name something else than a unit, which most keys do. */
const sorts: Record<string, Sort> = {
  item: 'item',
  duty_list: 'item',
  variant: 'variant',
  season: 'season',
  level: 'level',
  on_duty_list_of: 'level',
};

/**
 * Where a title stands in the place of a code, the codes that have this title. A code that is being given (`code:`) is
 * nobody's title.
 */
export function hintCodes(faults: Fault[], bundle: Bundle): void {
  const asked = faults.filter(({ code, params }) => code === 'value/code' && params['key'] !== 'code');
  if (asked.length === 0) return;
  const titled = titledOf(bundle);
  for (const { params } of asked) {
    const found = codesFor(String(params['text']), titled[sorts[String(params['key'])] ?? 'unit']);
    params['codes'] = found.slice(0, 3).join(', ');
  }
}

function titledOf({ org, resolvedEditions, calendar }: Bundle): Record<Sort, Titled[]> {
  const items = resolvedEditions.flatMap(({ piece }) => piece.value.items);
  return {
    unit: org?.value.units ?? [],
    item: items,
    variant: items.flatMap(({ variants }) => variants ?? []),
    season: calendar?.value.seasons ?? [],
    level: Object.entries(org?.value.levels ?? {}).map(([code, title]) => ({ code, title })),
  };
}

/** Exactly this title or alias; without one, a title that holds it or that it holds, as `公安` for `公安局`. */
function codesFor(written: string, known: Titled[]): string[] {
  const text = comparable(written);
  const names = ({ title, title_en, aliases }: Titled) =>
    [title, title_en, ...(aliases ?? [])].map((name) => comparable(name ?? '')).filter((name) => name);
  const those = (fits: (name: string) => boolean) =>
    known.filter((entry) => names(entry).some(fits)).map(({ code }) => code);
  const exact = those((name) => name === text);
  if (exact.length > 0 || text.length < 2) return [...new Set(exact)];
  return [...new Set(those((name) => name.length > 1 && (name.includes(text) || text.includes(name))))];
}
