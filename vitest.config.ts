import { defineConfig } from 'vitest/config';
import { scratchFolder } from './infra/test/scratch-folder.ts';

const suffixes = ['db', 'replay', 'e2e'];

/** A file's suffix says what it needs; what needs a server brings one up by itself. */
function project(name: string, include: string, setup: readonly string[], timeoutMs: number) {
  return {
    extends: true as const,
    test: {
      name,
      include: [include],
      globalSetup: [scratch, ...setup],
      testTimeout: timeoutMs,
      hookTimeout: 4 * timeoutMs,
    },
  };
}

const scratch = './infra/test/setup-scratch.ts';
const database = './infra/test/setup-database.ts';
const temporal = './infra/test/setup-temporal.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    env: { TZ: 'UTC', LANG: 'C.UTF-8', TMPDIR: scratchFolder },
    exclude: ['node_modules/**', '.data/**', '.cache/**'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          globalSetup: [scratch],
          include: ['{services,workflows,migrations,infra}/**/*.test.ts'],
          exclude: ['node_modules/**', ...suffixes.map((suffix) => `**/*.${suffix}.test.ts`)],
        },
      },
      project('db', '{services,workflows,migrations,infra}/**/*.db.test.ts', [database], 60_000),
      project('replay', '{services,workflows,migrations,infra}/**/*.replay.test.ts', [database, temporal], 90_000),
      project('e2e', '{services,workflows,migrations,infra}/**/*.e2e.test.ts', [database, temporal], 180_000),
    ],
  },
});
