import type { CaseEvent, CaseSnapshot } from '#services/domain/cases/schema.ts';
import { alignColumns } from './columns.ts';
import { detailOf, type Names } from './event-detail.ts';
import { localTime, spanOf } from './local-time.ts';
import { wordOf } from './words.ts';

export interface TimelineOptions extends Names {
  zone: string;
}

type Deadline = CaseSnapshot['deadlines'][number];

/** One case as a person reads it: a heading, what happened and by whom, then every clock with what became of it. */
export function timelineOf(found: CaseSnapshot, events: readonly CaseEvent[], options: TimelineOptions): string {
  const zh = options.language === 'zh';
  const history = alignColumns([
    zh ? ['当地时间', '环节', '事件', '经办', '说明'] : ['local time', 'step', 'what', 'by whom', 'details'],
    ...events.map((event) => eventRow(event, options)),
  ]);
  const clocks = alignColumns([
    zh ? ['时限', '单位', '轮次', '期限', '截止', '结果'] : ['deadline', 'unit', 'round', 'budget', 'due', 'result'],
    ...found.deadlines.map((deadline) => deadlineRow(deadline, options)),
  ]);
  const rule = '─'.repeat(78);
  const lines = [headingOf(found, options), rule, ...history, '', ...clocks];
  return lines.join('\n');
}

function headingOf(found: CaseSnapshot, { language }: TimelineOptions): string {
  const zh = language === 'zh';
  const state = zh ? found.stateTitle : found.state;
  const outcome = found.outcome ? ` (${wordOf('outcomes', found.outcome, language)})` : '';
  const round = zh ? `第 ${found.round} 轮` : `round ${found.round}`;
  return [found.number, found.item?.title, state + outcome, round].filter(Boolean).join('  ');
}

function eventRow(event: CaseEvent, options: TimelineOptions): string[] {
  return [
    localTime(event.at, options.zone),
    wordOf('steps', event.step, options.language),
    wordOf('events', event.type, options.language),
    whoOf(event, options),
    detailOf(event, options),
  ];
}

/** An officer is known by the unit, the centre by its role; of others both say something. */
function whoOf({ actor: { role, unit } }: CaseEvent, options: TimelineOptions): string {
  const word = wordOf('roles', role, options.language);
  if (unit === null || role === 'centre') return word;
  return role === 'officer' ? options.unit(unit) : `${word} ${options.unit(unit)}`;
}

function deadlineRow(deadline: Deadline, options: TimelineOptions): string[] {
  const { language, zone, unit } = options;
  return [
    wordOf('deadlines', deadline.name, language),
    deadline.unit === null ? '' : unit(deadline.unit),
    String(deadline.round),
    `${deadline.budget.value} ${wordOf('units', deadline.budget.unit, language)}`,
    deadline.dueAt === null ? '–' : localTime(deadline.dueAt, zone),
    resultOf(deadline, options),
  ];
}

function resultOf({ state, dueAt, endedAt }: Deadline, { language }: TimelineOptions): string {
  const word = wordOf('deadlineStates', state, language);
  if ((state !== 'met' && state !== 'breached') || dueAt === null || endedAt === null) return word;
  const spareMs = Date.parse(dueAt) - Date.parse(endedAt);
  const span = spanOf(spareMs, language);
  if (spareMs >= 0) return language === 'zh' ? `${word}，提前 ${span}` : `${word}, ${span} to spare`;
  return language === 'zh' ? `${word}，迟 ${span}` : `${word}, ${span} late`;
}
