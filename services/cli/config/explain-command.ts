import { readFile } from 'node:fs/promises';
import {
  askAbout,
  compileBundle,
  describeFault,
  reportTree,
  reportTrees,
  tellExplained,
  type Fault,
} from '#services/config/index.ts';
import { reportFaults } from './report.ts';
import type { Work } from './run-cf.ts';
import { texts } from './texts.ts';

/** Why a report goes where it goes and is due when it is; the report comes from a file or from options. */
export async function explainCommand(work: Work): Promise<number> {
  const { layers, lang, terminal, rest, report } = work;
  const { config, faults } = compileBundle(layers);
  if (!config) {
    reportFaults(work, faults);
    return 1;
  }
  const [file] = rest;
  const content = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if ((file !== undefined && !content) || (file === undefined && Object.keys(report).length === 0)) {
    terminal.writeError(file === undefined ? texts[lang].noReport : texts[lang].noFile(file));
    return 2;
  }
  const read = file !== undefined && content ? reportTrees(file, content) : { trees: [reportTree(report)], faults: [] };
  const wrong = [...read.faults];
  for (const [index, tree] of read.faults.length > 0 ? [] : read.trees.entries()) {
    const { asked, faults: found } = askAbout(config, tree);
    wrong.push(...found);
    if (!asked) continue;
    if (index > 0) terminal.write('');
    for (const line of tellExplained(config, asked, lang)) terminal.write(line);
  }
  for (const fault of wrong) reportWrong(work, fault);
  return wrong.length > 0 ? 1 : 0;
}

/** An option has no line of its own. */
function reportWrong({ lang, terminal }: Work, fault: Fault): void {
  const { file, line, column, severity, code, message, remedy } = describeFault(fault, lang);
  const place = file.startsWith('--') ? file : `${file}:${line}:${column}`;
  terminal.write(`${place} ${texts[lang].severity[severity]} ${code} ${message}`);
  terminal.write(`  ${remedy}`);
}
