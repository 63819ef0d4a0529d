import { z } from 'zod';

import { about, Code, Day, Duration, Note, oneOrMore, Title, urgencies } from './scalars.ts';

const urgency = z
  .enum(urgencies)
  .optional()
  .meta(about('How pressing it is; decides the clocks.', '紧急程度，决定各环节时限'));
const limit = Duration.optional().meta(
  about('Time to finish it.', '办结时限；hours 为连续小时，含夜间和节假日', '2 hours', '3 working_days'),
);
const lead = Code.optional().meta(about('The unit that handles it.', '主办单位代码', 'chengguan'));
const assist = oneOrMore(Code)
  .optional()
  .meta(about('Units that assist.', '协办单位代码', ['gongan']));
const withdrawn = z
  .literal(true)
  .optional()
  .meta(about('Switches off what a layer above wrote.', '停用上级写的这一条'));

const VariantEntry = z.strictObject({ code: Code, title: Title.optional(), urgency, limit, lead, assist, withdrawn });

const Evidence = z.strictObject({
  report: oneOrMore(Code)
    .optional()
    .meta(about('Asked for when reporting.', '上报时要附', ['photo'])),
  submit: oneOrMore(Code)
    .optional()
    .meta(about('Asked for when done.', '办结时要附', ['photo_after'])),
});

const SameWithin = z.strictObject({
  distance: z
    .string()
    .regex(/^[1-9]\d{0,4} m$/, 'value/distance')
    .transform((text) => Number(text.slice(0, -2)))
    .meta(about('Metres around the place.', '距离，米', '50 m')),
  time: Duration,
});

export const ItemEntry = z.strictObject({
  code: Code,
  title: Title.optional(),
  title_en: Title.optional().meta(about('Its English name.', '英文名')),
  category: z
    .string()
    .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/, 'value/category')
    .optional()
    .meta(about('Class and sub-class.', '类别.小类', 'enforcement.city_order')),
  urgency,
  limit,
  lead,
  assist,
  visit: z
    .enum(['needed', 'not_needed'])
    .optional()
    .meta(about('Whether somebody must go there; `needed` when left out.', '是否要到现场，不写即要')),
  file_when: Note.optional().meta(about('When it is taken in.', '立案条件')),
  done_when: Note.optional().meta(about('When it counts as done.', '结案条件')),
  ask: Note.optional().meta(about('The question that settles the variant.', '问哪一种情形', '谁家的井盖？')),
  variants: z
    .array(VariantEntry)
    .optional()
    .meta(about('Sub-types; each says only what differs.', '细分情形，只写与事项不同的地方')),
  evidence: Evidence.optional(),
  same_within: SameWithin.optional().meta(about('Suggests duplicates nearby.', '附近多久之内的视为可能重复')),
  example: z
    .literal(true)
    .optional()
    .meta(about("Illustrative, not the county's own value yet.", '示例值，待换成本地的')),
  withdrawn,
});

export const CatalogueFile = z
  .strictObject({
    edition: z.number().int().min(1, 'value/positive').optional().meta(about('Number of the edition.', '第几版')),
    title: Title.optional(),
    from: Day.optional().meta(about('Cases reported from this day on use it.', '从哪天上报的起用')),
    extends: Code.optional().meta(
      about('File name of the edition that it continues.', '在哪一版（文件名）基础上', 'first'),
    ),
    items: z.array(ItemEntry),
  })
  .meta({ title: 'catalogue/*.yaml', ...about('An edition of the catalogue.', '一版事项目录') });
export type CatalogueFile = z.infer<typeof CatalogueFile>;
