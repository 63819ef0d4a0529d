import { writeFile } from 'node:fs/promises';
import { checkBundle } from '#services/config/index.ts';
import { reportFaults } from './report.ts';
import type { Work } from './run-cf.ts';
import { texts } from './texts.ts';

/** Prints or writes `{ hash, config }`; with faults it prints those and nothing else. */
export async function compileCommand(work: Work): Promise<number> {
  const { ok, config, hash, faults } = checkBundle(work.layers, { today: work.terminal.today });
  if (!ok || !config || hash === undefined) {
    reportFaults(work, faults);
    return 1;
  }
  const json = JSON.stringify({ hash, config }, null, 2);
  if (work.out === undefined) work.terminal.write(json);
  else {
    await writeFile(work.out, `${json}\n`);
    work.terminal.write(texts[work.lang].written(work.out, hash));
  }
  return 0;
}
