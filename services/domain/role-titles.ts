import type { Role } from './context.ts';

const titles: Record<Role, string> = {
  resident: '居民',
  deputy: '代表委员',
  grid_worker: '网格员',
  officer: '单位经办人',
  street_leader: '街道领导',
  centre: '治理中心',
  leader: '县领导',
  inspector: '督查员',
  admin: '配置管理员',
  people_admin: '人员管理员',
  auditor: '审计员',
  operator: '省级运营员',
};

/** Roles as a Chinese reader knows them; English texts name them by their codes. */
export function roleTitles(roles: readonly Role[]): string {
  return roles.map((role) => titles[role]).join('、');
}
