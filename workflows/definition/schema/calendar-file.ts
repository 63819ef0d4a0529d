import { z } from 'zod';

import { about, Code, Day, DayOfYear, Days, Span, Title } from './scalars.ts';

const spans = z.array(Span);
const withdrawn = z
  .literal(true)
  .optional()
  .meta(about('Switches off what a layer above wrote.', '停用上级写的这一条'));
const provisional = z.literal(true).optional().meta(about('Not announced yet.', '暂定，尚未公布'));

const Hours = z
  .strictObject({
    weekdays: spans.optional().meta(about('Monday to Friday.', '周一至周五', ['08:00-12:00', '14:00-18:00'])),
    mon: spans.optional(),
    tue: spans.optional(),
    wed: spans.optional(),
    thu: spans.optional(),
    fri: spans.optional(),
    sat: spans.optional(),
    sun: spans.optional(),
  })
  .meta(about('Office hours; a named day wins over `weekdays`.', '上班时间；单写某天的以那天为准'));

const SeasonEntry = z.strictObject({
  code: Code,
  title: Title.optional(),
  from: DayOfYear.optional(),
  to: DayOfYear.optional(),
  hours: Hours.optional(),
  withdrawn,
});

const DayOffEntry = z.strictObject({ date: Days, title: Title.optional(), provisional, withdrawn });
const DayWorkedEntry = z.strictObject({
  date: Days,
  title: Title.optional(),
  provisional,
  hours: spans.optional(),
  withdrawn,
});

export const CalendarFile = z
  .strictObject({
    covered_from: Day.optional().meta(about('First day that is known.', '从哪天起已知')),
    covered_until: Day.optional().meta(
      about('Last day that is known; deadlines beyond it are provisional.', '已知到哪天，之后的时限为暂定'),
    ),
    seasons: z.array(SeasonEntry).optional().meta(about('Office hours by season.', '分时段的上班时间')),
    days_off: z.array(DayOffEntry).optional().meta(about('Days off.', '放假的日子')),
    days_worked: z.array(DayWorkedEntry).optional().meta(about('Weekend days worked.', '调休上班的日子')),
  })
  .meta({ title: 'calendar.yaml', ...about('Office hours, days off and worked weekends.', '上班时间、放假和调休') });
export type CalendarFile = z.infer<typeof CalendarFile>;
