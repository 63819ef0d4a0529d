/** A process of its own, as the product's worker is: `bare-worker.ts ADDRESS NAMESPACE`. Says "ready" when it takes work. */
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bareQueue } from './bare-queue.ts';
import type { BareActivities } from './bare.workflow.ts';

const [address = '', namespace = ''] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address });
const activities = { nothing: () => Promise.resolve() } satisfies BareActivities;
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue: bareQueue,
  activities,
  workflowsPath: fileURLToPath(new URL('./bare.workflow.ts', import.meta.url)),
});
process.once('SIGTERM', () => worker.shutdown());
process.stdout.write('ready\n');
await worker.run();
await connection.close();
