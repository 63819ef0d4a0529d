import { compileBundle, diffConfigs } from '#services/config/index.ts';
import { loadTenant } from './load-tenant.ts';
import { reportFaults } from './report.ts';
import type { Work } from './run-cf.ts';
import { texts } from './texts.ts';

/** What becomes different from one bundle to the other; `git` revisions stand behind an `@`. */
export async function diffCommand(work: Work): Promise<number> {
  const { lang, terminal, rest } = work;
  const [folder] = rest;
  if (folder === undefined) {
    terminal.writeError(texts[lang].usage);
    return 2;
  }
  const other = await loadTenant(folder);
  if (!('layers' in other)) {
    terminal.writeError(texts[lang].noTenant(folder, other.known, other.reason));
    return 2;
  }
  const before = compileBundle(work.layers);
  const after = compileBundle(other.layers);
  for (const [side, { config, faults }] of [
    [work, before],
    [{ ...work, ...other }, after],
  ] as const)
    if (!config) reportFaults(side, faults);
  if (!before.config || !after.config) return 1;
  const groups = diffConfigs(before.config, after.config, lang);
  if (groups.length === 0) terminal.write(texts[lang].noChange);
  for (const [index, { title, lines }] of groups.entries()) {
    if (index > 0) terminal.write('');
    terminal.write(title);
    for (const line of lines) terminal.write(`  ${line}`);
  }
  return 0;
}
