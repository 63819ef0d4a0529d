import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { compileBundle, loadBundleFiles, type LayerFiles } from '#services/config/index.ts';
import type { Deps } from '../context.ts';
import { withTenant } from '../database.ts';
import { createTenant } from '../tenants/create-tenant.ts';
import { inFlightMs } from '../tenants/rollout.repository.ts';
import type { VersionRef } from '../tenants/tenant.table.ts';
import { rollOutPage } from './roll-out-page.ts';
import { asTestTenant, testDeps, type TestTenant } from '../testing.ts';

/** For tests of configuration: a country, a province and counties with bundles of their own, under codes of their own. */

export interface TestLayers {
  deps: Deps;
  country: TestTenant;
  province: TestTenant;
  county: TestTenant;
  /** One more child of the province. */
  addCounty: (change?: (files: Files) => void) => Promise<TestTenant>;
}

export type Files = Record<string, string>;

export async function testLayers(deps: Deps = testDeps()): Promise<TestLayers> {
  const country = await enter(deps, [], 'country', await countryFiles());
  const province = await enter(deps, [country], 'province', { 'tenant.yaml': 'title: 省\n' });
  const addCounty: TestLayers['addCounty'] = (change) => {
    const files = countyFiles();
    change?.(files);
    return enter(deps, [province, country], 'county', files);
  };
  return { deps, country, province, county: await addCounty(), addCounty };
}

/** The tenant's own files in force, to be changed and sent again. */
export async function filesOf(tenant: TestTenant): Promise<Files> {
  return tenant.inTenant(async (tx) => {
    const { version } = await tenant.deps.configurations.active(tx, await tenant.deps.clock.now(tx));
    const found = await tx
      .selectFrom('config_version')
      .select('files')
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    return { ...found.files };
  });
}

/** With one piece of one file replaced; the piece must be there. */
export function changed(files: Files, file: string, from: string, to: string): Files {
  const text = files[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  return { ...files, [file]: text.replace(from, to) };
}

/** Does the mass work that has come due, as its workflows would. */
export async function rollOut(tenant: TestTenant): Promise<void> {
  const due = await tenant.inTenant(async (tx) =>
    tx
      .selectFrom('rollout')
      .select('rollout_id')
      .where('done_at', 'is', null)
      .where('not_before', '<=', new Date((await tenant.deps.clock.now(tx)) + inFlightMs))
      .orderBy('not_before')
      .execute(),
  );
  for (const { rollout_id: rolloutId } of due) {
    let after: string | null = null;
    do ({ after } = await rollOutPage(tenant.deps, { tenant: tenant.code, rolloutId, after }));
    while (after !== null);
  }
}

async function enter(
  deps: Deps,
  above: TestTenant[],
  kind: 'country' | 'province' | 'county',
  given: Files,
): Promise<TestTenant> {
  const code = `${kind.slice(0, 2)}-${randomBytes(5).toString('hex')}`;
  const [parent] = above;
  const head = `code: ${code}\nkind: ${kind}\n${parent ? `extends: ${parent.code}\n` : ''}`;
  const files = { ...given, 'tenant.yaml': head + given['tenant.yaml'] };
  const layers: LayerFiles[] = [];
  for (const layer of above.toReversed()) layers.push({ tenant: layer.code, files: await filesOf(layer) });
  const { config, hash, faults } = compileBundle([...layers, { tenant: code, files }]);
  if (!config || hash === undefined) throw new Error(JSON.stringify(faults));
  const parents: VersionRef[] = above.map((layer) => ({ tenant: layer.code, version: 1 }));
  await withTenant(deps.db, code, (tx) =>
    createTenant(tx, deps, { config, hash, files, parents, note: 'test', by: 'test' }),
  );
  return asTestTenant(deps, code, config);
}

/** The product's own country: its processes and calendar. */
async function countryFiles(): Promise<Files> {
  const found = await loadBundleFiles(fileURLToPath(new URL('../../../tenants/china', import.meta.url)));
  const files = Object.entries(found).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]);
  return { ...(Object.fromEntries(files) as Files), 'tenant.yaml': 'title: 国\ndivision: "000000"\n' };
}

function countyFiles(): Files {
  return {
    'tenant.yaml': 'title: 县\ndivision: "990001"\nnumber_prefix: TC\n',
    'org.yaml': `levels: { county: 县, street: 街道, community: 社区 }
units:
  - { code: county, title: 县, kind: oversight, level: county, division: "990001" }
  - { code: centre, title: 治理中心, kind: centre }
  - { code: works, title: 工程局, kind: department, desk: true }
  - { code: parks, title: 园林局, kind: department, desk: true }
  - { code: river, title: 河街道, kind: street, level: street, parent: county }
  - { code: river-side, title: 河边社区, kind: community, level: community, parent: river }
`,
    'catalogue/first.yaml': `edition: 1
title: 第一版
from: 2021-01-01
items:
  - { code: Q01, title: 护栏损坏, category: works, urgency: urgent, limit: 2 hours, lead: works, evidence: { report: [photo], submit: [photo_after] } }
  - { code: Q02, title: 树木修剪, category: works, urgency: normal, limit: 3 working_days, lead: parks, assist: [works], evidence: { report: [photo], submit: [photo_after] } }
`,
    'tests/first.yaml': `- name: 护栏损坏归工程局
  report: { item: Q01, location: river-side, at: 2026-11-23 09:00 }
  expect: { lead: works, finish: 2026-11-23 11:00 }
`,
  };
}
