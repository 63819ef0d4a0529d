import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stepsOf, type GuideStep } from './guide-steps.fixture.ts';
import { runCf } from './run-cf.ts';

const root = new URL('../../..', import.meta.url).pathname;
const command = 'npm run -s cf -- ';
const county = 'tenants/qingshan';
let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'guide-'));
  // What a new county finds: the layers above it. It gets nothing from the county that is there already.
  for (const layer of ['china', 'jilin'])
    await cp(join(root, 'tenants', layer), join(place, 'tenants', layer), { recursive: true });
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** What the terminal shows, with the folder named as on the page. */
async function printed(line: string): Promise<string> {
  if (!line.startsWith(command)) throw new Error(`a step of the guide that this test cannot follow: ${line}`);
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const args = line
    .slice(command.length)
    .split(' ')
    .map((arg) => (arg.startsWith('tenants/') ? join(place, arg) : arg));
  await runCf(args, { write, writeError: write, locale: 'en-US', today: '2026-03-01' });
  return lines.join('\n').replaceAll(`${relative(process.cwd(), place)}/`, '');
}

async function follow(step: GuideStep): Promise<void> {
  if (step.does === 'run') return expect(await printed(step.command), step.command).toBe(step.prints);
  const path = join(place, county, step.file);
  if (step.does === 'write') {
    await mkdir(dirname(path), { recursive: true });
    return writeFile(path, step.text);
  }
  const text = await readFile(path, 'utf8');
  expect(text.split(step.from), `${step.file} has once:\n${step.from}`).toHaveLength(2);
  return writeFile(
    path,
    text.replace(step.from, () => step.to),
  );
}

describe.each(['write-a-county.md', 'write-a-county.zh.md'])('docs/guides/%s', { timeout: 60_000 }, (page) => {
  test('can be followed from an empty folder on, and every command prints what the page says', async () => {
    await rm(join(place, county), { recursive: true, force: true });
    const steps = stepsOf(await readFile(join(root, 'docs/guides', page), 'utf8'));
    for (const step of steps) await follow(step);
    expect(steps.filter(({ does }) => does === 'run').length).toBeGreaterThanOrEqual(8);
  });
});

test('both languages of the guide write the same county', async () => {
  const [en, zh] = await Promise.all(
    ['write-a-county.md', 'write-a-county.zh.md'].map(async (page) =>
      stepsOf(await readFile(join(root, 'docs/guides', page), 'utf8')).filter(({ does }) => does !== 'run'),
    ),
  );
  expect(zh).toEqual(en);
});
