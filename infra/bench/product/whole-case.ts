import { makePhoto } from '#services/cli/demo/photo.ts';
import type { House } from '../house/house.ts';
import type { Timed } from '../load/drive.ts';
import { createDesk, type Desk } from './desk.ts';

/** Who takes part in a case of the bench, and what they report. */
export interface Cast {
  reporter: Desk;
  officer: Desk;
  centre: Desk;
  report: object;
  /** A photo of the officer's own, which shows what was done. */
  photo: string;
}

interface Item {
  code: string;
  lead: { unit: string } | null;
  assist: object[];
}

/** The county's people, and an item that one department handles alone. */
export async function castOf({ apiUrl, people, tokenOf }: House, county: string): Promise<Cast> {
  const as = async (name: string) => createDesk(apiUrl, await tokenOf(`${county}/${name}`));
  const reporter = await as('grid-worker');
  const { data: items } = await reporter.get<{ data: Item[] }>('/v1/catalogue');
  const alone = items.find(({ assist, lead }) => assist.length === 0 && people.includes(`${county}/${lead?.unit}`));
  if (!alone?.lead) throw new Error(`${county} has no item that one department handles alone`);
  const { posts } = await reporter.get<{ posts: { unit: string | null }[] }>('/v1/me');
  const officer = await as(alone.lead.unit);
  const report = {
    item: alone.code,
    description: '巡查发现，请尽快处理，现场有照片',
    location: { unit: posts[0]?.unit },
    channel: 'grid_app',
  };
  const { id: photo } = await officer.post<{ id: string }>('/v1/attachments', await photoForm());
  return { reporter, officer, centre: await as('centre'), report, photo };
}

async function photoForm(): Promise<FormData> {
  const form = new FormData();
  form.append('file', await makePhoto('bench', '#345'), 'photo.jpg');
  return form;
}

/** Report, sign, arrive, submit, verify, evaluate: six messages, and the case is closed. Answers its id. */
export async function wholeCase({ reporter, officer, centre, report, photo }: Cast, timed: Timed): Promise<string> {
  const { id } = await timed(() => reporter.post<{ id: string }>('/v1/cases', report));
  const act = (desk: Desk, action: string, fields: object = {}) =>
    timed(() => desk.post<{ state: string }>(`/v1/cases/${id}/actions`, { action, fields }));
  await act(officer, 'sign');
  await act(officer, 'arrive', { people: 2 });
  await act(officer, 'submit', { result: '已处理完毕', photos: [photo] });
  await act(centre, 'verify');
  const { state } = await act(reporter, 'evaluate', { solved: true, satisfaction: 'satisfied' });
  if (state !== 'closed') throw new Error(`case ${id} ended in ${state}`);
  return id;
}
