import type { Language, Text } from './language.ts';

/** Wall clock of the county: `11-24 18:38:10`; the year is in the case's number. */
export function localTime(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

const units: [seconds: number, text: Text][] = [
  [86_400, { zh: '天', en: 'd' }],
  [3_600, { zh: '小时', en: 'h' }],
  [60, { zh: '分钟', en: 'min' }],
  [1, { zh: '秒', en: 's' }],
];

/** The two largest units that say something: `1 h 59 min`, `2 天 3 小时`. */
export function spanOf(ms: number, language: Language): string {
  let rest = Math.round(Math.abs(ms) / 1000);
  const shown: string[] = [];
  for (const [seconds, text] of units) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) shown.push(`${count} ${text[language]}`);
    else if (shown.length > 0) break;
    if (shown.length === 2) break;
  }
  return shown.join(' ') || `0 ${language === 'zh' ? '秒' : 's'}`;
}
