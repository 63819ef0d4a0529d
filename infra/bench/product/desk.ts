import { randomUUID } from 'node:crypto';

/** One person who sends requests as fast as an integration would: nothing is checked but the status. */
export interface Desk {
  post: <T>(path: string, body: object | FormData) => Promise<T>;
  get: <T>(path: string) => Promise<T>;
}

export function createDesk(apiUrl: string, token: string): Desk {
  async function ask<T>(path: string, init: RequestInit): Promise<T> {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(`${apiUrl}${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  return {
    post: (path, body) => {
      const key = { 'idempotency-key': randomUUID() };
      if (body instanceof FormData) return ask(path, { method: 'POST', headers: key, body });
      const headers = { ...key, 'content-type': 'application/json' };
      return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
    get: (path) => ask(path, { method: 'GET' }),
  };
}
