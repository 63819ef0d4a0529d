import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findTemporalBinary, temporalServer, temporalTestServer } from '#services/platform/temporal-binary.ts';
import { startTemporalServer, type TemporalServer } from '#services/start/temporal-server.ts';
import { makeTestFolder, sweepTestFolders } from './test-folder.ts';
import './provided.ts';

interface Shared {
  folder: string;
  binary: string;
  testServerBinary: string;
  server: TemporalServer;
  users: number;
}

const slot = globalThis as { countyflowTestTemporal?: Promise<Shared> };
const namespaces = Array.from({ length: 32 }, (_, index) => `test-${index + 1}`) as [string, ...string[]];

export default async function setup(project: TestProject) {
  slot.countyflowTestTemporal ??= bringUp(project.config.root);
  const shared = await slot.countyflowTestTemporal;
  shared.users += 1;
  project.provide('temporalBinary', shared.binary);
  project.provide('temporalTestServerBinary', shared.testServerBinary);
  project.provide('temporalAddress', shared.server.address);
  project.provide('temporalNamespaces', namespaces.length);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete slot.countyflowTestTemporal;
    await shared.server.stop();
    rmSync(shared.folder, { recursive: true, force: true });
  };
}

async function bringUp(root: string): Promise<Shared> {
  await sweepTestFolders();
  const search = { path: process.env['PATH'] ?? '', caches: [join(root, '.cache', 'bin')] as [string] };
  const binary = await findTemporalBinary(temporalServer, search);
  const testServerBinary = await findTemporalBinary(temporalTestServer, search);
  const folder = makeTestFolder();
  const server = await startTemporalServer({ binary, folder, namespaces, inMemory: true });
  return { folder, binary, testServerBinary, server, users: 0 };
}
