import type { FaultText } from '../fault-texts.ts';

/** Tenant, org chart, catalogue, routing, calendar, areas. */
export const bundleTexts = {
  'org/parent-twice': {
    severity: 'error',
    en: ['The unit is written inside “{inside}” and names another parent.', 'Take away `parent:`, or move the unit.'],
    zh: ['该单位写在“{inside}”里面，又另写了上级。', '请删去 parent，或把它移出来。'],
  },
  'routing/lead': {
    severity: 'error',
    en: ['This does not say a lead.', 'Write the code of a unit, or `{ level: street, of: location }`.'],
    zh: ['这里没有写清主办。', '请写单位代码，或 { level: street, of: location }。'],
  },
  'areas/position': {
    severity: 'error',
    en: ['A position needs longitude and latitude.', 'Write [longitude, latitude] in degrees.'],
    zh: ['坐标要有经度和纬度。', '请写 [经度, 纬度]，单位为度。'],
  },
  'areas/ring': {
    severity: 'error',
    en: ['A ring needs at least four positions, the last one equal to the first.', 'Close the ring.'],
    zh: ['边界至少要有四个点，最后一点与第一点相同。', '请把边界闭合。'],
  },
} as const satisfies Record<string, FaultText>;
