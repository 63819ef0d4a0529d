import type { webcrypto } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';

export type SecretKey = webcrypto.CryptoKey;

/** 32 bytes become a key that can be used but not read out again. */
export function importSecretKey(bytes: Uint8Array): Promise<SecretKey> {
  if (bytes.length !== 32) throw new RangeError(`a key has 32 bytes, this one ${bytes.length}`);
  return crypto.subtle.importKey('raw', Uint8Array.from(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** A JSON value as a compact JWE (`dir`, A256GCM) that names its key. */
export async function sealValue(key: SecretKey, keyId: string, value: unknown): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(value));
  return new CompactEncrypt(text).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keyId }).encrypt(key);
}

/** Throws jose's JWEDecryptionFailed for another key or a changed text. */
export async function openValue<T>(key: SecretKey, sealed: string): Promise<T> {
  const { plaintext } = await compactDecrypt(sealed, key, {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return JSON.parse(new TextDecoder().decode(plaintext)) as T;
}

export function keyIdOf(sealed: string): string {
  const { kid } = decodeProtectedHeader(sealed);
  if (typeof kid !== 'string') throw new TypeError('a sealed value names its key');
  return kid;
}
