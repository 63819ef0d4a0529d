import type { CaseSnapshot } from '#services/domain/cases/schema.ts';
import { officerOf, people, place } from './cast.ts';
import type { Stage } from './stage.ts';

/** Not ours: the lead asks to return it, the centre names another, and that one needs more time. */
export async function returnedStory(stage: Stage): Promise<CaseSnapshot> {
  const gridWorker = await stage.person(people.gridWorker);
  const centre = await stage.person(people.centre);
  const whistle = await gridWorker.report({
    item: 'E12',
    description: '爱国街人行道被挖开一段，无围挡无公示牌，夜间危险',
    location: place,
    channel: 'grid_app',
    reporter: { type: 'grid_worker', name: '王芳', phone: '13844510012' },
    photos: [await gridWorker.upload(await stage.photo('爱国街 人行道被挖开', '#5a4a3a'))],
  });
  const first = whistle.lead ?? { unit: '', title: '?' };
  stage.tell({
    zh: `网格员上报 ${whistle.number}，派给${first.title}`,
    en: `a grid worker reports ${whistle.number}; it goes to ${first.title}`,
  });

  const asking = await stage.person(officerOf(first.unit));
  const asked = await asking.act(
    whistle.id,
    'request_return',
    { reason: '挖掘的是国道辅路，不在我局管理范围' },
    first.unit,
  );
  const moved = await decide(stage, asked, { granted: true, reason: '国道由交通运输局管理', lead: 'jiaotong' });
  const second = moved.lead ?? { unit: '', title: '?' };
  stage.tell({
    zh: `${first.title}申请退单；中心同意，改由${second.title}主办`,
    en: `${first.title} asks to return it; the centre agrees and names ${second.title}`,
  });

  const officer = await stage.person(officerOf(second.unit));
  await officer.act(whistle.id, 'sign', {}, second.unit);
  const reason = { reason: '需调运围挡和沥青，明日方可恢复' };
  const waiting = await officer.act(whistle.id, 'request_extension', reason, second.unit);
  await decide(stage, waiting, { granted: true, reason: '已现场设置警示，同意延期一次' });
  stage.tell({
    zh: `${second.title}签收并申请延期，中心同意`,
    en: `${second.title} signs and is granted an extension`,
  });
  return centre.read(whistle.id);
}

async function decide(stage: Stage, found: CaseSnapshot, decision: object): Promise<CaseSnapshot> {
  const request = found.requests.find(({ state }) => state === 'pending');
  const centre = await stage.person(people.centre);
  return centre.act(found.id, 'decide', { request: request?.id ?? '', ...decision });
}
