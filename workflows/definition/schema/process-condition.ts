import { z } from 'zod';

import type { Condition } from '../compiled-process.ts';
import { about, Code, oneOrMore, reporterTypes, urgencies } from './scalars.ts';

const Value = z.union([z.string(), z.number(), z.boolean()]);

type SnakeCase<S extends string> = S extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
  : S;

/** The closed list, without the fields of an action, which may stand beside it. */
export const closedConditions = {
  kind: oneOrMore(Code).meta(about('Kind of the case.', '哨的种类')),
  urgency: oneOrMore(z.enum(urgencies)).meta(about('Urgency of the case.', '紧急程度')),
  state: oneOrMore(Code).meta(about('State of the case.', '案件状态')),
  outcome: oneOrMore(Code).meta(about('What became of the case; `none`: still open.', '办理结果；none 为尚无结果')),
  reporter: oneOrMore(z.enum(reporterTypes)).meta(about('Who reported it.', '上报人身份')),
  approved: z.boolean().meta(about('The leader that must stand behind it has approved.', '需要的领导已批准')),
  confirmed: z.boolean().meta(about('The emergency is confirmed.', '应急已确认')),
  classified: z.boolean().meta(about('The case has an item.', '事项已定')),
  secret: z.boolean().meta(about('The reporter asked for secrecy.', '诉求人要求保密')),
  visit: z.boolean().meta(about('The item needs somebody to go there.', '事项要到现场')),
  rounds_left: z.boolean().meta(about('Another round is allowed.', '还可再办一轮')),
  lead_signed: z.boolean().meta(about('The lead has signed.', '主办已签收')),
  ever_signed: z.boolean().meta(about('Some lead has signed before.', '曾有主办签收')),
  ever_dispatched: z.boolean().meta(about('It was dispatched before.', '曾经派单')),
  all_submitted: z.boolean().meta(about('Lead and all assisting units have submitted.', '主办、协办都已反馈')),
  final_owner: z.boolean().meta(about('The owner was decided and may not return it.', '已确权，不得退单')),
  has_lead: z.boolean().meta(about('There is a lead.', '有主办')),
  has_assist: z.boolean().meta(about('There are assisting units.', '有协办')),
  ready_to_submit: z.boolean().meta(about('The unit has arrived, or no visit is needed.', '已报到或无需到场')),
  unit_above: z.boolean().meta(about('There is a unit above the lead.', '主办还有上级单位')),
  parent: oneOrMore(Code).meta(
    about(
      'State of the case that this one is merged into; `none`: of none.',
      '并入的那一件现在的状态；none 为没有并单',
    ),
  ),
  evaluated_with_parent: z
    .boolean()
    .meta(about('Judged already in the round of the case it is merged into.', '并单后，主件这一轮已评价过')),
  merged: z.boolean().meta(about('It is merged into another case.', '已并入另一件')),
  has_children: z.boolean().meta(about('Other cases are merged into it.', '有别的件并入本件')),
  for_requester: z
    .boolean()
    .meta(about('Done on the word of a requester who has no account.', '代没有账号的诉求人办理')),
  request_pending: z.boolean().meta(about('A request waits for a decision.', '有待审批的申请')),
} as const satisfies Record<SnakeCase<Exclude<keyof Condition, 'fields'>>, z.ZodType>;

export const ConditionFile = z
  .object(closedConditions)
  .partial()
  .catchall(oneOrMore(Value))
  .meta(
    about(
      'All must hold; a list means any. Besides these, fields of the action: `solved: true`; `lead: given` asks whether it was filled.',
      '全部满足才算，列表为其中之一。另可写动作的字段：solved: true；lead: given 表示已填写',
    ),
  );
export type ConditionFile = z.infer<typeof ConditionFile>;
