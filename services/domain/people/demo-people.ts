import type { Org, Unit } from '#workflows/definition/compiled.ts';
import type { Post } from '../context.ts';
import type { NewPerson } from './add-people.ts';

/** People of a demo tenant, `<tenant>/<name>`: one per role, and the officer of every unit under the unit's code. */
export function demoPeople(tenant: string, kind: 'country' | 'province' | 'county', org: Org): NewPerson[] {
  const person = (code: string, name: string, ...posts: Post[]) => ({ id: `${tenant}/${code}`, name, posts });
  if (kind !== 'county')
    return kind === 'province' ? [person('operator', '运营员', { role: 'operator', unit: null })] : [];
  const { place, street } = firstPlace(org);
  const officers = Object.values(org.units).map((unit) => {
    const role = unit.kind === 'centre' ? 'centre' : 'officer';
    return person(unit.code, `${unit.title}联络员`, { role, unit: unit.code });
  });
  const named = [
    person('centre', '孙立新', { role: 'centre', unit: centreOf(org) }),
    person('admin', '周明', { role: 'admin', unit: null }),
    person('people-admin', '吴敏', { role: 'people_admin', unit: null }),
    person('leader', '郑国强', { role: 'leader', unit: null }),
    person('inspector', '冯廉', { role: 'inspector', unit: null }),
    person('auditor', '陈审', { role: 'auditor', unit: null }),
    person('resident', '张桂芳', { role: 'resident', unit: null }),
    person('deputy', '赵民生', { role: 'deputy', unit: null }),
    ...(place ? [person('grid-worker', '王芳', { role: 'grid_worker', unit: place })] : []),
    ...(street ? [person('street-leader', '李街明', { role: 'street_leader', unit: street })] : []),
  ];
  const taken = new Set(named.map(({ id }) => id));
  return [...named, ...officers.filter(({ id }) => !taken.has(id))];
}

function centreOf(org: Org): string | null {
  return Object.values(org.units).find((unit) => unit.kind === 'centre')?.code ?? null;
}

/** The first community or grid of the org chart (below the street, whatever its levels are called) and the street above it. */
function firstPlace({ units, levels }: Org): { place: string | null; street: string | null } {
  const depth = (unit: Unit) => levels.findIndex((level) => level.code === unit.level);
  const place = Object.values(units).find((unit) => depth(unit) >= 2);
  let street = place;
  while (street && depth(street) > 1) street = street.parent === null ? undefined : units[street.parent];
  return { place: place?.code ?? null, street: street?.code ?? null };
}
