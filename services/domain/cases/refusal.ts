import type { Offered, Refused } from '#workflows/engine/process/case-state.ts';
import { invalid, Problem } from '../problem.ts';

/** The engine's no as the problem that the caller is told; wrong fields are `invalid`. `stateTitle` is the tenant's label of the present state. */
export function refusal(refused: Exclude<Refused, { code: 'invalid' }>, action: string, stateTitle: string): Problem {
  switch (refused.code) {
    case 'action-not-offered':
      return notOffered(action, stateTitle, refused.offered);
    case 'action-not-yours':
      return new Problem('case/action-not-yours', {
        en: `“${action}” is for others to do on this case, in whatever state it is.`,
        zh: `“${action}”在该件的任何状态下都不由您办理。`,
      });
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

function notOffered(action: string, stateTitle: string, offered: Offered[]): Problem {
  const names = [...new Set(offered.map((choice) => choice.action))];
  const now = names.length > 0 ? names.join(', ') : null;
  return new Problem(
    'case/action-not-offered',
    {
      en: `“${action}” cannot be done in state “${stateTitle}”. ${now ? `You can: ${now}.` : 'There is nothing you can do now.'}`,
      zh: `“${stateTitle}”状态下不能办理“${action}”。${now ? `您可以：${now}。` : '您现在没有可办理的操作。'}`,
    },
    { offered: names },
  );
}
