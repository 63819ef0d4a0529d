import type { IncomingMessage } from 'node:http';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../environment.ts';

/**
 * A refusal (401, 413, 415 …) may come before the body was read. What is left of it is thrown away, or the connection
 * would look free to the client and be reset under its next request.
 */
export const discardUnread = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  // Absent where no server stands in between.
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  if (!incoming || incoming.readableEnded) return;
  const { body } = c.req.raw;
  // A client that goes away meanwhile is none of our concern.
  if (body && !body.locked) void body.pipeTo(new WritableStream()).catch(() => {});
});
