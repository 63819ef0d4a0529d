import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;

/** Shell blocks of a page that talk to a running installation, joined; those that install or start one are left out. */
function commandsOf(page: string): string {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
  return blocks.filter((block) => !/^npm (ci|run demo)/m.test(block)).join('\n');
}

/**
 * Runs a page as its reader would, from one shell, against the installation at `apiUrl`. Fails at the first command that fails;
 * answers everything it printed.
 */
export function runPage(
  page: string,
  at: { apiUrl: string; folder: string; env: Record<string, string> },
): Promise<string> {
  const script = commandsOf(page)
    .replaceAll('http://127.0.0.1:8080', at.apiUrl)
    .replaceAll('npm run -s', `npm --prefix ${root} run -s`)
    .replaceAll(' tenants/', ` ${root}tenants/`);
  const options = { cwd: at.folder, env: { ...at.env, PATH: process.env['PATH'], HOME: process.env['HOME'] } };
  return new Promise((resolve, reject) =>
    execFile('bash', ['-euo', 'pipefail', '-c', script], options, (error, stdout, stderr) =>
      error ? reject(new Error(`${page}: ${stderr}\n${stdout}`)) : resolve(stdout),
    ),
  );
}
