import { expectAsDescribed } from './conformance.ts';
import type { Api } from './environment.ts';

/** For tests: asks the app as a client would. */

export interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  headers: Headers;
  // Tests look into answers of many shapes and check them against the document besides.
  // oxlint-disable-next-line no-explicit-any
  body: any;
}

/** Calls as one person. */
export type Ask = (path: string, call?: Call) => Promise<Answered>;

/** A body that is no text is sent as JSON, a form as itself. Whatever comes back must be what the document says of that operation. */
export async function send(app: Api, path: string, { method, body, headers = {} }: Call = {}): Promise<Answered> {
  const isRaw =
    typeof body === 'string' || body instanceof FormData || body instanceof Blob || body instanceof ReadableStream;
  const json = body === undefined || isRaw ? {} : { 'content-type': 'application/json' };
  const response = await app.request(path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...json, ...headers },
    ...(body === undefined
      ? {}
      : { body: isRaw ? (body as Exclude<RequestInit['body'], undefined>) : JSON.stringify(body) }),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
  const type = response.headers.get('content-type') ?? '';
  const read = /json/.test(type) ? await response.json() : new Uint8Array(await response.arrayBuffer());
  const answer = { status: response.status, headers: response.headers, body: read };
  await expectAsDescribed(app, method ?? (body === undefined ? 'GET' : 'POST'), path, answer);
  return answer;
}
