import { z } from 'zod';

import { about, channels, Code, Note, oneOrMore, reporterTypes } from './scalars.ts';

export const RoutingWhenFile = z
  .strictObject({
    process: oneOrMore(Code).optional().meta(about('One of these processes.', '流程')),
    item: oneOrMore(Code)
      .optional()
      .meta(about('One of these items; `none`: no item is known.', '事项；none 为事项未定', 'L07', 'none')),
    variant: oneOrMore(Code).optional().meta(about('One of these variants of the item.', '事项的细分情形')),
    category: oneOrMore(z.string())
      .optional()
      .meta(about('A category or its part before the dot.', '类别或点前的大类', 'enforcement')),
    kind: oneOrMore(Code)
      .optional()
      .meta(about('Kind of report.', '哨的种类', 'emergency')),
    area: oneOrMore(Code)
      .optional()
      .meta(about('The place lies in this unit or below.', '地点在该单位辖区内', 'zone')),
    season: oneOrMore(Code)
      .optional()
      .meta(about('Season of the calendar.', '日历里的时段', 'heating')),
    reported: z
      .enum(['in_office_hours', 'outside_office_hours'])
      .optional()
      .meta(about('When it was reported.', '上报时是否在上班时间')),
    reporter: oneOrMore(z.enum(reporterTypes)).optional().meta(about('Who reports.', '上报人身份')),
    channel: oneOrMore(z.enum(channels)).optional().meta(about('How it came in.', '来源渠道')),
    on_duty_list_of: Code.optional().meta(
      about(
        'The item is on the duty list of the unit of this level at the place.',
        '事项在该地点这一级单位的职责清单上',
        'street',
      ),
    ),
  })
  .meta(about('All of these must hold; a list means any of them.', '全部满足才算；列表为其中之一'));

const Lead = z.union(
  [
    Code,
    z.strictObject({
      level: Code.meta(about('Level of the unit.', '哪一级')),
      of: z.literal('location').meta(about('The unit that the place lies in.', '地点所在')),
    }),
  ],
  { error: 'routing/lead' },
);

export const RuleEntry = z.strictObject({
  code: Code,
  when: RoutingWhenFile.optional(),
  lead: Lead.optional().meta(about('Who handles it.', '由谁主办', 'chengguan', { level: 'street', of: 'location' })),
  assist: oneOrMore(Code).optional().meta(about("Who assists; without it the item's own.", '由谁协办，不写即按事项')),
  refer: z
    .string()
    .regex(/^\d{3,12}$/, 'value/refer')
    .optional()
    .meta(about('Number to call instead; the case is closed as referred.', '转报警号码，平台不受理', '119')),
  triage: z.literal(true).optional().meta(about('The centre decides.', '由中心确权')),
  because: Note.optional().meta(
    about('Why; the case shows it. Every rule needs one.', '理由，显示在案件里；每条都要写'),
  ),
  locked: z.literal(true).optional().meta(about('Read before the rules of the tenants below.', '先于下级的规则')),
  withdrawn: z.literal(true).optional().meta(about('Switches off what a layer above wrote.', '停用上级写的这一条')),
});

export const RoutingFile = z
  .strictObject({
    rules: z.array(RuleEntry).meta(about('The first that fits decides.', '自上而下，第一条符合的生效')),
  })
  .meta({
    title: 'routing.yaml',
    ...about("Who gets a case; without a rule, the item's own lead.", '派给谁；没有规则符合时按事项主办'),
  });
export type RoutingFile = z.infer<typeof RoutingFile>;
