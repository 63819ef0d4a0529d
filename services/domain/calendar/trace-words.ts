import type { TraceStep } from '#workflows/engine/worktime/index.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Text } from '../problem.ts';
import type { TraceEntry } from './schema.ts';

/** A step of the engine's trace as the API shows it; local times in its words are of the tenant's zone. */
export function traceEntry(step: TraceStep, locale: 'zh' | 'en', zone: string): TraceEntry {
  const text = wordsOf(step, localTimes(zone))[locale];
  switch (step.kind) {
    case 'start':
    case 'due':
      return { ...step, at: formatInstant(step.at), text };
    case 'spent':
      return { ...step, from: formatInstant(step.from), to: formatInstant(step.to), text };
    case 'day_off':
    case 'worked_weekend':
      return { ...step, provisional: step.provisional ?? false, text };
    default:
      return { ...step, text };
  }
}

const closed: Record<Extract<TraceStep, { kind: 'closed' }>['reason'], Text> = {
  weekend: { en: 'weekend', zh: '周末' },
  no_hours: { en: 'no office hours', zh: '当日不办公' },
  before_opening: { en: 'before opening', zh: '未到上班时间' },
  break: { en: 'midday break', zh: '午休' },
  after_closing: { en: 'after closing', zh: '已过下班时间' },
};

const moved = { weekend: closed.weekend, no_hours: closed.no_hours, day_off: { en: 'day off', zh: '放假' } };

function wordsOf(step: TraceStep, local: LocalTimes): Text {
  switch (step.kind) {
    case 'start':
      return { en: `starts ${local.full(step.at)}`, zh: `起算 ${local.full(step.at)}` };
    case 'first_day':
      return { en: `${step.date} is the day of the start and not counted`, zh: `${step.date} 为起算当日，不计入` };
    case 'closed':
      return { en: `${step.date} ${closed[step.reason].en}`, zh: `${step.date} ${closed[step.reason].zh}` };
    case 'day_off':
      return { en: `${step.date} day off: ${step.title}`, zh: `${step.date} 放假：${step.title}` };
    case 'worked_weekend':
      return { en: `${step.date} worked: ${step.title}`, zh: `${step.date} 上班：${step.title}` };
    case 'spent': {
      const span = `${local.time(step.from)}–${local.time(step.to)}`;
      return {
        en: `${step.date} ${span}, ${spanEn(step.seconds)}`,
        zh: `${step.date} ${span}，计 ${spanZh(step.seconds)}`,
      };
    }
    case 'counted_day':
      return { en: `${step.date} is day ${step.n}`, zh: `${step.date} 为第 ${step.n} 日` };
    case 'run':
      return {
        en: `${step.from} to ${step.until}: ${step.days} days${step.seconds > 0 ? `, ${spanEn(step.seconds)}` : ''}`,
        zh: `${step.from} 至 ${step.until}：${step.days} 日${step.seconds > 0 ? `，计 ${spanZh(step.seconds)}` : ''}`,
      };
    case 'moved':
      return {
        en: `moves from ${step.from} (${moved[step.why].en}) to ${step.to}`,
        zh: `${step.from} 为${moved[step.why].zh}，顺延至 ${step.to}`,
      };
    case 'horizon':
      return {
        en: `${step.date} is not covered by the calendar (${step.coveredFrom} to ${step.coveredUntil}): provisional`,
        zh: `${step.date} 不在日历覆盖范围（${step.coveredFrom} 至 ${step.coveredUntil}）内，结果为暂定`,
      };
    case 'due':
      return { en: `due ${local.full(step.at)}`, zh: `到期 ${local.full(step.at)}` };
  }
}

interface LocalTimes {
  full(at: number): string;
  time(at: number): string;
}

function localTimes(zone: string): LocalTimes {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const full = (at: number) => format.format(at).replace(/:00$/, '');
  return { full, time: (at) => full(at).slice(11) };
}

function spanEn(seconds: number): string {
  return parts(seconds)
    .map(([amount, unit]) => `${amount} ${{ h: 'h', m: 'min', s: 's' }[unit]}`)
    .join(' ');
}

function spanZh(seconds: number): string {
  return parts(seconds)
    .map(([amount, unit]) => `${amount} ${{ h: '小时', m: '分', s: '秒' }[unit]}`)
    .join(' ');
}

function parts(seconds: number): [number, 'h' | 'm' | 's'][] {
  const all: [number, 'h' | 'm' | 's'][] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ];
  const some = all.filter(([amount]) => amount > 0);
  return some.length > 0 ? some : [[0, 's']];
}
