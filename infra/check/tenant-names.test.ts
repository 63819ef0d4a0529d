import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..', '..');
const folders = ['services', 'workflows', 'migrations', 'infra'];
/** Tests and the demonstration may speak of one county; the product may not. */
const mayName = /\.test\.ts$|testing[^/]*\.ts$|\.fixture\.ts$|__histories__|\/histories\/|\/demo\/|^infra\/test\//;

function tenantNames(): { name: string; pattern: RegExp }[] {
  return readdirSync(join(root, 'tenants'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .flatMap(({ name }) => {
      const { title } = parse(readFileSync(join(root, 'tenants', name, 'tenant.yaml'), 'utf8')) as { title: string };
      // 辉南县 is also called 辉南.
      const short = title.replace(/[省市县区]$/, '');
      return [
        { name, pattern: new RegExp(`\\b${name}\\b`, 'i') },
        { name: short, pattern: new RegExp(short) },
      ];
    })
    .filter(({ name }) => !['china', '全国'].includes(name));
}

test('no tenant is named in code', () => {
  const names = tenantNames();
  const found = folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => /\.(ts|cjs|mjs|sql|sh|ya?ml|json)$/.test(path) && !mayName.test(path))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          names.filter(({ pattern }) => pattern.test(line)).map(({ name }) => `${path}:${index + 1} names ${name}`),
        ),
    );
  expect(names.length).toBeGreaterThanOrEqual(2);
  expect(found).toEqual([]);
});
