import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallBundle, type Change } from '#services/config/small-bundle.fixture.ts';
import { runCf } from './run-cf.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cf-'));
  await write();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** The small bundle on disk, with changes made; answers the county's folder. */
async function write(...changes: Change[]): Promise<string> {
  for (const { tenant, files } of smallBundle(...changes))
    for (const [name, content] of Object.entries(files)) {
      const path = join(dir, tenant, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  return join(dir, 'town');
}

const git = (...args: string[]) =>
  promisify(execFile)('git', ['-C', dir, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);

async function cf(args: string[], locale = 'en-US') {
  const lines: string[] = [];
  const errors: string[] = [];
  const terminal = {
    write: (line: string) => void lines.push(line),
    writeError: (line: string) => void errors.push(line),
    locale,
    today: '2026-03-01',
  };
  const code = await runCf(args, terminal);
  return { code, lines, errors };
}

const misspelt: Change = { file: 'routing.yaml', from: 'lead: roads', to: 'lead: raods' };

describe('cf', () => {
  test('says that a sound bundle is sound, and ends with 0', async () => {
    expect(await cf(['check', await write()])).toEqual({
      code: 0,
      lines: ['0 errors, 0 warnings, 1 of 1 tests passed'],
      errors: [],
    });
  });

  test('prints each fault like a compiler, its remedy below, and ends with 1', async () => {
    const { code, lines } = await cf(['check', await write(misspelt)]);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(
      /town\/routing\.yaml:3:93 error unit\/unknown There is no unit “raods”; did you mean “roads”\?$/,
    );
    expect(lines[1]).toMatch(/^ {2}Known: .*Correct the name/);
    expect(lines.at(-1)).toBe('1 errors, 0 warnings, 0 of 0 tests passed');
  });

  test('follows the terminal’s language, and --lang before it', async () => {
    const folder = await write(misspelt);
    expect((await cf(['check', folder], 'zh-CN')).lines[0]).toContain('错误 unit/unknown 没有单位“raods”');
    expect((await cf(['check', folder, '--lang', 'en'], 'zh-CN')).lines[0]).toContain('There is no unit');
  });

  test('lists the tests of a bundle, and what a failed one found', async () => {
    const folder = await write({ file: 'catalogue/first.yaml', from: 'limit: 2 hours', to: 'limit: 3 hours' });
    const { code, lines } = await cf(['test', folder]);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^✗ 爆管派水务局 {2}.*town\/tests\/first\.yaml:1$/);
    expect(lines[1]).toContain('finish should be 2026-03-10 12:00 and is 2026-03-10 13:00');
  });

  test('compiles to JSON with its hash', async () => {
    const { code, lines } = await cf(['compile', await write()]);
    expect(code).toBe(0);
    const { hash, config } = JSON.parse(lines.join('\n'));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(config).toMatchObject({ tenant: { code: 'town' }, parents: ['land'] });
  });

  test('shows each value with its origin, inherited ones marked', async () => {
    const folder = await write();
    expect((await cf(['effective', folder, 'processes/matter/settings'])).lines).toEqual([
      'processes/matter/settings/judge_within = 5 days  ← land/processes/matter.yaml:7 (inherited)',
    ]);
    expect((await cf(['effective', folder, 'catalogue/0/items/R2/limit'])).lines).toEqual([
      'catalogue/0/items/R2/limit = 2 hours  ← catalogue/first.yaml:6',
    ]);
  });

  test('explains a report given as options, as a file, or as the tests of the bundle', async () => {
    const folder = await write();
    const options = '--process matter --item R2 --location east --at'.split(' ');
    const { code, lines } = await cf(['explain', folder, ...options, '2026-03-10 10:00']);
    expect(code).toBe(0);
    expect(lines).toContain('→ lead: 水务局 (water); assisting: 路政局 (roads)');
    const fromFile = await cf(['explain', folder, join(folder, 'tests/first.yaml')]);
    expect(fromFile).toEqual({ code: 0, lines, errors: [] });
  });

  test('says which option of a report is wrong, and asks for a report that is not there', async () => {
    const folder = await write();
    const { code, lines } = await cf(['explain', folder, '--item', 'R1', '--location', 'est', '--at', '2026-03-10']);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^--at error value\/local-time /);
    expect(await cf(['explain', folder])).toMatchObject({
      code: 2,
      errors: [expect.stringContaining('Which report?')],
    });
    expect((await cf(['explain', folder, 'no.yaml'])).errors[0]).toContain('“no.yaml” cannot be read');
  });

  test('tells what becomes different between two folders, and between git revisions of one', async () => {
    const folder = await write();
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-qm', 'before');
    await write({ file: 'catalogue/first.yaml', from: 'limit: 2 hours', to: 'limit: 4 hours' });
    const lines = ['Items', '  R2 爆管: limit 2 hours → 4 hours'];
    expect(await cf(['diff', `${folder}@HEAD`, folder])).toEqual({ code: 0, lines, errors: [] });
    expect((await cf(['diff', folder, folder])).lines).toEqual(['Nothing changes in what a case meets.']);
    expect((await cf(['diff', `${folder}@nothing`, folder])).errors[0]).toMatch(/git: .*nothing/);
  });

  test('writes the one layout of a bundle’s files, and with --check only says which differ', async () => {
    const folder = await write({ file: 'routing.yaml', from: 'rules:\n', to: 'rules:   # 规则\n' });
    const { lines, code } = await cf(['format', folder, '--check']);
    expect([code, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toMatch(/town\/routing\.yaml is not in the usual layout$/);
    expect((await cf(['format', folder])).code).toBe(0);
    expect(await readFile(join(folder, 'routing.yaml'), 'utf8')).toMatch(/^rules: # 规则\n/);
    expect(await cf(['format', folder, '--check'])).toEqual({ code: 0, lines: [], errors: [] });
    expect((await cf(['format', folder + '@HEAD'])).code).toBe(2);
  });

  test.for(['', 'frob x', 'check', 'check x --what', 'check x --lang fr'])(
    'answers misuse with its usage: “%s”',
    async (line) => {
      const { code, errors } = await cf(line.split(' ').filter(Boolean));
      expect(code).toBe(2);
      expect(errors[0]).toContain('Usage');
    },
  );

  test('names the tenants beside one that is not there', async () => {
    const { code, errors } = await cf(['check', join(dir, 'nowhere')]);
    expect(code).toBe(2);
    expect(errors[0]).toMatch(/There is no tenant in .*nowhere.*land, town/);
  });

  test('reads a tenant and what it extends, and nothing that lies beside them', async () => {
    const folder = await write();
    const beside = join(dir, 'beside');
    await mkdir(join(beside, 'deep'), { recursive: true });
    await writeFile(join(beside, 'tenant.yaml'), 'code: beside');
    // whoever looks at this folder fails
    await symlink(join(dir, 'nowhere.yaml'), join(beside, 'calendar.yaml'));
    expect((await cf(['check', beside])).code).toBe(2);
    expect((await cf(['check', folder])).code).toBe(0);
    await rm(beside, { recursive: true });
  });

  test('takes no folder for a tenant that holds none of its files', async () => {
    const heap = join(dir, 'heap');
    await mkdir(join(heap, 'films'), { recursive: true });
    await writeFile(join(heap, 'films', 'one.mp4'), 'x');
    expect((await cf(['check', heap])).errors[0]).toMatch(
      /There is no tenant in .*heap.* Beside it there are: land, town/,
    );
    await rm(heap, { recursive: true });
  });

  test('follows links, and says which file cannot be read', async () => {
    const folder = await write();
    await symlink(join(folder, 'catalogue', 'first.yaml'), join(folder, 'catalogue', 'second.yaml'));
    expect((await cf(['check', folder])).lines.join()).toContain('catalogue/second.yaml');
    await rm(join(folder, 'catalogue', 'second.yaml'));
    await symlink(join(dir, 'nowhere.yaml'), join(folder, 'calendar.yaml'));
    const { code, errors } = await cf(['check', folder]);
    await rm(join(folder, 'calendar.yaml'));
    expect([code, errors[0]]).toEqual([2, expect.stringContaining('calendar.yaml')]);
  });

  test('tells of a hidden file that would be read without its dot', async () => {
    const folder = await write();
    await writeFile(join(folder, '.routing.yaml'), 'rules: []');
    await writeFile(join(folder, '.DS_Store'), 'x');
    const { lines } = await cf(['check', folder]);
    await rm(join(folder, '.routing.yaml'));
    expect(lines[0]).toMatch(/town\/\.routing\.yaml:1:1 error file\/unknown .*did you mean “routing\.yaml”/);
    expect(lines.at(-1)).toContain('1 errors');
  });
});
