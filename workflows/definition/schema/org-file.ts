import { z } from 'zod';

import { about, Code, Day, oneOrMore, Title } from './scalars.ts';

export const unitKinds = [
  'centre',
  'department',
  'street',
  'township',
  'zone',
  'community',
  'grid',
  'courtyard',
  'external',
  'oversight',
] as const;

const own = z.strictObject({
  code: Code,
  title: Title.optional(),
  title_en: Title.optional().meta(about('Its English name.', '英文名')),
  aliases: z
    .array(Title)
    .optional()
    .meta(about('Other names it is known by.', '别名、简称', ['城管局'])),
  kind: z
    .enum(unitKinds)
    .optional()
    .meta(
      about(
        'What it is; without it the name of its level. `oversight` watches and never handles.',
        '性质，不写即按层级；oversight 只监督不承办',
      ),
    ),
  level: Code.optional().meta(about('One of the levels declared above.', '属于上面声明的哪一级')),
  parent: Code.optional().meta(
    about('The unit above, unless it is written inside that unit.', '上级单位；写在上级里面的不用写'),
  ),
  division: z
    .string()
    .regex(/^(\d{6}|\d{9}|\d{12}|\d{15})$/, 'value/unit-division')
    .optional()
    .meta(
      about('Division code of 6, 9, 12 or 15 digits, in quotes.', '区划代码，6、9、12 或 15 位，加引号', '220523001'),
    ),
  duty_list: z
    .array(Code)
    .optional()
    .meta(
      about('Items that it handles itself; nothing else is handed down to it.', '职责清单：由它自己办的事项', ['L31']),
    ),
  desk: z.boolean().optional().meta(about('It has an officer posted in the centre.', '在中心派驻人员')),
  from: Day.optional().meta(about('First day on which it exists.', '设立日期')),
  to: Day.optional().meta(about('Last day on which it existed.', '撤销日期（最后一天）')),
  successors: oneOrMore(Code).optional().meta(about('Who carries on after its last day.', '撤销后由谁承接')),
  withdrawn: z.literal(true).optional().meta(about('Switches off what a layer above wrote.', '停用上级写的这一条')),
});

export type UnitEntry = z.infer<typeof own> & { units?: UnitEntry[] | undefined };
type UnitInput = z.input<typeof own> & { units?: UnitInput[] | undefined };

export const UnitEntry: z.ZodType<UnitEntry, UnitInput> = z.strictObject({
  ...own.shape,
  get units() {
    return z.array(UnitEntry).optional().meta(about('Units directly below it.', '直接下级'));
  },
});

export const OrgFile = z
  .strictObject({
    levels: z
      .record(Code, Title)
      .optional()
      .meta(
        about('Levels from the top down and what they are called here.', '层级，自上而下，写明本地叫法', {
          county: '县委',
          street: '乡镇（街道）党（工）委',
        }),
      ),
    units: z.array(UnitEntry).optional(),
  })
  .meta({ title: 'org.yaml', ...about('The org chart.', '组织架构') });
export type OrgFile = z.infer<typeof OrgFile>;
