import type { CaseSnapshot } from '#services/domain/cases/schema.ts';
import { officerOf, people, place } from './cast.ts';
import { unitsOf, type Stage } from './stage.ts';

/** The six steps with one round of rework: stalls on a pavement, from the whistle to the reporter's judgement. */
export async function stallsStory(stage: Stage): Promise<CaseSnapshot> {
  const gridWorker = await stage.person(people.gridWorker);
  const centre = await stage.person(people.centre);
  const seen = await gridWorker.upload(await stage.photo('兴工路口 占道摊贩', '#a65d2e'));
  const whistle = await gridWorker.report({
    item: 'E03',
    description: '兴工路口多家摊贩占道经营，非机动车无法通行',
    location: place,
    channel: 'grid_app',
    reporter: { type: 'grid_worker', name: '王芳', phone: '13844510012' },
    photos: [seen],
  });
  stage.tell({
    zh: `网格员拍照上报 ${whistle.number}，当即派给${whistle.lead?.title ?? '?'}，协办 ${whistle.tracks.length - 1} 家`,
    en: `a grid worker reports ${whistle.number} with a photo; at once it is with ${whistle.lead?.title ?? '?'} and ${whistle.tracks.length - 1} assisting units`,
  });

  const units = unitsOf(whistle);
  for (const unit of units) await (await stage.person(officerOf(unit))).act(whistle.id, 'sign', {}, unit);
  const [lead = ''] = units;
  await (await stage.person(officerOf(lead))).act(whistle.id, 'contact', { how: 'phone', reached: true }, lead);
  stage.tell({ zh: '各单位签收，主办单位联系诉求人', en: 'each unit signs, the lead rings the reporter' });

  await handle(stage, whistle.id, units, '已劝离三处摊贩');
  await centre.act(whistle.id, 'send_back', { reason: '回访照片中仍有一处摊位，请继续办理' });
  stage.tell({ zh: '中心核查未通过，退回重办', en: 'the centre is not content and sends it back' });

  await handle(stage, whistle.id, units, '摊位全部清离，安排早晚巡查');
  await centre.act(whistle.id, 'verify');
  const judged = { solved: true, satisfaction: 'satisfied', comment: '路通了，谢谢' };
  const closed = await gridWorker.act(whistle.id, 'evaluate', judged);
  stage.tell({ zh: '第二轮办结，核查通过，网格员评价满意', en: 'round two is verified, the grid worker is satisfied' });
  return closed;
}

async function handle(stage: Stage, caseId: string, units: readonly string[], result: string): Promise<void> {
  for (const [i, unit] of units.entries()) {
    const officer = await stage.person(officerOf(unit));
    await officer.act(caseId, 'arrive', { people: i === 0 ? 3 : 1 }, unit);
    const after = await officer.upload(await stage.photo(result, '#2e7d5b'));
    await officer.act(caseId, 'submit', { result, photos: [after] }, unit);
  }
  stage.tell({ zh: `三人到场，各单位反馈：${result}`, en: 'three people arrive, each unit answers with a photo' });
}
