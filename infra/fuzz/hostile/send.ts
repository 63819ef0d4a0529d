import { Agent, request, type ClientRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Attempt, NoAnswer } from './attempt.ts';

/** More than this of an answer is counted and thrown away. */
export const keptBytes = 2 * 1024 * 1024;
const patienceMs = 60_000;

export type Send = (attempt: Attempt) => Promise<Answer | NoAnswer>;

/** Sends requests as an HTTP client does that does not care what is in them. */
export function createSender(apiUrl: string): Send & { close: () => void } {
  const { hostname, port } = new URL(apiUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const send = async (attempt: Attempt, isAgain = false): Promise<Answer | NoAnswer> => {
    const startedAt = performance.now();
    const answer = await sendOnce(attempt, { hostname, port, agent: isAgain ? false : agent }, startedAt);
    // A kept connection may have been closed by the server just then: every client asks once more, on a new one.
    if ('fault' in answer && answer.isKeptConnection && !isAgain) return send(attempt, true);
    return answer;
  };
  return Object.assign((attempt: Attempt) => send(attempt), { close: () => agent.destroy() });
}

const ignore = () => {};

interface Where {
  hostname: string;
  port: string;
  agent: Agent | false;
}

function sendOnce(
  attempt: Attempt,
  { hostname, port, agent }: Where,
  startedAt: number,
): Promise<Answer | (NoAnswer & { isKeptConnection: boolean })> {
  return new Promise((resolve) => {
    const { method, path, manner } = attempt;
    const own = manner === 'cut off' || manner === 'answer left unread' ? { agent: false as const } : { agent };
    const outgoing = request({ hostname, port, method, path, headers: headersOf(attempt), ...own });
    const elapsed = () => performance.now() - startedAt;
    const fail = (fault: string) =>
      resolve({ fault, ms: elapsed(), isKeptConnection: outgoing.reusedSocket && fault === 'ECONNRESET' });
    const timer = setTimeout(() => {
      fail(`no answer within ${patienceMs / 1000} s`);
      outgoing.destroy();
    }, patienceMs);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    // A server that refuses early may close under what is still being written, after the answer has come.
    outgoing.on('socket', (socket) => socket.listeners('error').includes(ignore) || socket.on('error', ignore));
    outgoing.on('response', (incoming) => {
      const kept: Buffer[] = [];
      let size = 0;
      incoming.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      incoming.on('data', (piece: Buffer) => {
        if (size < keptBytes) kept.push(piece);
        size += piece.length;
        if (manner === 'answer left unread') outgoing.destroy();
      });
      incoming.on('close', () => {
        clearTimeout(timer);
        const { statusCode = 0, headers } = incoming;
        resolve({ status: statusCode, headers, size, body: Buffer.concat(kept), ms: elapsed() });
      });
    });
    void write(outgoing, attempt);
  });
}

function headersOf({ headers, body, manner }: Attempt): Record<string, string | string[]> {
  const isMeasured = body && manner !== 'chunked' && headers['content-length'] === undefined;
  return { ...headers, ...(isMeasured && { 'content-length': String(body.length) }) };
}

const slowPieces = 20;
const slowPauseMs = 100;

async function write(outgoing: ClientRequest, { body, manner }: Attempt): Promise<void> {
  if (!body) {
    outgoing.end();
    return;
  }
  if (manner === 'cut off') {
    outgoing.write(body.subarray(0, Math.ceil(body.length / 2)));
    await sleep(50);
    outgoing.destroy(Object.assign(new Error('cut off'), { code: 'cut off' }));
    return;
  }
  if (manner === 'slow' || manner === 'chunked') {
    const step = Math.ceil(body.length / slowPieces);
    for (let at = 0; at < body.length && !outgoing.destroyed; at += step) {
      outgoing.write(body.subarray(at, at + step));
      if (manner === 'slow') await sleep(slowPauseMs);
    }
    outgoing.end();
    return;
  }
  outgoing.end(body);
}
