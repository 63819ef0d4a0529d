import type { Area, CompiledConfig } from '#workflows/definition/compiled.ts';
import type { Locale } from '../fault.ts';
import { namesOf, titleOf, withCode } from '../words/names.ts';
import { deepChanges } from './deep-changes.ts';
import { diffCalendar } from './diff-calendar.ts';
import { diffCatalogue } from './diff-catalogue.ts';
import { byCode, diffEntries } from './diff-entries.ts';
import { diffRules } from './diff-rules.ts';
import { keyWord } from './key-words.ts';
import { changeWords, type Sides } from './value-words.ts';

export interface DiffGroup {
  title: string;
  lines: string[];
}

/** What becomes different for the county, in a person's words; comments, line numbers and the order of keys say nothing. */
export function diffConfigs(before: CompiledConfig, after: CompiledConfig, lang: Locale): DiffGroup[] {
  const sides: Sides = { before, after, lang };
  const groups: [en: string, zh: string, lines: string[]][] = [
    ['Tenant', '租户', deepChanges(before.tenant, after.tenant).map((change) => changeWords(sides, change))],
    ['Kept for the layers below', '对下级的规定', diffLocks(sides)],
    ['Settings', '设置', diffSettings(sides)],
    ['Items', '事项', diffCatalogue(sides)],
    ['Routing rules', '派单规则', diffRules(sides)],
    ['Units', '单位', diffUnits(sides)],
    ['Calendar', '日历', diffCalendar(sides)],
    ['Areas', '辖区', diffAreas(sides)],
    ['Processes', '流程', diffProcesses(sides)],
  ];
  return groups
    .filter(([, , lines]) => lines.length > 0)
    .map(([en, zh, lines]) => ({ title: lang === 'zh' ? zh : en, lines }));
}

function processesOf({ processes }: CompiledConfig, part: 'settings' | 'rest') {
  return Object.fromEntries(
    Object.entries(processes).map(([code, { settings, ...rest }]) => [code, part === 'settings' ? settings : rest]),
  );
}

/** A lock is known by what it keeps. */
function diffLocks(sides: Sides): string[] {
  const { before, after, lang } = sides;
  const byWhat = ({ locks = [] }: CompiledConfig) =>
    Object.fromEntries(
      locks.map(({ keep, tenant, for: urgency, process, step, setting, ...rest }) => [
        [tenant, keep, process, step, setting, urgency].filter(Boolean).join(' '),
        rest,
      ]),
    );
  return diffEntries(sides, byWhat(before), byWhat(after), (_, what) =>
    what
      .split(' ')
      .map((word) => keyWord(word, lang))
      .join(' '),
  );
}

/** A setting also stands where it is used; it is told once, under its name. */
function diffSettings(sides: Sides): string[] {
  const { before, after, lang } = sides;
  const [old, now] = [processesOf(before, 'settings'), processesOf(after, 'settings')];
  const both = Object.keys(now).filter((code) => Object.hasOwn(old, code));
  return both.flatMap((code) =>
    deepChanges(old[code], now[code], ['settings'])
      .map(({ path, ...change }) => ({ ...change, path: path.slice(1) }))
      .map(
        (change) =>
          `${after.processes[code]?.title ?? code}${lang === 'zh' ? '：' : ': '}${changeWords(sides, change)}`,
      ),
  );
}

function diffProcesses(sides: Sides): string[] {
  const { before, after, lang } = sides;
  return diffEntries(sides, processesOf(before, 'rest'), processesOf(after, 'rest'), (process, code) =>
    withCode('title' in process ? String(process.title) : code, code, lang),
  );
}

function diffUnits(sides: Sides): string[] {
  const { before, after, lang } = sides;
  return [
    ...diffEntries(sides, byCode(before.org.levels), byCode(after.org.levels), ({ title, code }) =>
      withCode(title, code, lang),
    ),
    ...diffEntries(sides, before.org.units, after.org.units, (unit) => withCode(titleOf(unit, lang), unit.code, lang)),
  ];
}

/** A boundary is too long to say; that it changed is what matters. */
function diffAreas({ before, after, lang }: Sides): string[] {
  const zh = lang === 'zh';
  const [old, now] = [shapesOf(before.areas), shapesOf(after.areas)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((unit) => {
    if (old.get(unit) === now.get(unit)) return [];
    const name = namesOf(now.has(unit) ? after : before, lang).unit(unit);
    if (!old.has(unit)) return [zh ? `增加：${name}` : `added: ${name}`];
    if (!now.has(unit)) return [zh ? `去掉：${name}` : `removed: ${name}`];
    return [zh ? `${name}：边界有变` : `${name}: its boundary changes`];
  });
}

function shapesOf(areas: Area[]): Map<string, string> {
  const shapes = new Map<string, string>();
  for (const { unit, geometry } of areas) shapes.set(unit, (shapes.get(unit) ?? '') + JSON.stringify(geometry));
  return shapes;
}
