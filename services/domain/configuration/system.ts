import type { Actor } from '../context.ts';

/** By whom mass work is done, as the audit log tells it. */
export const system: { actor: Actor; requestId: null } = {
  actor: { kind: 'system', id: 'system', posts: [] },
  requestId: null,
};
