import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { importSecretKey, keyIdOf, openValue, sealValue } from './sealing.ts';

describe('a sealed value', () => {
  test('opens to what was sealed and names its key, but shows nothing of it', async () => {
    const key = await importSecretKey(randomBytes(32));
    const sealed = await sealValue(key, 'k1', { name: '王芳', phone: '13844510012' });
    expect(await openValue(key, sealed)).toEqual({ name: '王芳', phone: '13844510012' });
    expect(keyIdOf(sealed)).toBe('k1');
    expect(Buffer.from(sealed.split('.')[3]!, 'base64url').includes('13844510012')).toBe(false);
  });

  test('is different each time, so equal names cannot be told', async () => {
    const key = await importSecretKey(randomBytes(32));
    expect(await sealValue(key, 'k1', '王芳')).not.toBe(await sealValue(key, 'k1', '王芳'));
  });

  test('does not open with another key or when a byte of it changed', async () => {
    const [key, other] = [await importSecretKey(randomBytes(32)), await importSecretKey(randomBytes(32))];
    const sealed = await sealValue(key, 'k1', '王芳');
    const parts = sealed.split('.');
    parts[3] = Buffer.from('x'.repeat(11)).toString('base64url');
    await expect(openValue(other, sealed)).rejects.toThrow('decryption');
    await expect(openValue(key, parts.join('.'))).rejects.toThrow('decryption');
  });

  test('needs a key of 32 bytes', () => {
    expect(() => importSecretKey(randomBytes(16))).toThrow('32 bytes');
  });
});
