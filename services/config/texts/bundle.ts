import type { FaultText } from '../fault-texts.ts';

/** Tenant, locks, org chart, calendar, areas, tests. */
export const bundleTexts = {
  'tenant/extends-missing': {
    severity: 'error',
    en: [
      'A {kind} takes over the rules of the layer above, and this one names none.',
      'Add `extends:` with the code of the tenant above.',
    ],
    zh: ['{kind} 要沿用上级的规则，这里没有写是谁。', '请补上 extends: 上级代码。'],
  },
  'tenant/extends-kind': {
    severity: 'error',
    en: [
      'A {kind} cannot take over the rules of “{above}”, which is a {aboveKind}.',
      'A county extends a province or the country, a province the country, the country nothing.',
    ],
    zh: ['{kind} 不能沿用“{above}”（{aboveKind}）的规则。', '县区沿用省或全国，省沿用全国，全国不沿用谁。'],
  },
  'tenant/incomplete': {
    severity: 'error',
    en: ['A county needs “{key}”.', 'Add `{key}:`.'],
    zh: ['县区要写“{key}”。', '请补上“{key}:”。'],
  },
  'setting/type': {
    severity: 'error',
    en: ['The setting “{name}” is {expected}, and here it is {found}.', 'Write {expected}.'],
    zh: ['设置项“{name}”应是{expected}，这里却是{found}。', '请写成{expected}。'],
  },
  'setting/out-of-bounds': {
    severity: 'error',
    en: ['“{name}” is {value}; allowed is {bound} ({related}).', 'Choose a value within the bound.'],
    zh: ['“{name}”为 {value}，允许的是 {bound}（{related}）。', '请改到允许的范围内。'],
  },
  'lock/item-limit': {
    severity: 'error',
    en: [
      'The limit {value} of “{name}” is longer than the lock at {related} allows: at most {bound}. {because}',
      'Shorten it to at most {bound}.',
    ],
    zh: ['“{name}”的时限 {value} 超出 {related} 的规定：不超过 {bound}。{because}', '请缩短到 {bound} 以内。'],
  },
  'lock/incomparable': {
    severity: 'error',
    en: [
      'The limit {value} of “{name}” cannot be shown to stay within {bound}, which the lock at {related} asks for: nights and days off come on top.',
      'State it in the unit of the lock.',
    ],
    zh: [
      '“{name}”的时限 {value} 会因夜间、节假日变长，不能保证不超过 {related} 规定的 {bound}。',
      '请用与规定相同的单位来写。',
    ],
  },
  'lock/step': {
    severity: 'error',
    en: [
      'The process “{name}” leaves out the step “{step}”, which the lock at {related} keeps. {because}',
      'Add a state that belongs to this step and can be reached.',
    ],
    zh: ['流程“{name}”略去了“{step}”环节，{related} 规定必须保留。{because}', '请加上属于这一环节、能够到达的状态。'],
  },
  'org/parent-twice': {
    severity: 'error',
    en: ['The unit is written inside “{inside}” and names another parent.', 'Take away `parent:`, or move the unit.'],
    zh: ['该单位写在“{inside}”里面，又另写了上级。', '请删去 parent，或把它移出来。'],
  },
  'org/incomplete': {
    severity: 'error',
    en: ['The unit “{name}” has no “{key}”.', 'Add `{key}:`.'],
    zh: ['单位“{name}”没有写“{key}”。', '请补上“{key}:”。'],
  },
  'org/cycle': {
    severity: 'error',
    en: ['The unit stands above itself: {path}.', 'Correct one `parent:` of this chain.'],
    zh: ['上下级绕成了圈：{path}。', '请改正其中一个上级。'],
  },
  'org/depth': {
    severity: 'error',
    en: [
      '“{name}” is on level “{level}” and so belongs below a unit of level “{expected}”, not below {found}.',
      'Put it below such a unit, or correct the level.',
    ],
    zh: ['“{name}”属于“{level}”一级，上级应是“{expected}”一级的单位，现在是{found}。', '请改正上级或层级。'],
  },
  'org/no-centre': {
    severity: 'error',
    en: [
      'There is no unit of kind `centre`, which decides what no rule settles.',
      'Add one: `{ code: centre, title: …, kind: centre }`.',
    ],
    zh: [
      '没有性质为 centre 的单位，规则定不了的事无人确权。',
      '请加上中心：{ code: centre, title: …, kind: centre }。',
    ],
  },
  'org/ends-before-start': {
    severity: 'error',
    en: ['“{name}” ends before it begins.', 'Correct `from` or `to`.'],
    zh: ['“{name}”的撤销日期早于设立日期。', '请改正 from 或 to。'],
  },
  'org/no-successor': {
    severity: 'warning',
    en: [
      '“{name}” has ended and nobody carries on for it: what is addressed to it goes to the centre.',
      'Name `successors:`.',
    ],
    zh: ['“{name}”已撤销而没有承接单位，派给它的会转中心确权。', '请写明 successors（承接单位）。'],
  },
  'calendar/incomplete': {
    severity: 'error',
    en: ['The calendar has no “{key}”.', 'Add `{key}:` here or in a layer above.'],
    zh: ['日历没有写“{key}”。', '请在这里或上级补上“{key}:”。'],
  },
  'calendar/no-hours': {
    severity: 'error',
    en: [
      'On {date} no season holds, so there are no office hours.',
      'Add a season without `from` and `to`; it holds for the rest of the year.',
    ],
    zh: ['{date} 不属于任何时段，没有上班时间。', '请加一个不写 from、to 的时段，其余日子都按它。'],
  },
  'calendar/never-open': {
    severity: 'error',
    en: ['No season has office hours.', 'Write `hours:` in a season, e.g. `{ weekdays: [08:00-12:00, 14:00-18:00] }`.'],
    zh: ['没有一个时段写了上班时间。', '请在时段里写 hours，如 { weekdays: [08:00-12:00, 14:00-18:00] }。'],
  },
  'calendar/off-and-worked': {
    severity: 'error',
    en: ['{date} is both off and worked; the other line is {related}.', 'Take it out of one of the two lists.'],
    zh: ['{date} 既放假又上班，另一处在 {related}。', '请从其中一个列表里删去。'],
  },
  'calendar/too-many-days': {
    severity: 'error',
    en: [
      'The calendar lists more than {most} days.',
      'Keep the days that are no ordinary ones of the years it covers.',
    ],
    zh: ['日历列出的日子超过 {most} 天。', '请只写所覆盖年份中与平常不同的日子。'],
  },
  'calendar/season-bounds': {
    severity: 'error',
    en: ['The season “{name}” has only one of `from` and `to`.', 'Write both, or none for the rest of the year.'],
    zh: ['时段“{name}”的 from、to 只写了一个。', '请两个都写，或都不写（表示其余日子）。'],
  },
  'calendar/span-overlap': {
    severity: 'error',
    en: ['Two stretches of the day overlap.', 'Write them in order and apart.'],
    zh: ['两段上班时间重叠。', '请按先后分开写。'],
  },
  'calendar/ends-early': {
    severity: 'warning',
    en: [
      'The calendar is known until {until}; the longest limit, {limit}, may reach {due}.',
      'Add the days off that have been announced since and move `covered_until`.',
    ],
    zh: ['日历只到 {until}，而最长时限 {limit} 可能到 {due}。', '请补上已公布的放假安排，并后移 covered_until。'],
  },
  'calendar/order': {
    severity: 'error',
    en: ['`covered_until` lies before `covered_from`.', 'Correct one of the two.'],
    zh: ['covered_until 早于 covered_from。', '请改正其中一个。'],
  },
  'areas/position': {
    severity: 'error',
    en: ['A position needs longitude and latitude.', 'Write [longitude, latitude] in degrees.'],
    zh: ['坐标要有经度和纬度。', '请写 [经度, 纬度]，单位为度。'],
  },
  'areas/range': {
    severity: 'error',
    en: ['[{lon}, {lat}] is no place on earth; longitude and latitude may be swapped.', 'Longitude comes first.'],
    zh: ['[{lon}, {lat}] 不是有效的经纬度，可能写反了。', '经度在前，纬度在后。'],
  },
  'areas/ring': {
    severity: 'error',
    en: ['A ring needs at least four positions, the last one equal to the first.', 'Close the ring.'],
    zh: ['边界至少要有四个点，最后一点与第一点相同。', '请把边界闭合。'],
  },
  'areas/uncovered': {
    severity: 'warning',
    en: [
      'No area is drawn for “{name}”, nor for anything below it: a point there is refused.',
      'Add its area to areas.geojson.',
    ],
    zh: ['没有画“{name}”及其下级的辖区，那里的坐标会被拒收。', '请在 areas.geojson 里补上。'],
  },
  'test/failed': {
    severity: 'error',
    en: [
      '“{name}”: {key} should be {expected} and is {found}[[: {why}]].',
      'Correct the rule that decides ({rule}), or the expectation.',
    ],
    zh: ['“{name}”：{key} 应为 {expected}，实为 {found}[[：{why}]]。', '请改正起作用的规则（{rule}），或改正期望。'],
  },
  'test/location': {
    severity: 'error',
    en: ['This is neither a unit nor a point.', 'Write a unit’s code, or `[longitude, latitude]` in degrees.'],
    zh: ['这里不是单位代码，也不是坐标。', '请写单位代码，或 [经度, 纬度]，单位为度。'],
  },
  'test/outside': {
    severity: 'error',
    en: ['The point lies in no unit’s area on that day.', 'Correct the point (longitude first), or the areas.'],
    zh: ['这个坐标当天不在任何单位的辖区内。', '请改正坐标（先经度后纬度），或改正辖区边界。'],
  },
  'test/refused': {
    severity: 'error',
    en: ['“{name}”: this is refused ({detail}).', 'Correct what is reported or done.'],
    zh: ['“{name}”：这一步不被受理（{detail}）。', '请改正上报或动作的内容。'],
  },
  'test/out-of-reach': {
    severity: 'error',
    en: ['“{name}”: from this time nothing can be reckoned.', 'Write a time within the years of the calendar.'],
    zh: ['“{name}”：从这个时间起无法推算。', '请写日历所在年份的时间。'],
  },
  'test/order': {
    severity: 'error',
    en: ['“{name}”: {at} lies before what happened last.', 'Write the steps in the order of time.'],
    zh: ['“{name}”：{at} 早于上一步。', '请按时间先后写。'],
  },
} as const satisfies Record<string, FaultText>;
