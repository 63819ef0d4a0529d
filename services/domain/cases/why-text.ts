import type { Budget, DurationUnit } from '#workflows/definition/calendar.ts';
import type { Rules } from '#workflows/engine/process/case-state.ts';
import type { Text } from '../problem.ts';
import type { WaitingItem } from './waiting-items.ts';

type About = Pick<WaitingItem, 'process' | 'deadline' | 'budget' | 'started_at' | 'due_at' | 'action'>;

/** Why something is due when it is: which clock, from when, how long. Labels are the tenant's, the rest is the reader's language. */
export function whyText(item: About, rules: Rules): Text {
  const process = rules.config.processes[item.process];
  const { budget, started_at: startedAt, due_at: dueAt } = item;
  if (item.deadline === null || budget === null || startedAt === null) {
    const title = process?.actions[item.action]?.title ?? item.action;
    return { en: `“${title}” is still to be done; no clock runs for it.`, zh: `“${title}”待办，不计时限。` };
  }
  const title = process?.deadlines.find((def) => def.name === item.deadline)?.title ?? item.deadline;
  const zone = rules.calendar.zone;
  const from = localTime(startedAt, zone);
  // A clock in seconds was not set as a span: it ends on the day that somebody named.
  if (budget.unit === 'seconds' && dueAt !== null) {
    const until = localTime(dueAt, zone);
    return { en: `“${title}” was agreed until ${until}.`, zh: `“${title}”至 ${until}。` };
  }
  const span = spanText(budget);
  return { en: `“${title}” within ${span.en} from ${from}.`, zh: `“${title}”自 ${from} 起 ${span.zh}内。` };
}

const unitWords: Record<DurationUnit, { en: string; zh: string }> = {
  seconds: { en: 'second', zh: '秒' },
  minutes: { en: 'minute', zh: '分钟' },
  hours: { en: 'hour', zh: '小时' },
  days: { en: 'day', zh: '天' },
  working_seconds: { en: 'second of office time', zh: '秒（工作时间）' },
  working_minutes: { en: 'minute of office time', zh: '分钟（工作时间）' },
  working_hours: { en: 'working hour', zh: '工作时' },
  working_days: { en: 'working day', zh: '个工作日' },
};

function spanText({ value, unit }: Budget): Text {
  const { en, zh } = unitWords[unit];
  const plural = value === 1 ? en : en.replace(/^(working )?(\w+)/, '$1$2s');
  return { en: `${value} ${plural}`, zh: `${value} ${zh}` };
}

/** `2026-11-23 09:00` on the tenant's own clock. */
function localTime(at: string, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at),
  );
}
