import type { InputFault, Text } from '#services/domain/problem.ts';
import { pointerOf } from './pointer.ts';

const reserved: Text = {
  en: 'A field cannot be called “__proto__”; leave it out.',
  zh: '字段不能以“__proto__”为名，请去掉。',
};

/** What no schema forbids and PostgreSQL or the next reader cannot hold, wherever it stands: in a value or in a name. */
export function unstorable(root: unknown): InputFault[] {
  const faults: InputFault[] = [];
  visit(root, []);
  return faults;

  function visit(value: unknown, path: string[]): void {
    const wrong = typeof value === 'object' ? undefined : wrongWith(value);
    if (wrong) faults.push({ pointer: pointerOf(path), detail: wrong });
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const wrongName = key === '__proto__' ? reserved : wrongWith(key);
      if (wrongName) faults.push({ pointer: pointerOf(path), detail: wrongName });
      visit(inner, [...path, key]);
    }
  }
}

function wrongWith(value: unknown): Text | undefined {
  if (typeof value === 'number' && !Number.isFinite(value))
    return { en: 'This number is too large to be kept.', zh: '数字过大，无法保存。' };
  if (typeof value !== 'string') return undefined;
  if (value.includes('\0'))
    return {
      en: 'Contains a NUL character (\\u0000), which cannot be stored; leave it out.',
      zh: '含有无法保存的空字符（\\u0000），请去掉。',
    };
  if (!value.isWellFormed())
    return {
      en: 'Contains half a character (an unpaired surrogate); send the whole one.',
      zh: '含有不完整的字符（单独的代理项），请发送完整字符。',
    };
  return undefined;
}
