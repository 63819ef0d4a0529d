import { z } from 'zod';

import type { Recipient } from '../compiled-process.ts';
import { ConditionFile } from './process-condition.ts';
import { EffectFile, Names } from './process-move.ts';
import { about, Code, Duration, oneOrMore, Title, trackRoles, urgencies } from './scalars.ts';

const SettingName = Code.meta(about('Name of a setting that holds the value.', '取值的设置项名称'));
export const DurationOrSetting = z.union([Duration, SettingName], { error: 'value/budget' });

export const recipients = [
  'unit',
  'unit_head',
  'centre',
  'leader_in_charge',
  'requester',
  'street_leader',
] as const satisfies readonly Recipient[];
export const starts = ['report', 'track', 'round', 'request'] as const;

const Budgets = z
  .object({
    emergency: DurationOrSetting,
    urgent: DurationOrSetting,
    normal: DurationOrSetting,
    long_term: DurationOrSetting,
    office_time_follows_limit: z
      .union([z.array(z.enum(urgencies)), SettingName], { error: 'value/budget' })
      .meta(
        about(
          "For these urgencies clock time becomes office time where the item's limit is office time.",
          '事项按工作时限办理时，这些紧急程度的时间也按工作时间算',
        ),
      ),
  })
  .partial()
  .catchall(DurationOrSetting);

export const BudgetFile = z
  .union([Budgets, DurationOrSetting], { error: 'value/budget' })
  .meta(
    about(
      "A duration, one per urgency or per level, the name of a setting, `item_limit` (the item's own) or `until_asked`.",
      '时长；或按紧急程度、层级分别写；或设置项名称；item_limit 为事项时限，until_asked 为申请的日期',
      'item_limit',
      '4 working_hours',
      { emergency: '1 hours', urgent: '2 hours', normal: '4 working_hours', long_term: '1 working_days' },
    ),
  );
export type BudgetFile = z.infer<typeof BudgetFile>;

export const Recipients = oneOrMore(z.enum(recipients));

export const RungFile = z
  .strictObject({
    at: z
      .string()
      .regex(/^([1-9]\d?%|due( \+ [1-9]\d{0,5} [a-z_]+)?)$/, 'value/rung')
      .meta(
        about(
          'When: part of the budget, `due`, or so long after.',
          '何时：时限的百分之几、到期、到期后多久',
          '80%',
          'due',
          'due + 1 working_days',
        ),
      ),
    remind: Recipients.optional().meta(about('Who is reminded.', '提醒谁')),
    tell: Recipients.optional().meta(about('Who is told.', '告知谁')),
    mark: Code.optional().meta(about('Mark on the case.', '打上标记')),
    raise: z.literal('one_level').optional().meta(about('Makes it a matter of the level above.', '升一级')),
    list_for: Code.optional().meta(about('Paper in which it will be listed.', '列入哪份材料')),
    to: Code.optional().meta(about('State of the case next.', '案件转到的状态')),
    outcome: Code.optional().meta(
      about('What became of the case; running out never approves.', '办理结果；到期不得视为同意'),
    ),
    do: z.array(EffectFile).optional(),
  })
  .meta(about('One thing that happens as a deadline nears or passes.', '时限将到、已到时发生的一件事'));
export type RungFile = z.infer<typeof RungFile>;

export const Ladder = z.array(RungFile);
export const LadderRef = z
  .union([Ladder, Code], { error: 'process/ladder' })
  .meta(about('Name of a ladder, or its rungs.', '催办阶梯的名称，或直接写各级'));

const MetBy = z.union(
  [Code, z.object({ action: Code }).catchall(oneOrMore(z.union([z.string(), z.number(), z.boolean()])))],
  { error: 'process/met-by' },
);

const common = {
  title: Title.optional(),
  when: ConditionFile.optional(),
  met_by: oneOrMore(MetBy)
    .optional()
    .meta(about('Actions that meet it.', '做了哪些动作算按时', 'sign', { action: 'contact', reached: true })),
  met_in: Names.optional().meta(about('States of the case that meet it.', '案件进入哪些状态算按时')),
  cancelled_by: Names.optional().meta(about('Actions that cancel it.', '哪些动作使它取消')),
  pauses_in: Names.optional().meta(about('States in which its clock stands still.', '在哪些状态暂停计时')),
  not_after: Code.optional().meta(about('Never due after this other deadline.', '不晚于另一时限')),
  runs_out: z
    .enum(['breached', 'met'])
    .optional()
    .meta(about('What running out is; `met` where time itself is awaited.', '到期算什么；本来就等时间到的写 met')),
  then: LadderRef.optional(),
};

export const DeadlineFile = z
  .strictObject({
    from: z.enum(starts).meta(about('What starts it.', '从何时起算')),
    of: oneOrMore(z.enum(trackRoles)).optional().meta(about('Whose track.', '谁的')),
    budget: BudgetFile,
    ...common,
  })
  .meta(about('A budget of time on a clock.', '时限'));
export type DeadlineFile = z.infer<typeof DeadlineFile>;

/** `within` of a state: the one further key is the deadline's name, its value the budget. */
export const WithinFile = z
  .object(common)
  .catchall(BudgetFile)
  .meta(
    about('How long the case may wait here: name of the deadline and its budget.', '在此状态多久之内：时限名称和时长'),
  );
export type WithinFile = z.infer<typeof WithinFile>;
export const withinKeys = Object.keys(common);
