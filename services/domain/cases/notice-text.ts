import type { Rules } from '#workflows/engine/process/case-state.ts';
import type { Text } from '../problem.ts';
import { unitTitle } from './to-snapshot.ts';

export interface ToldEvent {
  process: string;
  type: string;
  action: string | null;
  data: Record<string, unknown>;
  /** Number of the case that this one was merged into, where the news is that one's. */
  parent: string | null;
  parentState: string;
  audience: string;
  /** Number and present state of the case itself. */
  number: string;
  state: string;
}

interface NoticeText {
  title: Text;
  text: Text;
}

/** What a notice says: whose clock, what was done, or how the case stands that this one was merged into. */
export function noticeText(event: ToldEvent, rules: Rules): NoticeText {
  const process = rules.config.processes[event.process];
  const stateTitle = (code: string) => process?.states[code]?.title ?? code;
  const { data } = event;
  if (event.parent !== null) {
    const state = stateTitle(textOf(data['to']) || event.parentState);
    return {
      title: { en: 'News of the case it was merged into', zh: '主件进展' },
      text: { en: `${event.parent} is now “${state}”.`, zh: `并入的 ${event.parent} 现为“${state}”。` },
    };
  }
  if (event.audience === 'follower') {
    const state = stateTitle(textOf(data['to']) || event.state);
    return {
      title: { en: 'News of a case you follow', zh: '关注的件有进展' },
      text: { en: `${event.number} is now “${state}”.`, zh: `您关注的 ${event.number} 现为“${state}”。` },
    };
  }
  if (event.type === 'child_joined') {
    const number = textOf(data['number']);
    return same('并单', 'merged', { en: `${number} was merged into this case.`, zh: `${number} 已并入本件。` });
  }
  const clock = textOf(data['name']);
  if (event.action === null && clock !== '') {
    const title = process?.deadlines.find((def) => def.name === clock)?.title ?? clock;
    return clockText(event.type, title, textOf(data['unit']), rules);
  }
  const title = (event.action !== null && process?.actions[event.action]?.title) || event.type;
  const said = textOf(data['text']) || textOf(data['reason']) || title;
  return { title: { en: title, zh: title }, text: { en: said, zh: said } };
}

function clockText(type: string, title: string, unit: string, rules: Rules): NoticeText {
  const whose = unit === '' ? '' : unitTitle(rules, unit);
  const says = clockWords[type] ?? clockWords['deadline_breached']!;
  return {
    title: { en: title, zh: title },
    text: { en: `${whose === '' ? '' : `${whose}: `}“${title}” ${says.en}.`, zh: `${whose}“${title}”${says.zh}。` },
  };
}

const clockWords: Record<string, Text> = {
  deadline_reminded: { en: 'falls due soon', zh: '将到期' },
  deadline_breached: { en: 'has run out', zh: '已到期' },
  deadline_expired: { en: 'has run out', zh: '已到期' },
  deadline_escalated: { en: 'is still not done', zh: '逾期仍未办' },
};

function same(zh: string, en: string, text: Text): NoticeText {
  return { title: { en, zh }, text };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
