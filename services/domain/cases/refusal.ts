import type { Process } from '#workflows/definition/compiled-process.ts';
import type { Offered, Refused } from '#workflows/engine/process/case-state.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import { invalid, Problem } from '../problem.ts';

/** The engine's no as the problem that the caller is told; wrong fields are `invalid`. `state` is the case's present one. */
export function refusal(
  refused: Exclude<Refused, { code: 'invalid' }>,
  action: string,
  process: Process,
  state: string,
): Problem {
  switch (refused.code) {
    case 'action-not-offered':
      return notOffered(action, process, state, refused.offered);
    case 'action-not-yours':
      return new Problem('case/action-not-yours', {
        en: `“${action}” is for others to do on this case, in whatever state it is.`,
        zh: `本件的${titled(process, action)}始终不由您办理。`,
      });
    case 'too-soon':
      return tooSoon(action, process, refused.again);
    case 'unit-ambiguous':
      return invalid([
        {
          pointer: '/unit',
          detail: {
            en: `Say for which unit: ${refused.units.join(', ')}.`,
            zh: `请说明代表哪个单位办理：${refused.units.join('、')}。`,
          },
        },
      ]);
  }
}

function tooSoon(action: string, process: Process, again: number): Problem {
  const at = formatInstant(again);
  return new Problem(
    'case/too-soon',
    {
      en: `“${action}” was done a short while ago and is on record. It can be done again from ${at}.`,
      zh: `${titled(process, action)}刚刚办理过，已记录在案。${at} 起可再次办理。`,
    },
    { notBefore: at },
  );
}

function notOffered(action: string, process: Process, state: string, offered: Offered[]): Problem {
  const names = [...new Set(offered.map((choice) => choice.action))];
  const stateTitle = process.states[state]?.title ?? state;
  const titles = names.map((name) => titled(process, name)).join('、');
  return new Problem(
    'case/action-not-offered',
    {
      en: `“${action}” cannot be done in state “${stateTitle}”. ${names.length > 0 ? `You can: ${names.join(', ')}.` : 'There is nothing you can do now.'}`,
      zh: `本件“${stateTitle}”，现在不能办理${titled(process, action)}。${names.length > 0 ? `您可以办理：${titles}。` : '您现在没有可办理的操作。'}`,
    },
    { offered: names },
  );
}

/** The tenant's label, which people read, and the code, which programs send. */
export function titled(process: Process, action: string): string {
  const title = process.actions[action]?.title;
  return title === undefined ? `“${action}”` : `“${title}”（${action}）`;
}
