import type { z } from 'zod';

import {
  AreasFile,
  CalendarFile,
  CatalogueFile,
  OrgFile,
  ProcessFile,
  RoutingFile,
  TenantFile,
  TestFile,
} from '#workflows/definition/schema/index.ts';

/** The files a tenant may have: the folder or name says which schema they follow. */
export const fileKinds = {
  tenant: { pattern: /^tenant\.yaml$/, example: 'tenant.yaml', schema: TenantFile },
  org: { pattern: /^org\.yaml$/, example: 'org.yaml', schema: OrgFile },
  catalogue: { pattern: /^catalogue\/[^/]+\.yaml$/, example: 'catalogue/first.yaml', schema: CatalogueFile },
  routing: { pattern: /^routing\.yaml$/, example: 'routing.yaml', schema: RoutingFile },
  areas: { pattern: /^areas\.geojson$/, example: 'areas.geojson', schema: AreasFile },
  calendar: { pattern: /^calendar\.yaml$/, example: 'calendar.yaml', schema: CalendarFile },
  process: { pattern: /^processes\/[^/]+\.yaml$/, example: 'processes/whistle.yaml', schema: ProcessFile },
  test: { pattern: /^tests\/[^/]+\.yaml$/, example: 'tests/routing.yaml', schema: TestFile },
} as const satisfies Record<string, { pattern: RegExp; example: string; schema: z.ZodType }>;

export type FileKind = keyof typeof fileKinds;
export type FileOf<K extends FileKind> = z.output<(typeof fileKinds)[K]['schema']>;

export function kindOf(file: string): FileKind | undefined {
  return (Object.keys(fileKinds) as FileKind[]).find((kind) => fileKinds[kind].pattern.test(file));
}

/**
 * Beside a bundle people keep notes (`*.md`), and programs keep what is theirs in hidden names: those are not read. A
 * hidden name that would be read without its dot is none of these.
 */
export function isIgnored(file: string): boolean {
  if (/\.md$/i.test(file)) return true;
  return /(^|\/)\.[^./\\]/.test(file) && !kindOf(file.replace(/(^|\/)\./g, '$1'));
}

/** `catalogue/first.yaml` → `first`. */
export function baseName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
}
