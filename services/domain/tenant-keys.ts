import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { tenantOf, type TenantDb } from './database.ts';
import { importSecretKey, keyIdOf, openValue, sealValue, type SecretKey } from './sealing.ts';

/** Seals and opens under the keys of one tenant (PIPL 51: personal data is kept encrypted). */
export interface Sealer {
  seal: (value: unknown) => Promise<string>;
  open: <T>(sealed: string) => Promise<T>;
  keyedHash: KeyedHash;
}

/** 16 bytes, the same for the same text, by which what is sealed can be found; without the tenant's key they say nothing of it. */
export type KeyedHash = (purpose: string, text: string) => Buffer;

export interface TenantKeys {
  /** The sealer of the transaction's tenant. */
  sealer(tx: TenantDb): Promise<Sealer>;
  /** Gives a new tenant its first data key; a tenant that has one keeps it. */
  createKey(tx: TenantDb): Promise<void>;
}

interface KeyRing {
  current: string;
  keys: Map<string, SecretKey>;
  keyedHash: KeyedHash;
}

/**
 * Each tenant has data keys of its own, stored wrapped by the installation's master key (32 bytes), so that erasing a tenant's keys erases
 * what they sealed. Unwrapped keys stay in memory; one that another process added is loaded when it is first met.
 */
export function createTenantKeys(masterKey: Uint8Array): TenantKeys {
  const rings = new Map<string, KeyRing>();

  async function load(tx: TenantDb): Promise<KeyRing> {
    const tenant = tenantOf(tx);
    const rows = await tx
      .selectFrom('tenant_key')
      .select(['key_id', 'wrapped'])
      .where('tenant_id', '=', tenant)
      .orderBy('created_at')
      .execute();
    const current = rows.at(-1)?.key_id;
    if (current === undefined) throw new Error(`tenant ${tenant} has no data key`);
    const unwrapped = await Promise.all(rows.map(async (row) => [row.key_id, await unwrap(row.wrapped)] as const));
    const keys = await Promise.all(unwrapped.map(async ([id, bytes]) => [id, await importSecretKey(bytes)] as const));
    const ring = { current, keys: new Map(keys), keyedHash: keyedHashOf(unwrapped[0]![1]) };
    rings.set(tenant, ring);
    return ring;
  }

  async function unwrap(wrapped: string): Promise<Uint8Array> {
    const { plaintext } = await compactDecrypt(wrapped, masterKey, { keyManagementAlgorithms: ['A256GCMKW'] }).catch(
      (cause: unknown) => {
        throw new Error('a tenant’s data key does not open: the master key is not the one that wrapped it', { cause });
      },
    );
    return plaintext;
  }

  const ringOf = async (tx: TenantDb) => rings.get(tenantOf(tx)) ?? (await load(tx));

  return {
    async sealer(tx) {
      const ring = await ringOf(tx);
      return {
        seal: (value) => sealValue(ring.keys.get(ring.current)!, ring.current, value),
        async open<T>(sealed: string) {
          const id = keyIdOf(sealed);
          const key = ring.keys.get(id) ?? (await load(tx)).keys.get(id);
          if (!key) throw new Error(`tenant ${tenantOf(tx)} has no key ${id}`);
          return openValue<T>(key, sealed);
        },
        keyedHash: ring.keyedHash,
      };
    },

    async createKey(tx) {
      const tenant = tenantOf(tx);
      const found = await tx
        .selectFrom('tenant_key')
        .select('key_id')
        .where('tenant_id', '=', tenant)
        .executeTakeFirst();
      if (found) return;
      const wrapped = await new CompactEncrypt(randomBytes(32))
        .setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM' })
        .encrypt(masterKey);
      await tx.insertInto('tenant_key').values({ tenant_id: tenant, key_id: randomUUID(), wrapped }).execute();
    },
  };
}

/** Of the tenant's first key, which it keeps as long as anything is sealed under it: hashes of another could not be compared. */
function keyedHashOf(first: Uint8Array): KeyedHash {
  const key = Buffer.from(hkdfSync('sha256', first, '', 'countyflow keyed hash', 32));
  return (purpose, text) => createHmac('sha256', key).update(`${purpose}\0${text}`).digest().subarray(0, 16);
}
