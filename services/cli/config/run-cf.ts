import { parseArgs } from 'node:util';
import { checkBundle, type Locale } from '#services/config/index.ts';
import { compileCommand } from './compile-command.ts';
import { diffCommand } from './diff-command.ts';
import { effectiveCommand } from './effective-command.ts';
import { explainCommand } from './explain-command.ts';
import { formatCommand } from './format-command.ts';
import { loadTenant, type Loaded } from './load-tenant.ts';
import { reportFaults, reportTests } from './report.ts';
import { texts } from './texts.ts';

export interface Terminal {
  write: (line: string) => void;
  writeError: (line: string) => void;
  /** BCP 47, of the terminal; `--lang` wins. */
  locale: string;
  /** `YYYY-MM-DD`: the day from which the calendar's horizon is asked. */
  today: string;
}

/** What a command is given: the tenant's layers, where they lie, and in which language to answer. */
export interface Work extends Loaded {
  lang: Locale;
  out: string | undefined;
  /** Only says what would be written. */
  isCheck: boolean;
  /** What follows the folder on the command line. */
  rest: string[];
  /** A report's values as options, by the keys of a test's `report:`. */
  report: Record<string, string>;
  terminal: Terminal;
}

const commands = {
  check,
  test,
  compile: compileCommand,
  effective: effectiveCommand,
  explain: explainCommand,
  diff: diffCommand,
  format: formatCommand,
};

/** The command line tool for bundles on disk; needs no server. Answers the exit code: 0 sound, 1 faults, 2 misuse. */
export async function runCf(args: string[], terminal: Terminal): Promise<number> {
  const parsed = readArgs(args);
  const lang: Locale = (parsed?.lang ?? terminal.locale).startsWith('zh') ? 'zh' : 'en';
  const misuse = (text: string) => {
    terminal.writeError(text);
    return 2;
  };
  if (!parsed || (parsed.lang !== undefined && !['zh', 'en'].includes(parsed.lang))) return misuse(texts[lang].usage);
  const [command, folder, ...rest] = parsed.positionals;
  if (command === undefined || folder === undefined || !Object.hasOwn(commands, command))
    return misuse(texts[lang].usage);
  const loaded = await loadTenant(folder);
  if (!('layers' in loaded)) return misuse(texts[lang].noTenant(folder, loaded.known, loaded.reason));
  const run = commands[command as keyof typeof commands];
  return run({ ...loaded, lang, out: parsed.out, isCheck: parsed.check, report: parsed.report, rest, terminal });
}

const reportKeys = ['at', 'process', 'kind', 'item', 'variant', 'location', 'reporter', 'channel'] as const;

interface Args {
  lang?: string;
  out?: string;
  check: boolean;
  report: Record<string, string>;
  positionals: string[];
}

function readArgs(args: string[]): Args | undefined {
  try {
    const ofReport = Object.fromEntries(reportKeys.map((key) => [key, { type: 'string' as const }]));
    const options = {
      lang: { type: 'string' },
      out: { type: 'string' },
      check: { type: 'boolean' },
      ...ofReport,
    } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { lang, out, check: isCheck = false, ...rest } = values;
    const report = rest as Record<string, string>;
    return {
      ...(lang !== undefined && { lang }),
      ...(out !== undefined && { out }),
      check: isCheck,
      report,
      positionals,
    };
  } catch {
    return undefined;
  }
}

function check(work: Work): number {
  const result = checkBundle(work.layers, { today: work.terminal.today });
  reportFaults(work, result.faults);
  work.terminal.write(texts[work.lang].summary(result.faults, result.testResults));
  return result.ok ? 0 : 1;
}

function test(work: Work): number {
  const result = checkBundle(work.layers, { today: work.terminal.today });
  if (!result.config) reportFaults(work, result.faults);
  else reportTests(work, result.testResults);
  work.terminal.write(texts[work.lang].summary(result.faults, result.testResults));
  return result.ok ? 0 : 1;
}
