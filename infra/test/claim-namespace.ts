import pg from 'pg';

/**
 * A Temporal namespace of the shared dev server that no other test file uses in this run: workers of two files on one queue would
 * take each other's cases and look for them in the wrong database.
 */
export async function claimNamespace(provided: { postgresUrl: string; temporalNamespaces: number }): Promise<string> {
  const client = new pg.Client({ connectionString: provided.postgresUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    await client.query('create sequence if not exists test_namespace');
    const { rows } = await client.query<{ number: string }>(`select nextval('test_namespace') as number`);
    const number = Number(rows[0]?.number);
    if (number > provided.temporalNamespaces)
      throw new Error(
        `all ${provided.temporalNamespaces} namespaces are taken: raise their number in setup-temporal.ts`,
      );
    return `test-${number}`;
  } finally {
    await client.end();
  }
}
