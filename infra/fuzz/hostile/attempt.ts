import type { DescribedOperation } from '#services/api/conformance.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** One request, as it goes out. */
export interface Attempt {
  /** What is wrong with it, in a few words: the same words for the same wrong. */
  kind: string;
  operation: string;
  method: string;
  /** As it stands in the request line. */
  path: string;
  headers: Record<string, string | string[]>;
  body?: Buffer;
  manner?: Manner;
  /** May not reach the operation, so its description is not held against the answer. */
  isElsewhere?: boolean;
  /** The only statuses that are right; else any that is described, and never 5xx but 503. */
  must?: readonly number[];
}

/** How the body goes out, or what is done with the connection meanwhile. */
export type Manner = 'chunked' | 'slow' | 'cut off' | 'answer left unread';

/** What no HTTP client would send, byte for byte. */
export interface RawAttempt {
  kind: string;
  operation: 'raw';
  /** Written one after the other, with a pause between. */
  pieces: readonly Buffer[];
  /** The connection is broken after this many milliseconds, whatever has come. */
  breakAfterMs?: number;
  /** An answer is owed. */
  isOwedAnswer: boolean;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  size: number;
  /** The beginning, which is all of it where it is not longer than `keptBytes`. */
  body: Buffer;
  ms: number;
}

export interface NoAnswer {
  fault: string;
  ms: number;
}

/** A request that succeeds, before anything about it is broken. */
export interface Honest {
  described: DescribedOperation;
  /** The demo person, without the tenant. */
  as: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  json?: unknown;
  form?: Buffer;
}

/** A way to be hostile. Several attempts of one turn are sent at the same moment. */
export interface Kind {
  name: string;
  suits: (described: DescribedOperation) => boolean;
  /** How often in a round, for what has many faces. */
  times?: number;
  make: (at: Target) => Promise<readonly Attempt[]>;
  /** What only all answers together can show to be wrong. */
  check?: (answers: readonly (Answer | NoAnswer)[]) => string[];
}

export interface Target {
  described: DescribedOperation;
  random: Random;
  world: World;
  honest: () => Promise<Honest>;
}

export const nameOf = ({ operation }: DescribedOperation): string => operation.operationId;
export const takesJson = ({ operation }: DescribedOperation): boolean =>
  operation.requestBody?.content['application/json'] !== undefined;
export const takesForm = ({ operation }: DescribedOperation): boolean =>
  operation.requestBody?.content['multipart/form-data'] !== undefined;
export const parametersOf = ({ operation }: DescribedOperation, place: 'query' | 'path') =>
  (operation.parameters ?? []).filter((parameter) => parameter.in === place).map(({ name }) => name);
