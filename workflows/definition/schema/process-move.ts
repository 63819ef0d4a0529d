import { z } from 'zod';

import type { Effect } from '../compiled-process.ts';
import { ConditionFile } from './process-condition.ts';
import { about, Code, oneOrMore } from './scalars.ts';

/** Verbs without parameters; the others are below. A new one is added only when two counties need it. */
export const plainEffects = [
  'route',
  'accept',
  'approve',
  'confirm',
  'downgrade',
  'assign',
  'classify',
  'add_assist',
  'remove_assist',
  'new_round',
  'raise_level',
  'pass_up',
  'record_contact',
  'record_arrival',
  'record_evaluation',
  'decide_request',
  'return_track',
  'sign_for_unit',
  'correct_place',
  'merge',
  'call_back_task',
] as const satisfies readonly Effect['effect'][];

export const EffectFile = z
  .union(
    [
      z.enum(plainEffects),
      z.strictObject({ open_request: Code.meta(about('Opens this kind of request.', '提出这种申请')) }),
      z.strictObject({ flag: Code.meta(about('Puts this mark on the case.', '打上标记')) }),
      z.strictObject({ unflag: Code.meta(about('Takes this mark off the case.', '去掉标记')) }),
      z.strictObject({
        extend: z.literal('own_clock').meta(about("The unit's own clock.", '该单位自己的时限')),
        by: z.literal('item_limit').meta(about("Once more the item's limit.", '再加一个事项时限')),
      }),
    ],
    { error: 'process/effect' },
  )
  .meta(about('One thing that is done; a closed list.', '要做的一件事，只能用列表里的'));
export type EffectFile = z.infer<typeof EffectFile>;

export const MoveFile = z
  .strictObject({
    when: ConditionFile.optional(),
    to: Code.optional().meta(about('State of the case next.', '案件转到的状态')),
    outcome: Code.optional().meta(about('What became of the case.', '办理结果')),
    do: z.array(EffectFile).optional(),
  })
  .meta(about('Where it leads; the first whose `when` holds.', '去向；第一条满足 when 的生效'));
export type MoveFile = z.infer<typeof MoveFile>;

export const Moves = z.array(MoveFile);
export const Names = oneOrMore(Code);
