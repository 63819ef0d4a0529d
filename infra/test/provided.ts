import 'vitest';

/** What the set-ups hand to the tests: `inject('databaseUrl')` in a test file that imports this one. */
export interface Provided {
  /** One migrated database that all `.db.test.ts` share; connect through createPool with a role. Every test mints its own tenant. */
  databaseUrl: string;
  /** The maintenance database, for createTestDatabase. */
  postgresUrl: string;
  /** Absolute paths of the two programs. */
  temporalBinary: string;
  temporalTestServerBinary: string;
  /** A dev server that all share, and how many namespaces `test-1` … it has; see claimNamespace. */
  temporalAddress: string;
  temporalNamespaces: number;
}

declare module 'vitest' {
  export interface ProvidedContext extends Provided {}
}
