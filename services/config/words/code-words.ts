import type { channels, reporterTypes, urgencies } from '#workflows/definition/schema/scalars.ts';
import type { Locale } from '../fault.ts';

type Words = readonly [en: string, zh: string];
type Closed = (typeof urgencies)[number] | (typeof reporterTypes)[number] | (typeof channels)[number];

/** The language's own codes; titles of everything else stand in the bundle. */
const closed: Record<Closed, Words> = {
  emergency: ['emergency', '应急'],
  urgent: ['urgent', '紧急'],
  normal: ['normal', '一般'],
  long_term: ['long-term', '长期'],
  street: ['street or township', '街道（乡镇）'],
  grid_worker: ['grid worker', '网格员'],
  resident: ['resident', '居民'],
  party_deputy: ['party congress deputy', '党代表'],
  peoples_deputy: ["people's congress deputy", '人大代表'],
  cppcc_member: ['CPPCC member', '政协委员'],
  department: ['department', '部门'],
  system: ['system', '系统'],
  app: ['app', '手机应用'],
  grid_app: ['grid app', '网格应用'],
  hotline: ['hotline', '热线'],
  window: ['service window', '窗口'],
  camera: ['camera', '监控'],
  sensor: ['sensor', '传感器'],
  api: ['API', '系统接口'],
  deputy: ["deputies' channel", '代表委员渠道'],
};

const others: Record<string, Words> = {
  none: ['none', '无'],
  in_office_hours: ['in office hours', '上班时间'],
  outside_office_hours: ['outside office hours', '非上班时间'],
  needed: ['needed', '需要'],
  not_needed: ['not needed', '不需要'],
  true: ['yes', '是'],
  false: ['no', '否'],
};

export function codeWord(code: string, lang: Locale): string {
  const words = Object.hasOwn(closed, code)
    ? closed[code as Closed]
    : Object.hasOwn(others, code)
      ? others[code]
      : undefined;
  return words?.[lang === 'zh' ? 1 : 0] ?? code;
}

const mostListed = 4;

/** The first of a long list, and how many there are. */
export function fewWords(words: readonly string[], lang: Locale): string {
  if (words.length <= mostListed) return listWords(words, lang);
  const first = listWords(words.slice(0, mostListed - 1), lang);
  return lang === 'zh' ? `${first}等 ${words.length} 个` : `${first} or ${words.length - mostListed + 1} more`;
}

/** Chinese sets Latin letters and digits off with a space. */
export function spaced(word: string): string {
  return /^[\x21-\x7e]/.test(word) ? ` ${word}` : word;
}

/** `a, b`, `a、b`. */
export function listWords(words: readonly string[], lang: Locale): string {
  return words.join(lang === 'zh' ? '、' : ', ');
}
