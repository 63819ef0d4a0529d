import { describeFault, type Fault, type TestResult } from '#services/config/index.ts';
import type { Work } from './run-cf.ts';
import { texts } from './texts.ts';

/** Like a compiler: `file:line:column severity code message`, the remedy below. */
export function reportFaults({ tenantsDir, lang, terminal }: Work, faults: Fault[]): void {
  for (const fault of faults) {
    const { tenant, file, line, column, severity, code, message, remedy } = describeFault(fault, lang);
    terminal.write(
      `${tenantsDir}/${tenant}/${file}:${line}:${column} ${texts[lang].severity[severity]} ${code} ${message}`,
    );
    terminal.write(`  ${remedy}`);
  }
}

export function reportTests(work: Work, results: TestResult[]): void {
  for (const { file, line, name, ok, faults } of results) {
    work.terminal.write(`${ok ? '✓' : '✗'} ${name}  ${work.tenantsDir}/${work.tenant}/${file}:${line}`);
    reportFaults(work, faults);
  }
}
