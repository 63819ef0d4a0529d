import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCf } from './run-cf.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cf-'));
  await cp(new URL('../../../tenants', import.meta.url).pathname, dir, { recursive: true });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

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

/** A copy of the first county with one text of it changed. */
async function changed(code: string, file: string, from: string, to: string): Promise<string> {
  const copy = join(dir, code);
  await cp(join(dir, 'huinan'), copy, { recursive: true });
  for (const [name, before, after] of [
    ['tenant.yaml', 'code: huinan', `code: ${code}`],
    [file, from, to],
  ] as const) {
    const text = await readFile(join(copy, name), 'utf8');
    if (!text.includes(before)) throw new Error(`“${before}” does not stand in ${name}`);
    await writeFile(join(copy, name), text.replace(before, after));
  }
  return copy;
}

describe('cf', () => {
  test('says that a sound bundle is sound, and ends with 0', async () => {
    const { code, lines } = await cf(['check', join(dir, 'huinan')]);
    expect(code).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^0 errors, 0 warnings, (\d+) of \1 tests passed$/)]);
  });

  test('prints each fault like a compiler, its remedy below, and ends with 1', async () => {
    const copy = await changed('typo', 'routing.yaml', 'lead: xiaofang', 'lead: xiaofan');
    const { code, lines } = await cf(['check', copy]);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(
      /typo\/routing\.yaml:16:11 error unit\/unknown There is no unit “xiaofan”; did you mean “xiaofang”\?\.$/,
    );
    expect(lines[1]).toMatch(/^ {2}Known: .*Correct the name/);
    expect(lines.at(-1)).toMatch(/^1 errors/);
  });

  test('follows the terminal’s language, and --lang before it', async () => {
    const copy = await changed('chinese', 'routing.yaml', 'lead: xiaofang', 'lead: xiaofan');
    expect((await cf(['check', copy], 'zh-CN')).lines[0]).toContain('错误 unit/unknown 没有单位“xiaofan”');
    expect((await cf(['check', copy, '--lang', 'en'], 'zh-CN')).lines[0]).toContain('There is no unit');
  });

  test('lists the tests of a bundle, and what a failed one found', async () => {
    const copy = await changed('slow', 'catalogue/first.yaml', 'limit: 2 hours', 'limit: 3 hours');
    const { code, lines } = await cf(['test', copy]);
    expect(code).toBe(1);
    expect(lines.some((line) => line.startsWith('✗ 占道经营两小时办结'))).toBe(true);
    expect(lines.some((line) => line.includes('finish should be 2026-03-10 12:00 and is 2026-03-10 13:00'))).toBe(true);
  });

  test('compiles to JSON with its hash', async () => {
    const { code, lines } = await cf(['compile', join(dir, 'huinan')]);
    expect(code).toBe(0);
    expect(JSON.parse(lines.join('\n'))).toMatchObject({
      hash: expect.any(String),
      config: { tenant: { code: 'huinan' } },
    });
  });

  test('shows each value with its origin, inherited ones marked', async () => {
    const { lines } = await cf(['effective', join(dir, 'huinan'), 'processes/whistle/settings']);
    expect(lines[0]).toMatch(/evaluate_within = 7 days {2}← china\/processes\/whistle\.yaml:\d+ \(inherited\)$/);
    const own = await cf(['effective', join(dir, 'huinan'), 'catalogue/0/items/E03/limit']);
    expect(own.lines).toEqual([expect.stringMatching(/limit = 2 hours {2}← catalogue\/first\.yaml:\d+$/)]);
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
    expect(errors[0]).toMatch(/There is no tenant in .*china.*huinan.*jilin/);
  });
});
