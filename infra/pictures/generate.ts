import { compileBundle, layersOf, loadTenantsDir } from '#services/config/index.ts';
import type { Calendar } from '#workflows/definition/calendar.ts';
import { examples } from './examples.ts';
import { pictureOf } from './picture-of.ts';
import { drawTimeline } from './timeline.ts';

/** The pictures of the guide on working time, counted by the engine under the country's own calendar. */
export async function generate(write: (path: string, text: string) => Promise<void>): Promise<void> {
  const calendar = await countryCalendar();
  for (const example of examples)
    await write(`docs/guides/pictures/${example.name}.svg`, drawTimeline(pictureOf(calendar, example)));
}

export async function countryCalendar(): Promise<Calendar> {
  const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);
  const root = [...tenants.values()].find((tenant) => tenant.extends === undefined);
  const config = root && compileBundle(layersOf(tenants, root.code)).config;
  if (!config) throw new Error('no tenant stands at the top of the others and compiles');
  return config.calendar;
}
