import type { Api } from '../../environment.ts';
import { mountCheckConfig } from './check-config.ts';
import { mountCreateConfigVersion } from './create-config-version.ts';
import { mountGetActiveConfig } from './get-active-config.ts';
import { mountGetConfigFiles } from './get-config-files.ts';
import { mountGetConfigVersion } from './get-config-version.ts';
import { mountListConfigVersions } from './list-config-versions.ts';
import { mountPublishConfigVersion } from './publish-config-version.ts';

export function mountConfiguration(app: Api): void {
  mountCheckConfig(app);
  mountCreateConfigVersion(app);
  mountListConfigVersions(app);
  mountGetActiveConfig(app);
  mountGetConfigVersion(app);
  mountGetConfigFiles(app);
  mountPublishConfigVersion(app);
}
