import type { Budget, DurationUnit } from '#workflows/definition/calendar.ts';
import type { Locale } from '../fault.ts';

const units: Record<DurationUnit, readonly [en: string, zh: string]> = {
  seconds: ['second', '秒'],
  minutes: ['minute', '分钟'],
  hours: ['hour', '小时'],
  days: ['day', '天'],
  working_seconds: ['working second', '工作秒'],
  working_minutes: ['working minute', '工作分钟'],
  working_hours: ['working hour', '工作小时'],
  working_days: ['working day', '个工作日'],
};

/** `2 working hours`, `2 工作小时`. */
export function durationWords({ value, unit }: Budget, lang: Locale): string {
  const [en, zh] = units[unit];
  return lang === 'zh' ? `${value} ${zh}` : `${value} ${en}${value === 1 ? '' : 's'}`;
}

const largest = [
  [3600, 'hours'],
  [60, 'minutes'],
  [1, 'seconds'],
] as const;

/** `5400` → `1 hour 30 minutes`: a stretch of time that was measured, not one that was written. */
export function secondsWords(seconds: number, lang: Locale): string {
  let left = Math.round(seconds);
  const parts: string[] = [];
  for (const [size, unit] of largest) {
    const value = Math.floor(left / size);
    left -= value * size;
    if (value > 0) parts.push(durationWords({ value, unit }, lang));
  }
  return parts.join(' ') || durationWords({ value: 0, unit: 'seconds' }, lang);
}
