import { expect, test } from 'vitest';
import { hashEvent } from './event-hash.ts';
import { getCase } from './get-case.ts';
import { listCaseEvents } from './list-case-events.ts';
import { act, aCounty, aPhoto, handle, report } from './testing.ts';

test('a whistle goes through its six steps, and its history tells all of them', async () => {
  const county = await aCounty();
  const [worker, unit, centre] = await Promise.all(
    ['grid-worker', 'chengguan', 'centre'].map((name) => county.person(name)),
  );
  const photo = await aPhoto(worker!);
  const reporter = { name: '王芳', phone: '13844510012' };
  const opened = await report(worker!, { photos: [photo], reporter });
  expect(opened).toMatchObject({ state: 'dispatched', lead: { unit: 'chengguan' }, flags: [], urgency: 'urgent' });
  expect(opened.reporter).toEqual({ type: 'grid_worker', name: '王*', phone: '138****0012', secret: false });
  expect(opened.number).toMatch(/-20261123-00001$/);

  const seenByUnit = await getCase(unit!, { caseId: opened.id });
  expect(seenByUnit.offered.map((choice) => choice.action)).toEqual(['comment', 'sign', 'request_return']);
  expect((await act(unit!, opened, 'sign')).state).toBe('handling');
  await act(unit!, opened, 'contact', { how: 'phone', reached: true });
  const signed = await getCase(centre!, { caseId: opened.id });
  expect((await handle(county, signed)).state).toBe('checking');
  expect((await act(centre!, opened, 'verify')).state).toBe('evaluating');
  const closed = await act(worker!, opened, 'evaluate', { solved: true, satisfaction: 'satisfied' });
  expect(closed).toMatchObject({ state: 'closed', outcome: 'solved', offered: [] });
  expect(closed.deadlines.filter((deadline) => ['running', 'paused'].includes(deadline.state))).toEqual([]);

  const { data } = await listCaseEvents(centre!, { caseId: opened.id });
  expect(data.map((event) => event.type)).toEqual(
    expect.arrayContaining([
      'reported',
      'accepted',
      'dispatched',
      'signed',
      'arrived',
      'submitted',
      'verified',
      'evaluated',
    ]),
  );
  expect(new Set(data.map((event) => event.step))).toEqual(
    new Set(['report', 'accept', 'dispatch', 'handle', 'finish', 'evaluate']),
  );
  expect(data.map((event) => event.seq)).toEqual(data.map((_, i) => i + 1));
  expect(closed.seq).toBe(data.length);
  expect(JSON.stringify(data)).not.toMatch(/王芳|13844510012|兴工路/);
  let previous: string | null = null;
  for (const { hash, at, dueAt, ...event } of data) {
    const content = {
      ...event,
      form: event.form ?? 1,
      caseId: opened.id,
      at: Date.parse(at),
      dueAt: dueAt === undefined ? null : Date.parse(dueAt),
    };
    expect(hash).toBe(hashEvent(content, previous));
    previous = hash;
  }
});
