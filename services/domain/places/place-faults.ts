import { distance } from 'fastest-levenshtein';
import { comparable } from '#workflows/text/plain-text.ts';
import type { Org, Unit } from '#workflows/definition/compiled.ts';
import type { z } from 'zod';
import type { InputFault, Text } from '../problem.ts';
import { datums } from './datum.ts';
import type { LocationGiven } from './locate.ts';

export function noSuchPlace(org: Org, code: string, pointer: string): InputFault {
  const near = nearestPlace(org, code);
  const hint = near && {
    en: ` Did you mean "${near.code}" (${near.title})?`,
    zh: `是否指“${near.title}”（${near.code}）？`,
  };
  return {
    pointer,
    detail: {
      en: `There is no unit "${code}".${hint?.en ?? ' GET /v1/units lists them.'}`,
      zh: `没有代码为“${code}”的单位。${hint?.zh ?? '可用 GET /v1/units 查询。'}`,
    },
  };
}

/** By code, title or alias, so that a name typed where a code belongs is understood too. */
function nearestPlace(org: Org, code: string): Unit | undefined {
  if (code.length > 100) return undefined;
  const wanted = comparable(code);
  const places = Object.values(org.units).filter((unit) => unit.level !== null);
  const named = places.find(({ title, aliases }) => [title, ...aliases].some((name) => comparable(name) === wanted));
  if (named) return named;
  const ranked = places
    .map((unit) => ({ unit, steps: distance(wanted, unit.code.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)[0];
  return ranked && ranked.steps <= Math.max(2, Math.floor(wanted.length / 3)) ? ranked.unit : undefined;
}

export function unitIsNoPlace(unit: Unit, pointer: string): InputFault {
  return {
    pointer,
    detail: {
      en: `"${unit.code}" (${unit.title}) is an office, not a place. Give the community, grid or street where it is.`,
      zh: `“${unit.title}”（${unit.code}）是机构而非地点，请填写所在的社区、网格或街道。`,
    },
  };
}

export function unitEnded(org: Org, unit: Unit, pointer: string): InputFault {
  const next = unit.successors.map((code) => `"${code}"${org.units[code] ? ` (${org.units[code].title})` : ''}`);
  return {
    pointer,
    detail: {
      en: `"${unit.code}" (${unit.title}) does not exist on this day.${next.length > 0 ? ` Use ${next.join(' or ')}.` : ''}`,
      zh: `“${unit.title}”（${unit.code}）在该日不存在。${next.length > 0 ? `请改用 ${next.join(' 或 ')}。` : ''}`,
    },
  };
}

export function outside({ lon, lat }: LocationGiven, pointer: string): InputFault {
  return {
    pointer,
    detail: {
      en: `The point ${lon}, ${lat} (lon, lat) lies in none of the areas served here. Check it, or give the unit alone.`,
      zh: `坐标 ${lon}, ${lat}（经度, 纬度）不在本地区任何区域内。请核对，或只填写 unit。`,
    },
  };
}

/** What a device sends that does not know where it is. */
export function unset(pointer: string): InputFault {
  return {
    pointer,
    detail: {
      en: 'The point 0, 0 lies in the Atlantic: the device did not know where it was. Leave lon and lat out, or send them again.',
      zh: '坐标 0, 0 位于大西洋，说明设备未能定位。请去掉 lon 与 lat，或重新定位后再报。',
    },
  };
}

export function swapped({ lon, lat }: LocationGiven, pointer: string): InputFault {
  return {
    pointer,
    detail: {
      en: `lon and lat seem to be swapped: try "lon": ${lat}, "lat": ${lon}.`,
      zh: `lon 与 lat 似乎颠倒了：应为 "lon": ${lat}, "lat": ${lon}。`,
    },
  };
}

/** A place that is none by its form; a fault that has words of its own keeps them. */
export function shapeFault(issue: z.core.$ZodIssue, pointer: string, { orText = true } = {}): InputFault {
  const path = issue.path.map((step) => `/${String(step)}`).join('');
  if (issue.code === 'custom') return { pointer: pointer + path, detail: issue.params!['text'] as Text };
  const form = '{ unit?, address?, lon?, lat?, datum? }';
  return {
    pointer: pointer + path,
    detail: {
      en: `Must be ${orText ? 'text or ' : ''}${form}: unit and address are text, lon (-180 to 180) and lat (-90 to 90) numbers, datum is one of ${datums.join(', ')}.`,
      zh: `须为${orText ? '文本或' : ''} ${form}：unit 与 address 为文本，lon（-180 至 180）与 lat（-90 至 90）为数字，datum 为 ${datums.join('、')} 之一。`,
    },
  };
}
