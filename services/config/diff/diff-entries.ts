import { entryOf } from '#workflows/engine/index.ts';
import { deepChanges } from './deep-changes.ts';
import { changeWords, colon, type Sides } from './value-words.ts';

/** What came, went and changed among entries that are known by a code; `name` says what one is called, `introduce` what a new one is. */
export function diffEntries<T>(
  sides: Sides,
  before: Record<string, T>,
  after: Record<string, T>,
  name: (entry: T, code: string) => string,
  introduce: (entry: T, code: string) => string = name,
): string[] {
  const { lang } = sides;
  const zh = lang === 'zh';
  const codes = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...codes].flatMap((code) => {
    const [old, now] = [entryOf(before, code), entryOf(after, code)];
    if (old === undefined && now !== undefined)
      return [zh ? `增加：${introduce(now, code)}` : `added: ${introduce(now, code)}`];
    if (now === undefined)
      return old === undefined ? [] : [zh ? `去掉：${name(old, code)}` : `removed: ${name(old, code)}`];
    const changes = deepChanges(old, now);
    return changes.map((change) => `${name(now, code)}${colon(lang)}${changeWords(sides, change)}`);
  });
}

export function byCode<T extends { code: string }>(entries: readonly T[]): Record<string, T> {
  return Object.fromEntries(entries.map((entry) => [entry.code, entry]));
}
