import type { FaultParams } from '../fault.ts';

type Size = 'minutes' | 'hours' | 'days';

/** How people write a unit of time; `工作` or `working` before it says that only office hours count. */
const sizes: [words: RegExp, size: Size][] = [
  [/^(分钟?|min(ute)?s?)$/i, 'minutes'],
  [/^(个?小时|个?钟头?|时|h|hrs?|hours?)$/i, 'hours'],
  [/^(天|日|d|days?)$/i, 'days'],
];
const working = /^个?(工作|working|work|business)[ _-]*/i;
const numerals = '零一二三四五六七八九十';

/**
 * What was meant by a duration in other words: `plain` counts nights and days off, `working` office hours only. Both
 * where the words leave it open, as `2小时` does; nothing where no number or no unit of time can be made out.
 */
export function durationHint(text: string): FaultParams {
  const [, digits, numeral, rest = ''] = /^\s*(?:(\d{1,6})|([一二两三四五六七八九十]))\s*(.*?)\s*$/u.exec(text) ?? [];
  const value = digits === undefined ? numerals.indexOf((numeral ?? '').replace('两', '二')) : Number(digits);
  if (!(digits || numeral) || value < 1) return {};
  const unit = rest.replace(working, '');
  const size = sizes.find(([words]) => words.test(unit))?.[1] ?? (rest === '' ? 'hours' : undefined);
  if (!size) return {};
  const only = { working: `${value} working_${size}` };
  return unit === rest ? { plain: `${value} ${size}`, ...only } : only;
}
