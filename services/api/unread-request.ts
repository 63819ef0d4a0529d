import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from '#services/domain/problem.ts';
import { localeOf } from './middleware/locale.ts';
import { documentOf } from './problem-response.ts';
import { unreadable } from './unreadable.ts';

interface ParserError extends Error {
  code?: string;
  /** The piece of the request in which it broke off. */
  rawPacket?: Buffer;
}

/** What Node's own parser refuses never reaches the app; it is answered here in the same form, and the connection ends. */
export function answerUnread(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => answering.set(socket, response));
  server.on('clientError', (error: ParserError, socket) => {
    const response = answering.get(socket);
    const isHalfSaid = response !== undefined && response.headersSent && !response.writableEnded;
    if (error.code === 'ECONNRESET' || !socket.writable || isHalfSaid) socket.destroy();
    else socket.end(rawAnswer(unreadable(error), error.rawPacket?.toString('latin1') ?? ''));
  });
  // Nothing but 100-continue is known; whatever else is expected, the request itself can be answered (RFC 9110 §10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (request, socket) => {
    socket.end(rawAnswer(noProxy, `CONNECT / \r\nAccept-Language: ${request.headers['accept-language'] ?? ''}\r\n`));
  });
}

const noProxy = new Problem('method-not-allowed', {
  en: 'This is no proxy; it takes no CONNECT.',
  zh: '本服务不是代理，不支持 CONNECT。',
});

/** A whole answer as text, for a connection that has no request to answer. */
function rawAnswer(problem: Problem, request: string): string {
  const locale = localeOf(/^accept-language:([^\r\n]*)/im.exec(request)?.[1]);
  const instance = /^[A-Z]+ (\/[\x21-\x3e\x40-\x7e]*)/.exec(request)?.[1] ?? '/';
  const body = JSON.stringify(documentOf(problem, { locale, instance }));
  const lines = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Language: ${locale === 'zh' ? 'zh-CN' : 'en'}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
