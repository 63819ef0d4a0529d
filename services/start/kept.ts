import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({ postgresPassword: z.string(), masterKey: z.base64() });
const Ports = z.object({ postgres: z.number().int().optional(), temporal: z.number().int().optional() });

/** Made once for a data folder; without them what is sealed in the database cannot be read again. */
export type Secrets = z.infer<typeof Secrets>;
/** Ports that the embedded servers had last time, so that addresses stay the same where they can. */
export type Ports = z.infer<typeof Ports>;

export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return Secrets.parse(readJson(file));
  const secrets = {
    postgresPassword: randomBytes(24).toString('base64url'),
    masterKey: randomBytes(32).toString('base64'),
  };
  write(file, secrets);
  return secrets;
}

export function loadPorts(dataDir: string): Ports {
  const read = Ports.safeParse(readJson(join(dataDir, 'ports.json')));
  return read.success ? read.data : {};
}

export function keepPorts(dataDir: string, ports: Ports): void {
  write(join(dataDir, 'ports.json'), { ...loadPorts(dataDir), ...ports });
}

/** In one step, so that a power cut leaves the old file or the new one. */
function write(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
