import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, NoAnswer, RawAttempt } from './attempt.ts';

const patienceMs = 20_000;
const quietMs = 1_500;

/** Writes bytes to a connection of its own and reads until the server closes it, or has said something and then nothing more. */
export function sendRaw(apiUrl: string, { pieces, breakAfterMs }: RawAttempt): Promise<Answer | NoAnswer> {
  const { hostname, port } = new URL(apiUrl);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const got: Buffer[] = [];
    let fault = 'closed without an answer';
    const timers = [setTimeout(() => end(`no answer within ${patienceMs / 1000} s`), patienceMs)];
    let quiet: NodeJS.Timeout | undefined;
    if (breakAfterMs !== undefined) timers.push(setTimeout(() => end('broken off'), breakAfterMs));
    function end(reason: string) {
      fault = reason;
      socket.destroy();
    }
    socket.on('data', (piece) => {
      got.push(piece);
      clearTimeout(quiet);
      quiet = setTimeout(() => socket.destroy(), quietMs);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => (fault = error.code ?? error.message));
    socket.on('close', () => {
      for (const timer of [...timers, quiet]) clearTimeout(timer);
      const ms = performance.now() - startedAt;
      resolve(readAnswer(Buffer.concat(got), ms) ?? { fault, ms });
    });
    socket.on('connect', () => void write());
    async function write() {
      for (const piece of pieces) {
        if (socket.destroyed || !socket.writable) return;
        socket.write(piece);
        await sleep(30);
      }
    }
  });
}

/** The first answer of a connection, as far as it came; undefined where nothing that looks like one came. */
function readAnswer(bytes: Buffer, ms: number): Answer | undefined {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...lines] = text.slice(0, end === -1 ? text.length : end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1]);
  if (!status) return undefined;
  const headers = Object.fromEntries(
    lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
  );
  const rest = end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 4);
  const length = Number(headers['content-length'] ?? rest.length);
  return { status, headers, size: bytes.length, body: rest.subarray(0, length), ms };
}
