import { existsOn } from '#workflows/engine/index.ts';
import type { Context } from '../context.ts';
import { dayOf } from '../day.ts';
import { pageOf } from '../page.ts';
import type { ListUnitsInput, UnitList } from './schema.ts';

/** The org chart in force, as it stands on a day; everyone signed in may read it. */
export async function listUnits(ctx: Context, input: ListUnitsInput): Promise<UnitList> {
  return ctx.inTenant(async (tx) => {
    const now = await ctx.deps.clock.now(tx);
    const { config } = await ctx.deps.configurations.active(tx, now);
    const date = dayOf(config.calendar, input.at, now);
    const titles = new Map(config.org.levels.map((level) => [level.code, level.title]));
    const data = Object.values(config.org.units)
      .filter((unit) => existsOn(unit, date))
      .map(({ code, title, aliases, kind, level, parent }) => {
        return { code, title, aliases, kind, level, levelTitle: titles.get(level ?? '') ?? null, parent };
      });
    return pageOf(data, input);
  });
}
