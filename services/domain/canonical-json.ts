import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** JSON Canonicalization Scheme (RFC 8785): equal values have equal text, whoever writes it in whichever language. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON');
  return text;
}

/**
 * As hashes were made that are stored: keys that are whole numbers stand first, by size, because that is how JavaScript
 * keeps them. For comparing with those hashes only.
 */
export function earlierJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
