import type { BuiltInRule } from '#workflows/engine/index.ts';
import type { Locale } from '../context.ts';
import type { Text } from '../problem.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';

type Routing = CaseSnapshot['routing'];

const words: Record<BuiltInRule, Text> = {
  item: { en: 'No rule fits, so the item’s own leading unit has it.', zh: '无适用规则，按事项目录的主办单位派单。' },
  'no-item': { en: 'The report names no item, so the centre classifies it.', zh: '上报未选事项，由中心定事项。' },
  'no-lead': {
    en: 'The catalogue names no leading unit for this item, so the centre decides.',
    zh: '目录中该事项没有主办单位，由中心确权。',
  },
  passed_up: {
    en: 'The unit below could not settle it, so the unit above has it.',
    zh: '下一级未能解决，由上一级办理。',
  },
};

/** A rule of the tenant brings its own reason; where only the catalogue decided, the program says so in the reader's language. */
export function routingOut(routing: Routing, locale: Locale): Routing {
  if (routing === null || routing.reason !== '' || !Object.hasOwn(words, routing.rule)) return routing;
  return { ...routing, reason: words[routing.rule as BuiltInRule][locale] };
}
