import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { CaseState, ExplainedClock } from '#workflows/engine/index.ts';
import { entryOf } from '#workflows/engine/index.ts';
import { localText } from '../bundle-test-facts.ts';
import { originOf } from '../compile/origins.ts';
import type { Locale } from '../fault.ts';
import { codeWord } from '../words/code-words.ts';
import { durationWords } from '../words/duration-words.ts';
import { namesOf, withCode } from '../words/names.ts';
import { stepWords } from './tell-trace.ts';

/** A clock in words: what it is and when it is due, where its budget comes from, and how that is used up. */
export function clockWords(config: CompiledConfig, state: CaseState, clock: ExplainedClock, lang: Locale): string[] {
  const { deadline, trace } = clock;
  const zh = lang === 'zh';
  const time = (at: number) => localText(config, at);
  const whose = deadline.unit === null ? '' : ` ${namesOf(config, lang).unitTitle(deadline.unit)}`;
  const due = deadline.dueAt === null ? '' : ` → ${time(deadline.dueAt)}`;
  const head = `${withCode(clock.title, deadline.name, lang)}${whose}${zh ? '：' : ': '}${durationWords(deadline.budget, lang)}${due}`;
  if (deadline.endedAt !== null) return [`${head}${zh ? '，已经做到' : ', met already'}`];
  const lines = [head, `  ${budgetWords(config, state, clock, lang)}`];
  if (isPlain(clock)) lines.push(`  ${plainWords(time(deadline.startedAt), lang)}`);
  else for (const step of trace) if (step.kind !== 'due') lines.push(`  ${stepWords(step, { time }, lang)}`);
  const last = trace.at(-1);
  const ownDue = last?.kind === 'due' ? time(last.at) : '';
  const heldTo = titleOfClock(config, state, clock.heldTo, lang);
  if (heldTo !== null)
    lines.push(
      zh ? `  本应 ${ownDue} 到期，但不晚于${heldTo}` : `  by itself due ${ownDue}, but never later than ${heldTo}`,
    );
  if (deadline.provisional)
    lines.push(zh ? '  暂定：所用日历还可能变动' : '  provisional: the calendar that it rests on may still change');
  return lines;
}

function titleOfClock({ processes }: CompiledConfig, { process }: CaseState, name: string | null, lang: Locale) {
  const def = processes[process]?.deadlines.find((known) => known.name === name);
  return def ? withCode(def.title, def.name, lang) : null;
}

function plainWords(start: string, lang: Locale): string {
  return lang === 'zh'
    ? `从 ${start} 起连续计时，夜间和节假日也算`
    : `runs from ${start}, by night and on days off as well`;
}

function isPlain({ deadline }: ExplainedClock): boolean {
  return ['seconds', 'minutes', 'hours'].includes(deadline.budget.unit);
}

function budgetWords(config: CompiledConfig, state: CaseState, clock: ExplainedClock, lang: Locale): string {
  const zh = lang === 'zh';
  const level =
    (clock.deadline.unit === null ? null : entryOf(config.org.units, clock.deadline.unit)?.level) ?? state.level;
  const urgency = codeWord(state.urgency, lang);
  const words = {
    item_limit: zh ? '按事项的时限' : 'as the item’s limit says',
    fixed: zh ? '按流程' : 'as the process says',
    by_urgency: zh ? `按流程，紧急程度为${urgency}` : `as the process says for ${urgency}`,
    by_level: zh ? `按流程，层级为 ${level}` : `as the process says for level ${level}`,
    until_asked: zh ? '按批准的日期' : 'as was granted',
  }[clock.source];
  const follows = clock.followsLimit
    ? zh
      ? '；事项按工作时间计，它也按工作时间计'
      : '; office time, since the item’s limit is office time'
    : '';
  const origin = originOf(config.origins, pointerOf(config, state, clock));
  return `${words}${follows}${origin === undefined ? '' : zh ? `（${origin}）` : ` (${origin})`}`;
}

function pointerOf(config: CompiledConfig, state: CaseState, { deadline, source }: ExplainedClock): string {
  if (source === 'item_limit' && state.item) {
    const { code, variant, edition } = state.item;
    const index = config.catalogue.findIndex((known) => known.edition === edition);
    const item = `/catalogue/${index}/items/${code}`;
    const variants = entryOf(config.catalogue[index]?.items ?? {}, code)?.variants ?? [];
    const at = variants.findIndex((known) => known.code === variant && known.limit !== undefined);
    return at < 0 ? `${item}/limit` : `${item}/variants/${at}/limit`;
  }
  const process = `/processes/${state.process}`;
  const index = config.processes[state.process]?.deadlines.findIndex(({ name }) => name === deadline.name) ?? -1;
  return `${process}/deadlines/${index}/budget`;
}
