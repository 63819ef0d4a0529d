/** Where the story plays and who is in it: the demo county's own people, places and items. */
export const tenant = 'huinan';
/** Every county of China keeps Beijing time. */
export const zone = 'Asia/Shanghai';

export const people = {
  gridWorker: `${tenant}/grid-worker`,
  resident: `${tenant}/resident`,
  centre: `${tenant}/centre`,
} as const;

export const officerOf = (unit: string) => `${tenant}/${unit}`;

export const place = {
  unit: 'dongfeng-xinggong',
  address: '兴工路与爱国街交叉口',
  lon: 126.0432,
  lat: 42.6851,
} as const;
