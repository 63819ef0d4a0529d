import type { Budget } from '#workflows/definition/calendar.ts';

/** What the guide on working time shows: a budget, when it starts, and whether it is stopped on the way. */
export interface Example {
  name: string;
  title: string;
  start: string;
  budget: Budget;
  pause?: { from: string; to: string };
}

export const examples: Example[] = [
  {
    name: 'hours',
    title: '2 hours：连续小时，夜间和节假日也算',
    start: '2026-02-17 23:30',
    budget: { value: 2, unit: 'hours' },
  },
  {
    name: 'noon',
    title: '3 working_hours：午休不算',
    start: '2026-03-10 11:00',
    budget: { value: 3, unit: 'working_hours' },
  },
  {
    name: 'night',
    title: '4 working_hours：下班后收到的，从第二天上班起算',
    start: '2026-03-10 20:00',
    budget: { value: 4, unit: 'working_hours' },
  },
  {
    name: 'holiday',
    title: '4 working_hours：跨过放假',
    start: '2026-04-30 17:00',
    budget: { value: 4, unit: 'working_hours' },
  },
  {
    name: 'working-days',
    title: '3 working_days：当天不算，到第 3 个工作日下班',
    start: '2026-04-30 10:00',
    budget: { value: 3, unit: 'working_days' },
  },
  {
    name: 'worked-weekend',
    title: '1 working_days：调休的周六也是工作日',
    start: '2026-02-13 15:00',
    budget: { value: 1, unit: 'working_days' },
  },
  {
    name: 'days',
    title: '7 days：自然日，最后一天遇放假顺延',
    start: '2026-04-24 09:00',
    budget: { value: 7, unit: 'days' },
  },
  {
    name: 'pause',
    title: '4 working_hours：退回确权时暂停，恢复后用剩下的',
    start: '2026-03-10 09:00',
    budget: { value: 4, unit: 'working_hours' },
    pause: { from: '2026-03-10 10:30', to: '2026-03-11 15:00' },
  },
];
