import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { generate as apiReference } from '#services/api/generate.ts';

/** Writes everything that is derived from code, formatted like the rest; CI fails when the tree then differs. */
async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

for (const generate of [apiReference]) await generate(write);
