import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { makeTestFolder } from '../../test/test-folder.ts';
import { fetchToken } from '#services/cli/token.ts';
import { runCommand, stopCommand } from '#services/journeys/command.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { readRunFile } from '#services/platform/run-file.ts';
import { embeddedDatabaseUrl } from '#services/start/embedded-postgres.ts';
import { databaseUrlOf, ensureDatabase } from '#services/start/ensure-database.ts';

/** The product on servers of its own, and beside it, on the same servers, what its figures are divided by. */
export interface House {
  apiUrl: string;
  oneRowUrl: string;
  temporal: Client;
  tokenOf: (person: string) => Promise<string>;
  /** Whose tokens can be had, as `<tenant>/<name>`. */
  people: string[];
  /** What is still under way: cases that are not closed, and messages to Temporal. */
  backlog: () => Promise<{ open: number; outbox: number }>;
  /** Process numbers of the product and of its two servers. */
  pids: { node: number; postgres: number; temporal: number };
  stop: () => Promise<void>;
}

const floorDatabase = 'bench_floor';

export async function aHouse(): Promise<House> {
  const folder = makeTestFolder();
  const env = {
    DATA_DIR: folder,
    PORT: String(await findFreePort()),
    ISSUER_PORT: String(await findFreePort()),
    LOG_LEVEL: 'error',
  };
  const product = runCommand(['start'], { env });
  const floors: ChildProcess[] = [];
  try {
    await product.says('Ctrl-C stops', 120_000);
    const { apiUrl, issuerUrl, temporal } = readRunFile(folder)!;
    const { address, namespace } = temporal!;
    const databaseUrl = embeddedDatabaseUrl(folder)!;
    await ensureDatabase(databaseUrl, floorDatabase);
    const oneRow = aFloor('one-row-server.ts', [databaseUrlOf(databaseUrl, floorDatabase)]);
    const bare = aFloor('bare-worker.ts', [address, namespace]);
    floors.push(oneRow, bare);
    const [, oneRowPort] = await readyWords(oneRow);
    await readyWords(bare);
    const connection = await Connection.connect({ address });
    const people = (await (await fetch(`${issuerUrl}/demo-people`)).json()) as { id: string }[];
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    return {
      apiUrl,
      oneRowUrl: `http://127.0.0.1:${oneRowPort}`,
      temporal: new Client({ connection, namespace }),
      people: people.map(({ id }) => id),
      async backlog() {
        const { rows } = await pool.query<{ open: number; outbox: number }>(`
          select (select count(*)::int from "case" where closed_at is null) as open,
            (select count(*)::int from outbox) as outbox`);
        return rows[0]!;
      },
      tokenOf: (person) => fetchToken({ DATA_DIR: folder, OIDC_ISSUER: undefined }, person),
      pids: {
        node: product.pid,
        postgres: numberIn(join(folder, 'postgres', 'postmaster.pid')),
        temporal: numberIn(join(folder, 'temporal.pid')),
      },
      async stop() {
        await connection.close();
        await pool.end();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }

  async function end(): Promise<void> {
    await Promise.all(
      floors.map(async (floor) => {
        floor.kill('SIGTERM');
        if (floor.exitCode === null) await once(floor, 'exit');
      }),
    );
    await stopCommand(product);
    rmSync(folder, { recursive: true, force: true });
  }
}

function aFloor(program: string, args: string[]): ChildProcess {
  const path = fileURLToPath(new URL(`../floor/${program}`, import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Its first line, `ready …`, word by word. */
async function readyWords(floor: ChildProcess): Promise<string[]> {
  const ended = once(floor, 'exit').then(([code]) => {
    throw new Error(`a floor of the bench ended with ${code}`);
  });
  const [line] = (await Promise.race([once(createInterface(floor.stdout!), 'line'), ended])) as [string];
  return line.split(' ');
}

function numberIn(file: string): number {
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}
