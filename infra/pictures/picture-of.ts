import type { Calendar } from '#workflows/definition/calendar.ts';
import {
  addBudget,
  dateOf,
  endOfDate,
  instantOf,
  isOpen,
  remainingOf,
  resumeFrom,
  type TraceStep,
} from '#workflows/engine/worktime/index.ts';
import type { Example } from './examples.ts';
import type { Day, Timeline } from './timeline.ts';

type Span = [from: number, to: number];
interface Stretch {
  from: number;
  to: number;
}

const hourMs = 3_600_000;
const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/** An example as the engine counts it: everything in the picture is read from its traces. */
export function pictureOf(calendar: Calendar, example: Example): Timeline & { dueAt: number } {
  const at = (text: string) => instantOf(calendar, text.slice(0, 10), text.slice(11));
  const start = at(example.start);
  const whole = addBudget(calendar, start, example.budget, { trace: true });
  const pause = example.pause && { from: at(example.pause.from), to: at(example.pause.to) };
  const rest =
    pause &&
    resumeFrom(calendar, remainingOf(calendar, { budget: example.budget, ...whole }, pause.from), pause.to, {
      trace: true,
    });
  const { dueAt } = rest ?? whole;
  const trace = [...whole.trace, ...(rest?.trace ?? [])];
  const counted = trace
    .flatMap((step) => (step.kind === 'spent' ? [{ from: step.from, to: step.to }] : []))
    .flatMap((span) => cutAtPause(span, pause, rest !== undefined));
  const isPlain = ['hours', 'minutes', 'seconds'].includes(example.budget.unit);
  const facts: Facts = {
    calendar,
    trace,
    counted: isPlain ? [{ from: start, to: dueAt }] : counted,
    pause,
    start,
    dueAt,
  };
  return {
    title: example.title,
    year: example.start.slice(0, 4),
    days: daysFrom(facts).map((date) => dayOf(facts, date)),
    dueAt,
  };
}

interface Facts {
  calendar: Calendar;
  trace: TraceStep[];
  counted: Stretch[];
  pause: Stretch | undefined;
  start: number;
  dueAt: number;
}

/** What the whole budget would have used after the pause began was never used. */
function cutAtPause(span: Stretch, pause: Stretch | undefined, isStopped: boolean): Stretch[] {
  if (!pause || !isStopped || span.from >= pause.to) return [span];
  return span.from < pause.from ? [{ from: span.from, to: Math.min(span.to, pause.from) }] : [];
}

function daysFrom({ calendar, start, dueAt }: Facts): string[] {
  const dates: string[] = [];
  for (let date = dateOf(calendar, start); ; date = dateOf(calendar, endOfDate(calendar, date))) {
    dates.push(date);
    if (endOfDate(calendar, date) >= dueAt) return dates;
  }
}

function dayOf(facts: Facts, date: string): Day {
  const { calendar, trace, counted, pause, start, dueAt } = facts;
  const midnight = instantOf(calendar, date, '00:00');
  const hours = (spans: Stretch[]) => spans.map((span) => hoursOf(span, midnight)).filter(([from, to]) => from < to);
  const marks: (Day['marks'][number] | undefined)[] = [
    markOf(start, '开始', 'start'),
    pause && markOf(pause.from, '暂停', 'pause'),
    pause && markOf(pause.to, '恢复', 'resume'),
    markOf(dueAt, '到期', 'due'),
  ];
  function markOf(at: number, text: string, kind: Day['marks'][number]['kind']) {
    const hour = (at - midnight) / hourMs;
    // what is due at 24:00 belongs to the day that ends
    const isHere = kind === 'due' ? hour > 0 && hour <= 24 : hour >= 0 && hour < 24;
    return isHere ? { at: hour, text: `${text} ${clock(hour)}`, kind } : undefined;
  }
  const steps = trace.filter((step) => 'date' in step && step.date === date);
  return {
    label: `${date.slice(5)} 周${weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]}`,
    note: noteOf(facts, steps, date),
    kind: kindOf(facts, steps, date),
    open: openHours(calendar, midnight),
    spent: hours(counted),
    paused: pause ? hours([pause]) : [],
    marks: marks.filter((mark) => mark !== undefined),
  };
}

function hoursOf({ from, to }: Stretch, midnight: number): Span {
  const hour = (at: number) => Math.min(24, Math.max(0, (at - midnight) / hourMs));
  return [hour(from), hour(to)];
}

function clock(hour: number): string {
  const minutes = Math.round(hour * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Asked every quarter of an hour, which is as fine as office hours are drawn. */
function openHours(calendar: Calendar, midnight: number): Span[] {
  const spans: Span[] = [];
  for (let quarter = 0; quarter < 96; quarter += 1) {
    if (!isOpen(calendar, midnight + quarter * (hourMs / 4))) continue;
    const last = spans.at(-1);
    if (last?.[1] === quarter / 4) last[1] += 0.25;
    else spans.push([quarter / 4, quarter / 4 + 0.25]);
  }
  return spans;
}

function noteOf({ calendar, trace }: Facts, steps: TraceStep[], date: string): string {
  const notes = steps.flatMap((step) => {
    if (step.kind === 'first_day') return ['当天不计'];
    return step.kind === 'counted_day' ? [`第 ${step.n} 天`] : [];
  });
  const off = calendar.daysOff.find((day) => day.date === date);
  const worked = calendar.daysWorked.find((day) => day.date === date);
  if (worked) notes.push(worked.title);
  else if (off) notes.push(`${off.title}放假`);
  const run = trace.find((step) => step.kind === 'run' && step.from <= date && date <= step.until);
  if (run?.kind === 'run') notes.push(`第 ${1 + (Date.parse(date) - Date.parse(run.from)) / (24 * hourMs)} 天`);
  if (trace.some((step) => step.kind === 'moved' && step.from === date)) notes.push('顺延');
  return [...new Set(notes)].join('，');
}

function kindOf({ calendar }: Facts, steps: TraceStep[], date: string): Day['kind'] {
  if (calendar.daysWorked.some((day) => day.date === date)) return 'worked';
  if (calendar.daysOff.some((day) => day.date === date)) return 'off';
  const isClosed = openHours(calendar, instantOf(calendar, date, '00:00')).length === 0;
  return isClosed || steps.some((step) => step.kind === 'closed' && step.reason === 'weekend') ? 'weekend' : 'working';
}
