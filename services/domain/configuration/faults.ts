import { isFaultCode } from '#services/config/fault-texts.ts';
import { describeFault, placeName, type Fault, type Locale } from '#services/config/index.ts';
import { mostFaults, Problem, shortened } from '../problem.ts';
import { maxBundleBytes, type ConfigFault } from './schema.ts';

/** As they are told: in the reader's language, of very many the first, errors before warnings; `more` counts the others. */
export function faultsOut(
  faults: readonly Fault[],
  tenant: string,
  locale: Locale,
): { faults: ConfigFault[]; more: number } {
  const told = errorsFirst(faults, mostFaults);
  return { faults: told.map((fault) => faultOut(fault, tenant, locale)), more: faults.length - told.length };
}

/** In their own order, unless they are so many that a warning would keep an error out. */
export function errorsFirst(faults: readonly Fault[], most: number): readonly Fault[] {
  if (faults.length <= most) return faults;
  const isError = ({ severity }: Fault) => severity === 'error';
  return [...faults.filter(isError), ...faults.filter((fault) => !isError(fault))].slice(0, most);
}

/** What a version has kept may carry a code that this program no longer knows. */
function faultOut(fault: Fault, tenant: string, locale: Locale): ConfigFault {
  const { severity, code, line, column } = fault;
  const told = isFaultCode(code) ? describeFault(fault, locale) : { message: String(code), remedy: '' };
  const file = shortened(placeName(fault, tenant), 300);
  const [message, remedy] = [shortened(told.message, 1_000), shortened(told.remedy, 1_000)];
  return { severity, code, file, line, column, message, remedy };
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
    faultsOut(faults, tenant, locale),
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
