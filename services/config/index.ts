export { isNear, unitsAt, type Point } from './areas/area-index.ts';
export { runBundleTests, type TestResult } from './bundle-tests.ts';
export { checkBundle } from './check-bundle.ts';
export { compileBundle, type CompileOptions, type CompileResult } from './compile-bundle.ts';
export { originOf } from './compile/origins.ts';
export { describeFault, placeName, type DescribedFault, type Fault, type Locale, type Severity } from './fault.ts';
export { diffConfigs, type DiffGroup } from './diff/diff-configs.ts';
export { formatFile } from './format-file.ts';
export {
  layersOf,
  listTenants,
  loadBundleFiles,
  loadChain,
  loadFolder,
  loadTenantsDir,
  type LoadedTenant,
} from './load.ts';
export { askAbout, reportTree, reportTrees, type Asked } from './explain/explain-report.ts';
export { tellExplained } from './explain/tell.ts';
export type { LayerFiles } from './read-layer.ts';
