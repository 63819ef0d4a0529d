import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { makeTestFolder } from '../../infra/test/test-folder.ts';

const tenantsDir = new URL('../../tenants', import.meta.url).pathname;

/** A county of four units whose `sign` is due in seconds, so that a test can see a deadline pass. */
export const quick = {
  tenant: 'quick',
  place: 'river-side',
  unit: 'works',
  item: 'Q01',
  signWithinMs: 6_000,
  report: {
    item: 'Q01',
    description: '河边步道护栏断了一截',
    location: { unit: 'river-side' },
    channel: 'grid_app',
  },
} as const;

const files = {
  'tenant.yaml': `code: quick
title: 快县
kind: county
extends: china
division: "990001"
number_prefix: QK
`,
  'org.yaml': `levels: { county: 县, street: 街道, community: 社区 }
units:
  - { code: county, title: 快县, kind: oversight, level: county, division: "990001" }
  - { code: centre, title: 治理中心, kind: centre }
  - { code: works, title: 工程局, kind: department, desk: true }
  - { code: river, title: 河街道, kind: street, level: street, parent: county }
  - { code: river-side, title: 河边社区, kind: community, level: community, parent: river }
`,
  'calendar.yaml': `seasons:
  - { code: all_year, title: 全年, hours: { weekdays: [08:00-12:00, 14:00-18:00] } }
`,
  'catalogue/first.yaml': `edition: 1
title: 第一版
from: 2021-01-01
items:
  - { code: Q01, title: 护栏损坏, category: works, urgency: urgent, limit: 2 hours, lead: works, evidence: { report: [photo], submit: [photo_after] } }
`,
};

/** A folder of tenants for TENANTS_DIR: those of the product, and the quick one. */
export function makeTenantsFolder(): string {
  const folder = makeTestFolder();
  cpSync(tenantsDir, folder, { recursive: true });
  const home = join(folder, quick.tenant);
  for (const [name, text] of Object.entries({ ...files, 'processes/whistle.yaml': quickProcess() })) {
    mkdirSync(join(home, name, '..'), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return folder;
}

function quickProcess(): string {
  const process = parseDocument(readFileSync(join(tenantsDir, 'china', 'processes', 'whistle.yaml'), 'utf8'));
  process.setIn(['deadlines', 'sign', 'budget'], `${quick.signWithinMs / 1000} seconds`);
  return process.toString();
}
