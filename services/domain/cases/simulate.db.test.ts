import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { SimulateInput } from './simulate.schema.ts';
import { simulate } from './simulate.ts';
import { aCounty, report, rowCounts } from './testing.ts';

const asked = (changes: Record<string, unknown> = {}) =>
  SimulateInput.parse({
    item: 'E03',
    location: { unit: 'dongfeng-xinggong' },
    channel: 'grid_app',
    at: '2026-11-23T09:00:00+08:00',
    ...changes,
  });

test('says what a real report at that instant comes to, and writes nothing', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  const before = await rowCounts(county);
  const answer = await simulate(await county.person('centre'), asked({ at: opened.createdAt }));
  expect(answer).toEqual({
    lead: opened.lead,
    assist: opened.tracks.filter((track) => track.role === 'assist').map(({ unit, title }) => ({ unit, title })),
    routing: opened.routing,
    urgency: opened.urgency,
    deadlines: opened.deadlines.map(({ name, unit, budget, startedAt, dueAt, provisional }) => {
      // A clock that has ended by now ran at first to an instant that the snapshot no longer tells.
      return { name, unit, budget, startedAt, dueAt, provisional };
    }),
  });
  expect(await rowCounts(county)).toEqual(before);
});

test('an instant before the first publication is judged by the present configuration', async () => {
  const county = await aCounty();
  const answer = await simulate(await county.person('admin'), asked({ at: '2022-05-10T09:00:00+08:00' }));
  expect(answer.lead).toEqual({ unit: 'chengguan', title: '城管执法局' });
});

test('tells all faults, and which version there is not', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const wrong = asked({ item: 'E99', location: { unit: 'nowhere' } });
  const refused = (await simulate(centre, wrong).catch((error: unknown) => error)) as Problem;
  expect(refused.extra.errors!.map((fault) => fault.pointer).sort()).toEqual(['/item', '/location/unit']);
  await expect(simulate(centre, asked({ configVersion: 77 }))).rejects.toMatchObject({
    extra: { errors: [{ pointer: '/configVersion' }] },
  });
});

test('is for the centre and for administrators of the configuration', async () => {
  const county = await aCounty();
  for (const name of ['grid-worker', 'chengguan', 'auditor'])
    await expect(simulate(await county.person(name), asked())).rejects.toMatchObject({ code: 'forbidden' });
});
