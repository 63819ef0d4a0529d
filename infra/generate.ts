import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { generate as apiReference } from '#services/api/generate.ts';
import { generate as languageReference } from '#services/config/generate.ts';
import { generate as pictures } from './pictures/generate.ts';

/**
 * Writes everything that is derived from code, formatted like the rest. With --check it writes nothing and fails when a file is not
 * what it would have written.
 */
const isCheck = process.argv.includes('--check');
const stale: string[] = [];

async function write(path: string, text: string): Promise<void> {
  const { inferredParser } = await getFileInfo(path);
  // pictures have no formatter
  const wanted = inferredParser ? await format(text, { ...(await resolveConfig(path)), filepath: path }) : text;
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found === wanted) return;
  stale.push(path);
  if (isCheck) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
}

for (const generate of [apiReference, languageReference, pictures]) await generate(write);
for (const path of stale)
  process.stdout.write(`${isCheck ? 'not current, run npm run generate' : 'written'}: ${path}\n`);
process.exit(isCheck && stale.length > 0 ? 1 : 0);
