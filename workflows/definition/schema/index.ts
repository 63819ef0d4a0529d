export { AreasFile } from './areas-file.ts';
export { CalendarFile } from './calendar-file.ts';
export { CatalogueFile } from './catalogue-file.ts';
export { OrgFile } from './org-file.ts';
export { ProcessFile } from './process-file.ts';
export { RoutingFile } from './routing-file.ts';
export { TenantFile } from './tenant-file.ts';
export { TestFile } from './test-file.ts';
