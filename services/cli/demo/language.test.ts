import { expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';

test.each([
  [undefined, 'zh_CN.UTF-8', 'zh'],
  [undefined, 'en_GB.UTF-8', 'en'],
  [undefined, undefined, 'en'],
  ['zh', 'en_GB.UTF-8', 'zh'],
  ['en', 'zh_CN.UTF-8', 'en'],
])('--lang %s on a terminal of %s speaks %s', (asked, terminal, language) => {
  expect(chooseLanguage(asked, terminal)).toBe(language);
});

test('says which languages there are', () => {
  expect(() => chooseLanguage('fr', undefined)).toThrow('--lang is zh or en, not fr');
});
