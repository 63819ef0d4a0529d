import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';
import { StartupError } from './startup-error.ts';

function faultOf(env: Record<string, string>): string {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof StartupError) return error.toText();
  }
  throw new Error('was accepted');
}

test('fills in what a bare machine needs', () => {
  const settings = readSettings({ HOME: '/nowhere' });
  expect(settings).toMatchObject({
    PORT: 8080,
    HOST: '127.0.0.1',
    TEMPORAL_NAMESPACE: 'countyflow',
    NOTICE_GATEWAYS: {},
  });
  expect(settings.DATA_DIR).toBe(resolve('.data'));
  expect(settings).not.toHaveProperty('HOME');
  expect(settings.DATABASE_URL).toBeUndefined();
});

test('takes an empty variable for an unset one', () => {
  expect(readSettings({ PORT: '', OIDC_ISSUER: '' })).toMatchObject({ PORT: 8080 });
});

test('reads numbers, keys and gateways', () => {
  const key = Buffer.alloc(32, 7);
  const env = { PORT: '9000', MASTER_KEY: key.toString('base64'), NOTICE_GATEWAYS: '{"sms":"http://127.0.0.1:9/sms"}' };
  const settings = readSettings(env);
  expect(settings.PORT).toBe(9000);
  expect(settings.MASTER_KEY?.equals(key)).toBe(true);
  expect(settings.NOTICE_GATEWAYS).toEqual({ sms: 'http://127.0.0.1:9/sms' });
});

test('names every wrong variable with what would be right, in both languages', () => {
  const text = faultOf({ PORT: 'eighty', TEMPORAL_ADDRESS: 'http://t:7233', NOTICE_GATEWAYS: '{', LOG_LEVEL: 'loud' });
  for (const name of ['PORT=eighty', 'TEMPORAL_ADDRESS=http://t:7233', 'NOTICE_GATEWAYS={', 'LOG_LEVEL=loud'])
    expect(text.split(name).length - 1).toBe(2);
  expect(text).toContain('应为 1 到 65535 的端口号');
  expect(text).toContain('should be host:port');
});

test('takes a list of origins, and none where nothing is said', () => {
  expect(readSettings({}).CORS_ORIGINS).toEqual([]);
  const read = readSettings({ CORS_ORIGINS: 'https://desk.example.gov.cn, http://localhost:5173' });
  expect(read.CORS_ORIGINS).toEqual(['https://desk.example.gov.cn', 'http://localhost:5173']);
});

test.each([
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'null'],
  ['CORS_ORIGINS', 'https://desk.example.gov.cn/'],
  ['CORS_ORIGINS', 'https://desk.example.gov.cn,desk.example.gov.cn'],
  ['CORS_ORIGINS', 'HTTPS://Desk.example.gov.cn'],
  ['PORT', '0'],
  ['PORT', '80.5'],
  ['DATABASE_URL', 'mysql://root@db/x'],
  ['OIDC_ISSUER', 'file:///etc/passwd'],
  ['MASTER_KEY', 'c2hvcnQ='],
  ['NOTICE_GATEWAYS', '{"sms":"ftp://x"}'],
])('refuses %s=%s', (name, value) => {
  expect(faultOf({ [name]: value })).toContain(name);
});

test('does not repeat a wrong key or connection string', () => {
  const text = faultOf({ MASTER_KEY: 'half-a-secret', DATABASE_URL: 'mysql://root:hunter2@db/x' });
  expect(text).not.toMatch(/half-a-secret|hunter2/);
});
