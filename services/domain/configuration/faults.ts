import { isFaultCode } from '#services/config/fault-texts.ts';
import { describeFault, placeName, type Fault, type Locale } from '#services/config/index.ts';
import { Problem } from '../problem.ts';
import { maxBundleBytes, type ConfigFault } from './schema.ts';

/** In the reader's language; what a version has kept may carry a code that this program no longer knows. */
export function faultsOut(faults: readonly Fault[], tenant: string, locale: Locale): ConfigFault[] {
  return faults.map((fault) => {
    const { severity, code, line, column } = fault;
    const told = isFaultCode(code) ? describeFault(fault, locale) : { message: String(code), remedy: '' };
    return { severity, code, file: placeName(fault, tenant), line, column, message: told.message, remedy: told.remedy };
  });
}

export function isSound(faults: readonly Fault[]): boolean {
  return !faults.some(({ severity }) => severity === 'error');
}

export function hasFaults(faults: readonly Fault[], tenant: string, locale: Locale): Problem {
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  return new Problem(
    'config/has-faults',
    {
      en: `The bundle has ${errors} ${errors === 1 ? 'error' : 'errors'}, see “faults”. Nothing was changed.`,
      zh: `配置中有 ${errors} 个错误，见 faults。未作任何更改。`,
    },
    { faults: faultsOut(faults, tenant, locale) },
  );
}

/** 413 for more than the files of any county come to. */
export function requireBundleSize(files: Record<string, string>): void {
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes <= maxBundleBytes) return;
  const megabytes = Math.round(maxBundleBytes / 1024 / 1024);
  throw new Problem('too-large', {
    en: `All files together may have at most ${megabytes} MB.`,
    zh: `全部文件合计至多 ${megabytes} MB。`,
  });
}
