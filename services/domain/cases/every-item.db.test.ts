import { expect, test } from 'vitest';
import { SimulateInput } from './simulate.schema.ts';
import { simulate } from './simulate.ts';
import { aCounty, report } from './testing.ts';

test.each([
  ['by day', '2026-03-10T10:00:00+08:00'],
  ['by night', '2026-03-10T23:30:00+08:00'],
  ['on a holiday', '2026-10-03T10:00:00+08:00'],
])('each item of the catalogue, really reported %s, goes where it is said to go', async (_, at) => {
  const county = await aCounty({ at: Date.parse(at) });
  const [worker, centre] = [await county.person('grid-worker'), await county.person('centre')];
  const items = Object.keys(county.config.catalogue.at(-1)?.items ?? {});
  expect(items).toHaveLength(80);
  for (const item of items) {
    const opened = await report(worker, { item });
    const place = { unit: 'dongfeng-xinggong' };
    const asked = { item, location: place, channel: opened.channel, at: opened.createdAt };
    expect(await simulate(centre, SimulateInput.parse(asked))).toEqual({
      lead: opened.lead,
      assist: opened.tracks.filter(({ role }) => role === 'assist').map(({ unit, title }) => ({ unit, title })),
      routing: opened.routing,
      urgency: opened.urgency,
      deadlines: opened.deadlines.map(({ name, unit, budget, startedAt, dueAt, provisional }) => {
        return { name, unit, budget, startedAt, dueAt, provisional };
      }),
    });
  }
});
