import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

export interface TcpProxy {
  port: number;
  /** From now on bytes of both directions vanish, and new connections are taken and told nothing, as behind a firewall that drops. */
  swallow(): void;
  /** From now on bytes pass again on connections made from now on; what has lost bytes stays lost. */
  pass(): void;
  /** Cuts every connection with a reset. */
  reset(): void;
  stop(): Promise<void>;
}

/** A stretch of network on this machine between us and a server, which can be made to fail. */
export async function startTcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let isSwallowing = false;
  const server = createServer((near) => {
    const far = connect(to);
    let isLost = isSwallowing;
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => into.destroy());
      from.on('close', () => {
        sockets.delete(from);
        if (!isLost) into.destroy();
      });
      from.on('data', (bytes) => {
        isLost ||= isSwallowing;
        if (!isLost) into.write(bytes);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    swallow: () => void (isSwallowing = true),
    pass: () => void (isSwallowing = false),
    reset: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    async stop() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
