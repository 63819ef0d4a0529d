import type { Calendar, DayOff } from '#workflows/definition/calendar.ts';
import { withCode } from '../words/names.ts';
import { byCode, diffEntries } from './diff-entries.ts';
import type { Sides } from './value-words.ts';

/** Days that came off or are worked, hours and seasons, and how far the calendar reaches. */
export function diffCalendar(sides: Sides): string[] {
  const { lang } = sides;
  const [before, after] = [sides.before.calendar, sides.after.calendar];
  const zh = lang === 'zh';
  const reach = ({ coveredFrom, coveredUntil }: Calendar) =>
    zh ? `${coveredFrom} 至 ${coveredUntil}` : `${coveredFrom} to ${coveredUntil}`;
  const lines =
    reach(before) === reach(after) ? [] : [`${zh ? '日历覆盖：' : 'covers: '}${reach(before)} → ${reach(after)}`];
  lines.push(
    ...diffDays(zh, zh ? '放假' : 'days off', before.daysOff, after.daysOff),
    ...diffDays(zh, zh ? '调休上班' : 'days worked', before.daysWorked, after.daysWorked),
  );
  lines.push(
    ...diffEntries(sides, byCode(before.seasons), byCode(after.seasons), ({ title, code }) =>
      withCode(title, code, lang),
    ),
  );
  return lines;
}

function diffDays(zh: boolean, what: string, before: DayOff[], after: DayOff[]): string[] {
  const text = ({ source: _source, ...day }: DayOff) => JSON.stringify(day);
  const [old, now] = [new Set(before.map(text)), new Set(after.map(text))];
  const gone = runsOf(before.filter((day) => !now.has(text(day))));
  const come = runsOf(after.filter((day) => !old.has(text(day))));
  const say = (verb: string, run: DayOff[]) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return '';
    const dates = first === last ? first.date : zh ? `${first.date} 至 ${last.date}` : `${first.date} to ${last.date}`;
    return `${verb}${dates} ${first.title}${first.provisional ? (zh ? '（暂定）' : ' (provisional)') : ''}`;
  };
  return [
    ...come.map((run) => say(zh ? `增加${what}：` : `${what} added: `, run)),
    ...gone.map((run) => say(zh ? `去掉${what}：` : `${what} removed: `, run)),
  ];
}

/** Days that follow one another under the same title, as people say them. */
function runsOf(days: DayOff[]): DayOff[][] {
  const runs: DayOff[][] = [];
  for (const day of days.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const last = runs.at(-1)?.at(-1);
    const follows = last && Date.parse(day.date) - Date.parse(last.date) === 86_400_000;
    if (follows && last.title === day.title && last.provisional === day.provisional) runs.at(-1)?.push(day);
    else runs.push([day]);
  }
  return runs;
}
