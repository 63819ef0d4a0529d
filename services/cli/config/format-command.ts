import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatFile, type Fault } from '#services/config/index.ts';
import { reportFaults } from './report.ts';
import type { Work } from './run-cf.ts';
import { texts } from './texts.ts';

/** Writes the tenant's own YAML files in their one layout; with `--check` it only says which are not. */
export async function formatCommand(work: Work): Promise<number> {
  const { tenant, tenantsDir, layers, lang, terminal, isCheck } = work;
  if (!work.isOnDisk) {
    terminal.writeError(texts[lang].notOnDisk);
    return 2;
  }
  const files = Object.entries(layers.at(-1)?.files ?? {}).filter(([file]) => file.endsWith('.yaml'));
  const faults: Fault[] = [];
  let isStale = false;
  for (const [file, content] of files) {
    const formatted = formatFile(tenant, file, content);
    if ('faults' in formatted) {
      faults.push(...formatted.faults);
      continue;
    }
    if (Buffer.from(content).equals(Buffer.from(formatted.text))) continue;
    const path = join(tenantsDir, tenant, file);
    isStale = true;
    if (!isCheck) await writeFile(path, formatted.text);
    terminal.write(isCheck ? texts[lang].unformatted(path) : texts[lang].formatted(path));
  }
  reportFaults(work, faults);
  return faults.length > 0 || (isCheck && isStale) ? 1 : 0;
}
