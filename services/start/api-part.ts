import type pg from 'pg';
import { Gauge, Registry } from 'prom-client';
import { closeToOthers } from '#services/domain/attachments/storage.ts';
import { startApi } from '#services/api/serve.ts';
import { createTokenVerifier } from '#services/platform/tokens.ts';
import { isTemporalReady } from '#services/platform/temporal.ts';
import { pendingMigrations } from '../../migrations/migrate.ts';
import { createDomainDeps, type Surroundings } from './domain-deps.ts';
import type { Part } from './part.ts';
import { openPool } from './pools.ts';

export interface ApiPlace {
  host: string;
  port: number;
  corsOrigins: readonly string[];
  oidc: { issuer: string; audience: string; tenantClaim: string };
}

const databaseConnections = 12;

export async function startApiPart(at: Surroundings, place: ApiPlace): Promise<Part & { url: string }> {
  const pool = openPool(at, { role: 'countyflow_app', max: databaseConnections, applicationName: 'countyflow-api' });
  const metrics = new Registry();
  measurePool(metrics, pool);
  await closeToOthers(at.attachmentsDir).catch((error: unknown) => {
    at.log.warn(
      { folder: at.attachmentsDir, err: error },
      'the folder of files cannot be closed to others; uploads may fail',
    );
  });
  try {
    const api = await startApi(
      {
        ...createDomainDeps(at, pool),
        verifyToken: createTokenVerifier(place.oidc),
        readiness: readinessOf(at, pool),
        metrics,
        corsOrigins: place.corsOrigins,
      },
      place,
    );
    return {
      url: api.url,
      async stop() {
        await api.stop();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function readinessOf(at: Surroundings, pool: pg.Pool) {
  return {
    async postgres() {
      await pool.query('select 1');
    },
    async migrations() {
      const pending = await pendingMigrations(pool);
      if (pending.length > 0) throw new Error(`not migrated: ${pending.join(', ')}`);
    },
    async temporal() {
      if (!(await isTemporalReady(at.temporal, 2_000))) throw new Error(`${at.temporal.address} does not answer`);
    },
  };
}

function measurePool(registry: Registry, pool: pg.Pool): void {
  new Gauge({
    name: 'postgres_pool_connections',
    help: 'Connections of this process, and requests that wait for one.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'awaited' }, pool.waitingCount);
    },
  });
}
