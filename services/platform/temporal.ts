import { Client, Connection } from '@temporalio/client';

export interface TemporalAddress {
  address: string;
  namespace: string;
}

/**
 * A client that may be made before there is a server: it connects at the first call and again after every loss.
 * Give each call its deadline (`client.withDeadline`), or it waits for as long as the server is away.
 */
export function createTemporalClient(to: TemporalAddress): Client {
  // Left alone, gRPC would by and by try only every two minutes, and so find out late that the server is back.
  const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 250, 'grpc.max_reconnect_backoff_ms': 3_000 };
  return new Client({ connection: Connection.lazy({ address: to.address, channelArgs }), namespace: to.namespace });
}

/** Whether the server answers and has the namespace; waits at most `timeoutMs` for it. */
export async function isTemporalReady(to: TemporalAddress, timeoutMs: number): Promise<boolean> {
  const connection = Connection.lazy({ address: to.address, connectTimeout: timeoutMs });
  try {
    await connection.withDeadline(Date.now() + timeoutMs, () =>
      connection.workflowService.describeNamespace({ namespace: to.namespace }),
    );
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
