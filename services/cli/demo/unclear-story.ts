import type { CaseSnapshot } from '#services/domain/cases/schema.ts';
import { officerOf, people, place } from './cast.ts';
import type { Stage } from './stage.ts';

/** A resident does not know what to call it: the centre settles the item, and the catalogue knows whose it is. */
export async function unclearStory(stage: Stage): Promise<CaseSnapshot> {
  const resident = await stage.person(people.resident);
  const whistle = await resident.report({
    description: '晚上有人在楼下烧树叶和垃圾，烟味很大，开不了窗',
    location: place,
    channel: 'app',
    reporter: { name: '张桂芳', phone: '13944510034', secret: true },
  });
  stage.tell({
    zh: `居民上报 ${whistle.number}，说不清是哪一项：${whistle.stateTitle}`,
    en: `a resident reports ${whistle.number} and cannot say what it is called: it waits in triage`,
  });
  const centre = await stage.person(people.centre);
  const classified = await centre.act(whistle.id, 'classify', { item: 'E14' });
  const lead = classified.lead ?? { unit: '', title: '?' };
  stage.tell({
    zh: `中心定为“${classified.item?.title ?? '?'}”，随即派给${lead.title}`,
    en: `the centre names it ${classified.item?.code ?? '?'}; the catalogue sends it to ${lead.title}`,
  });
  const signed = await (await stage.person(officerOf(lead.unit))).act(whistle.id, 'sign', {}, lead.unit);
  stage.tell({
    zh: '主办单位签收；举报人要求保密，承办单位看不到其姓名电话',
    en: 'the lead signs; the resident asked for secrecy, so the handling unit sees no name',
  });
  return signed;
}
