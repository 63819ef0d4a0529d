import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { invalid, Problem } from '#services/domain/problem.ts';
import type { ApiEnv } from '../environment.ts';
import { beyondBounds } from '../validation/json-bounds.ts';
import { jsonFault } from '../validation/json-position.ts';

export const jsonLimitBytes = 1024 * 1024;

/** Refused by what the headers announce, or at the first byte too many where they announce nothing. */
export const jsonBodyLimit = bodyLimit({ maxSize: jsonLimitBytes, onError: () => refuseSize(jsonLimitBytes) });

export function refuseSize(bytes: number): never {
  const megabytes = Math.round(bytes / 1024 / 1024);
  throw new Problem('too-large', {
    en: `The body may have at most ${megabytes} MB.`,
    zh: `请求内容至多 ${megabytes} MB。`,
  });
}

/** Reads the body as JSON before any schema sees it, so that what is malformed is told apart from what is merely wrong. */
export const jsonBody = createMiddleware<ApiEnv>(async (c, next) => {
  requirePlainEncoding(c.req.header('content-encoding'));
  const type = c.req.header('content-type');
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type ?? '')) throw notJson(type);
  const text = decode(await c.req.arrayBuffer());
  const tooMuch = beyondBounds(text);
  if (tooMuch?.is === 'too-large') throw new Problem('too-large', tooMuch.detail);
  if (tooMuch) throw invalid([{ pointer: '', detail: tooMuch.detail }]);
  const value = parse(text);
  c.set('json', value);
  // The validator that follows would read the text a second time.
  c.req.json = <T>() => Promise.resolve(value as T);
  await next();
});

export function requirePlainEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new Problem('unsupported-media-type', {
    en: 'Send the body without Content-Encoding.',
    zh: '请求内容不可压缩，请去掉 Content-Encoding。',
  });
}

function notJson(type: string | undefined): Problem {
  return new Problem('unsupported-media-type', {
    en: `Send JSON with “Content-Type: application/json”${type ? `, not “${type.slice(0, 100)}”` : ''}.`,
    zh: `请以 Content-Type: application/json 发送 JSON${type ? `，而不是“${type.slice(0, 100)}”` : ''}。`,
  });
}

function decode(bytes: ArrayBuffer): string {
  if (bytes.byteLength === 0)
    throw new Problem('bad-request', { en: 'The body is empty; JSON is expected.', zh: '请求内容为空，应为 JSON。' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem('bad-request', { en: 'The body is not UTF-8.', zh: '请求内容不是 UTF-8 编码。' }, {}, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { line, column, found } = jsonFault(text);
    const place = { line, column };
    throw new Problem(
      'bad-request',
      {
        en: `Not JSON: line ${line}, column ${column}: ${found === null ? 'the text ends too early' : `unexpected “${found}”`}.`,
        zh: `不是有效的 JSON：第 ${line} 行第 ${column} 列${found === null ? '，内容提前结束' : `出现“${found}”`}。`,
      },
      place,
      { cause },
    );
  }
}
