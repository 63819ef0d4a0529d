import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { entryOf, pathUp } from '#workflows/engine/index.ts';
import { localText } from '../bundle-test-facts.ts';
import type { Locale } from '../fault.ts';
import { codeWord } from '../words/code-words.ts';
import { itemName, namesOf, withCode } from '../words/names.ts';
import type { Asked } from './explain-report.ts';
import { clockWords } from './tell-clock.ts';
import { routeWords } from './tell-route.ts';

/** Why these units and why these instants, line by line. */
export function tellExplained(config: CompiledConfig, asked: Asked, lang: Locale): string[] {
  const { state, route, clocks } = asked.explained;
  const zh = lang === 'zh';
  return [
    ...reportWords(config, asked, lang),
    '',
    state.routing === null
      ? zh
        ? '派单：还要先批准，批准后照此办理；规则从上往下读，第一条符合的生效'
        : 'Routing: it is to be approved first and then goes as follows; rules are read from the top, the first that fits decides'
      : zh
        ? '派单：规则从上往下读，第一条符合的生效'
        : 'Routing: rules are read from the top, the first that fits decides',
    ...routeWords(config, route, lang).flatMap((line) => line.split('\n')),
    '',
    zh ? '时限：' : 'Clocks:',
    ...clocks.flatMap((clock) => clockWords(config, state, clock, lang)),
  ];
}

function reportWords(config: CompiledConfig, { report, explained }: Asked, lang: Locale): string[] {
  const zh = lang === 'zh';
  const { state, route } = explained;
  const { item, edition } = route.scope;
  const names = namesOf(config, lang);
  const variant = item?.variants.find(({ code }) => code === report.variant);
  const what = item
    ? `${itemName(item.code, item, lang)}${variant ? (zh ? `，${variant.title}` : `, ${variant.title}`) : ''}`
    : zh
      ? '没有写事项'
      : 'no item named';
  const kind = entryOf(config.processes[report.process]?.kinds ?? {}, report.kind)?.title ?? report.kind;
  const place = pathUp(config.org, report.location.unit).map(names.unitTitle).join(' › ');
  const rows: [en: string, zh: string, value: string][] = [
    ['Item', '事项', what],
    ['Reported', '时间', localText(config, state.createdAt)],
    ['Place', '地点', place],
    [
      'By',
      '上报',
      `${codeWord(report.reporter.type, lang)}, ${codeWord(report.channel, lang)}, ${withCode(kind, report.kind, lang)}`,
    ],
    ['Urgency', '紧急程度', codeWord(state.urgency, lang)],
    [
      'Edition',
      '目录',
      edition ? `${edition.title}, ${zh ? `${edition.from} 起` : `from ${edition.from}`}` : codeWord('none', lang),
    ],
  ];
  return rows.map(([en, chinese, value]) => (zh ? `${chinese}：${value.replaceAll(', ', '，')}` : `${en}: ${value}`));
}
