import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const written = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const pages = ['README.md', ...written];

/** Links within the repository, and paths in backticks that begin with one of its folders. */
function pathsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```.*?^```$/gms, '');
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, to]) => join(dirname(page), to ?? ''));
  const folders = /`((?:services|workflows|tenants|migrations|infra|docs|\.ci)\/[\w./-]+)`/g;
  return [...links, ...[...text.matchAll(folders)].map(([, path]) => path ?? '')];
}

test.each(pages)('every path named in %s is there', (page) => {
  const gone = pathsOf(page).filter((path) => !existsSync(join(root, path)));
  expect(gone).toEqual([]);
});

test('paths are found in both ways of naming them', () => {
  expect(pathsOf('README.md')).toEqual(expect.arrayContaining(['docs/architecture.md', '.ci/run']));
});
