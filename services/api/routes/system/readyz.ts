import { createRoute, z } from '@hono/zod-openapi';
import type { Api, ApiDeps, ReadinessCheck } from '../../environment.ts';
import { throttleAddress } from '../../middleware/rate-limit.ts';
import { mount, problemResponses } from '../../operation.ts';

const Part = z.strictObject({
  ready: z.boolean(),
  needed: z.boolean().meta({ description: 'Whether requests fail without it.' }),
});

const Readiness = z
  .strictObject({ ready: z.boolean(), parts: z.strictObject({ postgres: Part, migrations: Part, temporal: Part }) })
  .meta({ id: 'Readiness', description: 'Whether requests can be answered, and which part is not ready.' });

const example = (postgres: boolean) => ({
  ready: postgres,
  parts: {
    postgres: { ready: postgres, needed: true },
    migrations: { ready: postgres, needed: true },
    temporal: { ready: true, needed: false },
  },
});

export const readyzRoute = createRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'readyz',
  summary: 'Can requests be answered',
  description:
    'Send no traffic here while this is not ready. Temporal is told but not needed: reporting and acting go on without it, and what fell due meanwhile is settled later.',
  tags: ['System'],
  security: [],
  middleware: [throttleAddress],
  responses: {
    200: { description: 'Ready.', content: { 'application/json': { schema: Readiness, example: example(true) } } },
    503: {
      description: 'Not ready: see `parts`.',
      content: { 'application/json': { schema: Readiness, example: example(false) } },
    },
    ...problemResponses(['method-not-allowed', 'rate-limited', 'internal']),
  },
});

export function mountReadyz(app: Api): void {
  mount(app, readyzRoute, async (c) => {
    const readiness = await readinessOf(c.var.deps);
    return readiness.ready ? c.json(readiness, 200) : c.json(readiness, 503);
  });
}

const patienceMs = 2_000;

async function readinessOf({ readiness, log }: ApiDeps): Promise<z.infer<typeof Readiness>> {
  const isReady = async (part: keyof ApiDeps['readiness']) => {
    try {
      await withinPatience(readiness[part]);
      return true;
    } catch (err) {
      log.warn({ err, part }, 'not ready');
      return false;
    }
  };
  const [postgres, migrations, temporal] = await Promise.all([
    isReady('postgres'),
    isReady('migrations'),
    isReady('temporal'),
  ]);
  return {
    ready: postgres && migrations,
    parts: {
      postgres: { ready: postgres, needed: true },
      migrations: { ready: migrations, needed: true },
      temporal: { ready: temporal, needed: false },
    },
  };
}

/** A part that hangs is not ready; the probe must still answer in time. */
async function withinPatience(check: ReadinessCheck): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}
