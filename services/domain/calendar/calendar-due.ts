import type { Budget, Calendar } from '#workflows/definition/calendar.ts';
import { addBudget, WorktimeError } from '#workflows/engine/worktime/index.ts';
import { formatInstant, parseInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import { invalid, type InputFault } from '../problem.ts';
import type { CalendarDueAnswer, CalendarDueInput } from './schema.ts';
import { traceEntry } from './trace-words.ts';

/** When a budget that starts at an instant is used up by the tenant's calendar in force, with every step; everyone signed in may ask. */
export async function calendarDue(ctx: Context, input: CalendarDueInput): Promise<CalendarDueAnswer> {
  const { config } = await ctx.inTenant(async (tx) => ctx.deps.configurations.active(tx, await ctx.deps.clock.now(tx)));
  const { zone } = config.calendar;
  const due = reckon(config.calendar, parseInstant(input.start)!, { value: input.value, unit: input.unit });
  return {
    dueAt: formatInstant(due.dueAt),
    provisional: due.provisional,
    trace: due.trace.map((step) => traceEntry(step, ctx.locale, zone)),
  };
}

function reckon(calendar: Calendar, start: number, budget: Budget) {
  try {
    return addBudget(calendar, start, budget, { trace: true });
  } catch (error) {
    const fault = error instanceof WorktimeError ? faultOf(error) : undefined;
    throw fault ? invalid([fault]) : error;
  }
}

function faultOf(error: WorktimeError): InputFault | undefined {
  switch (error.code) {
    case 'no_open_time':
      return {
        pointer: '/unit',
        in: 'query',
        detail: { en: 'The calendar has no office hours to count.', zh: '日历中没有可计的办公时间。' },
      };
    case 'too_far':
    case 'out_of_range':
      return {
        pointer: '/value',
        in: 'query',
        detail: { en: 'That is too far away to reckon; ask for less.', zh: '超出可推算的范围，请减小数值。' },
      };
    default:
      return undefined;
  }
}
