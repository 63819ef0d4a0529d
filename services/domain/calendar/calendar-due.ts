import type { Budget, Calendar } from '#workflows/definition/calendar.ts';
import { addBudget } from '#workflows/engine/worktime/index.ts';
import { formatInstant, parseInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import { outOfReach } from './out-of-reach.ts';
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
    throw (
      outOfReach(error, ({ code }) => ({ pointer: code === 'no_open_time' ? '/unit' : '/value', in: 'query' })) ?? error
    );
  }
}
