import { cors } from 'hono/cors';

/**
 * Lets browser applications of the listed origins call and read what a client needs. No cookie counts here, so none is
 * allowed; whatever is not listed gets no word of permission, and its browser keeps the answer from it.
 */
export function allowOrigins(origins: readonly string[]) {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST'],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'Accept-Language',
      'Idempotency-Key',
      'X-Request-Id',
      'If-None-Match',
      'Range',
      'If-Range',
    ],
    exposeHeaders: [
      ...['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'Retry-After'],
      ...['X-Request-Id', 'Location', 'Idempotent-Replayed', 'ETag', 'Content-Language', 'Allow'],
      ...['Accept-Ranges', 'Content-Range', 'Content-Disposition'],
    ],
    maxAge: 600,
  });
}
