import { spawnSync } from 'node:child_process';
import { z } from 'zod';

const Report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Fewer than this and the tool has not read the code: with a parser that it does not understand it reports no violations at all. */
const fewestModules = 100;

const folders = ['services', 'workflows', 'migrations', 'infra'];
const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
const run = spawnSync('npx', ['--no-install', 'depcruise', ...folders, ...options], {
  encoding: 'utf8',
  maxBuffer: 256_000_000,
});
if (!run.stdout) {
  process.stderr.write(`depcruise said nothing\n${run.stderr}`);
  process.exit(1);
}
const { totalCruised, violations } = Report.parse(JSON.parse(run.stdout)).summary;
for (const { rule, from, to } of violations) process.stdout.write(`${rule.name}: ${from} → ${to}\n`);
process.stdout.write(`arrows: ${totalCruised} modules, ${violations.length} violations\n`);
if (totalCruised < fewestModules)
  process.stderr.write(`only ${totalCruised} modules were read, at least ${fewestModules} are there\n`);
process.exit(violations.length > 0 || totalCruised < fewestModules ? 1 : 0);
