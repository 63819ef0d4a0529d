import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** `docs/…/page.zh.md` stands beside `page.md`; the front page, which must lie at the top, has its Chinese one in `docs`. */
const pairs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.zh.md'))
  .map((name) => `docs/${name}`)
  .map((chinese) => ({ chinese, english: chinese.replace('.zh.md', '.md').replace(/^docs\/README/, 'README') }));

/** What is typed: the journeys run the English page's, so the Chinese page's are right where they are the same. */
const typed = (page: string) => read(page).match(/^```sh\n.*?^```$/gms) ?? [];

test('the front page and the guides exist in both languages', () => {
  const english = pairs.map((pair) => pair.english);
  expect(english).toEqual(expect.arrayContaining(['README.md', 'docs/guides/raise-a-case.md']));
});

test.each(pairs)('$chinese has its English page, with the same sections and the same commands', (pair) => {
  expect(existsSync(join(root, pair.english))).toBe(true);
  expect(typed(pair.chinese)).toEqual(typed(pair.english));
  const sections = (page: string) =>
    read(page)
      .replace(/^```.*?^```$/gms, '')
      .match(/^##+ /gm)?.length;
  expect(sections(pair.chinese)).toBe(sections(pair.english));
});
