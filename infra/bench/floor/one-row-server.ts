/**
 * The same stack with nothing in it: Hono, a validated body, one row by Kysely. `one-row-server.ts DATABASE_URL`; says its port.
 * Its table is as durable as the product’s.
 */
import { serve } from '@hono/node-server';
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { Kysely, PostgresDialect, type Generated } from 'kysely';
import pg from 'pg';

interface Report {
  report_id: Generated<string>;
  item: string;
  description: string;
  unit: string;
}

const Body = z.strictObject({
  item: z.string().min(1).max(64),
  description: z.string().min(5).max(2000),
  location: z.strictObject({ unit: z.string().min(1).max(64) }),
  channel: z.enum(['app', 'grid_app']),
});
const Made = z.object({ id: z.string() });

const [connectionString = ''] = process.argv.slice(2);
const db = new Kysely<{ bench_report: Report }>({
  dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 12 }) }),
});
await db.schema
  .createTable('bench_report')
  .ifNotExists()
  .addColumn('report_id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
  .addColumn('item', 'text', (column) => column.notNull())
  .addColumn('description', 'text', (column) => column.notNull())
  .addColumn('unit', 'text', (column) => column.notNull())
  .execute();

const app = new OpenAPIHono();
const route = createRoute({
  method: 'post',
  path: '/reports',
  request: { body: { required: true, content: { 'application/json': { schema: Body } } } },
  responses: { 201: { description: 'Kept.', content: { 'application/json': { schema: Made } } } },
});
app.openapi(route, async (c) => {
  const { item, description, location } = c.req.valid('json');
  const row = { item, description, unit: location.unit };
  const { report_id } = await db
    .insertInto('bench_report')
    .values(row)
    .returning('report_id')
    .executeTakeFirstOrThrow();
  return c.json({ id: report_id }, 201);
});
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.stdout.write(`ready ${port}\n`);
});
process.once('SIGTERM', () => server.close(() => void db.destroy()));
