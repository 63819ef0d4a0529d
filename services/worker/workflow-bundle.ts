import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const workflowsFolder = fileURLToPath(new URL('../../workflows/', import.meta.url));

/**
 * The workflow code as one file, made when it has changed and found again when not: bundling takes seconds, and every worker that
 * starts would pay them. Answers the file's path in `folder`.
 */
export async function bundleWorkflows(folder: string): Promise<string> {
  const codePath = join(folder, `workflows-${fingerprint()}.cjs`);
  if (existsSync(codePath)) return codePath;
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(workflowsFolder, 'index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  mkdirSync(folder, { recursive: true });
  // Under its name only when whole: another worker may be starting at the same time.
  const draft = `${codePath}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, codePath);
  return codePath;
}

/** Of everything that could be bundled, and of the SDK, whose bundles fit only workers of the same version. */
function fingerprint(): string {
  const hash = createHash('sha256').update(sdkVersion());
  for (const name of readdirSync(workflowsFolder, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.ts') && !name.endsWith('.test.ts'))
      hash.update(`\0${name}\0`).update(readFileSync(join(workflowsFolder, name)));
  return hash.digest('hex').slice(0, 16);
}

function sdkVersion(): string {
  const manifest = createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string };
  return manifest.version;
}
