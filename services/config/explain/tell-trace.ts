import type { ClosedReason, TraceStep } from '#workflows/engine/worktime/index.ts';
import type { Locale } from '../fault.ts';
import { secondsWords } from '../words/duration-words.ts';

type Rest = Extract<TraceStep, { kind: 'moved' }>['why'];

const reasons: Record<ClosedReason | Rest, readonly [en: string, zh: string]> = {
  weekend: ['weekend', '周末'],
  no_hours: ['no office hours', '不上班'],
  before_opening: ['before opening, so it counts from the opening', '还没到上班时间，从上班起算'],
  break: ['midday break, so it counts from the reopening', '午休，从下午上班起算'],
  after_closing: ['after closing, so it counts from the next opening', '已经下班，从下次上班起算'],
  day_off: ['a day off', '放假'],
};

/** `time`: an instant as the tenant's clock shows it, `2026-02-17 23:30`. */
export interface Clock {
  time: (at: number) => string;
}

/** One step on the way to a deadline, as one line. */
export function stepWords(step: TraceStep, { time }: Clock, lang: Locale): string {
  const zh = lang === 'zh';
  const why = (reason: keyof typeof reasons) => reasons[reason][zh ? 1 : 0];
  const provisional = 'provisional' in step ? (zh ? '，暂定' : ', provisional') : '';
  switch (step.kind) {
    case 'start':
      return zh ? `${time(step.at)} 起算` : `${time(step.at)} the clock starts`;
    case 'first_day':
      return zh ? `${step.date} 起算当日，不计入` : `${step.date} the day of the start is not counted`;
    case 'closed':
      return `${step.date} ${why(step.reason)}`;
    case 'day_off':
      return zh
        ? `${step.date} ${step.title}放假${provisional}（${step.source}）`
        : `${step.date} off, ${step.title}${provisional} (${step.source})`;
    case 'worked_weekend':
      return zh
        ? `${step.date} ${step.title}上班${provisional}（${step.source}）`
        : `${step.date} worked, ${step.title}${provisional} (${step.source})`;
    case 'spent': {
      const hours = `${step.date} ${time(step.from).slice(11)}–${time(step.to).slice(11)}`;
      return `${hours} ${zh ? '用去' : 'uses'} ${secondsWords(step.seconds, lang)}`;
    }
    case 'counted_day':
      return zh ? `${step.date} 第 ${step.n} 天` : `${step.date} day ${step.n}`;
    case 'run': {
      const time = step.seconds > 0 ? ` ${secondsWords(step.seconds, lang)}` : '';
      return zh
        ? `${step.from} 至 ${step.until} 共 ${step.days} 天${time && `，用去${time}`}`
        : `${step.from} to ${step.until} ${step.days} days${time && `, using${time}`}`;
    }
    case 'moved':
      return zh
        ? `${step.from} 是${why(step.why)}，顺延到 ${step.to}`
        : `${step.from} is ${why(step.why)}, so it moves on to ${step.to}`;
    case 'horizon':
      return zh
        ? `${step.date} 不在日历已定的范围内（${step.coveredFrom} 至 ${step.coveredUntil}），结果暂定`
        : `${step.date} lies outside what the calendar covers (${step.coveredFrom} to ${step.coveredUntil}), so the result is provisional`;
    case 'due':
      return zh ? `${time(step.at)} 到期` : `${time(step.at)} due`;
  }
}
