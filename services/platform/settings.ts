import { resolve } from 'node:path';
import { z } from 'zod';
import { logLevels } from './log.ts';
import { StartupError } from './startup-error.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const httpUrl = z.url({ protocol: /^https?$/ });
/** Scheme, host and port as a browser sends them: no path, no closing slash, no star. */
const isOrigin = (text: string) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
const folder = z.string().transform((path) => resolve(path));

/** What would be right, in both languages: shown when the value is not. */
const rule = (zh: string, en: string) => ({ zh, en });
const aPort = rule('1 到 65535 的端口号', 'a port number from 1 to 65535');
const aUrl = rule('http:// 或 https:// 开头的网址', 'an address that starts with http:// or https://');
const aFolder = rule('一个目录路径', 'the path of a folder');

interface Variable {
  schema: z.ZodType;
  rule: { zh: string; en: string };
}

const variables = {
  PORT: { schema: port.default(8080), rule: aPort },
  HOST: {
    schema: z.string().default('127.0.0.1'),
    rule: rule('API 监听的地址', 'the address that the API listens on'),
  },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    rule: rule('postgres://用户:口令@主机:端口/库名', 'postgres://user:password@host:port/database'),
  },
  TEMPORAL_ADDRESS: {
    schema: z
      .string()
      .regex(/^[^\s/:]+:\d{1,5}$/)
      .optional(),
    rule: rule('主机:端口，例如 temporal.internal:7233', 'host:port, such as temporal.internal:7233'),
  },
  TEMPORAL_NAMESPACE: {
    schema: z
      .string()
      .regex(/^[\w.-]{2,64}$/)
      .default('countyflow'),
    rule: rule('2 到 64 个字母、数字、点、横线或下划线', '2 to 64 letters, digits, dots, dashes or underscores'),
  },
  TEMPORAL_BINARY: {
    schema: z.string().optional(),
    rule: rule('temporal 命令行程序的路径', 'the path of the temporal CLI'),
  },
  OIDC_ISSUER: { schema: httpUrl.optional(), rule: aUrl },
  OIDC_AUDIENCE: {
    schema: z.string().default('countyflow'),
    rule: rule('令牌的受众（aud）', 'the audience (aud) of the tokens'),
  },
  OIDC_TENANT_CLAIM: {
    schema: z.string().default('tenant'),
    rule: rule('令牌中写明租户的声明名', 'the name of the claim that says the tenant'),
  },
  ISSUER_PORT: { schema: port.default(8081), rule: aPort },
  DATA_DIR: { schema: folder.prefault('.data'), rule: aFolder },
  TENANTS_DIR: { schema: folder.prefault('tenants'), rule: aFolder },
  ATTACHMENTS_DIR: { schema: folder.optional(), rule: aFolder },
  MASTER_KEY: {
    schema: z
      .string()
      .transform((text) => Buffer.from(text, 'base64'))
      .refine((key) => key.length === 32)
      .optional(),
    rule: rule(
      '32 字节的 base64，可用 openssl rand -base64 32 生成',
      '32 bytes in base64: openssl rand -base64 32 makes one',
    ),
  },
  CORS_ORIGINS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((origin) => origin.trim()))
      .pipe(z.array(z.string().refine(isOrigin)))
      .default([]),
    rule: rule(
      '浏览器应用的来源，以逗号分隔，例如 https://desk.example.gov.cn,http://localhost:5173',
      'origins of browser applications, such as https://desk.example.gov.cn,http://localhost:5173',
    ),
  },
  LOG_LEVEL: { schema: z.enum(logLevels).default('info'), rule: rule(logLevels.join('、'), logLevels.join(', ')) },
  NOTICE_GATEWAYS: {
    schema: z
      .string()
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue({ code: 'custom', message: 'not JSON' });
          return z.NEVER;
        }
      })
      .pipe(z.record(z.string().min(1), httpUrl))
      .prefault('{}'),
    rule: rule(
      '通知网关名到网址的 JSON，例如 {"sms":"https://sms.internal/send"}',
      'JSON from the name of a notice gateway to its address, such as {"sms":"https://sms.internal/send"}',
    ),
  },
} as const satisfies Record<string, Variable>;

const shape = Object.fromEntries(Object.entries(variables).map(([name, { schema }]) => [name, schema])) as {
  [Name in keyof typeof variables]: (typeof variables)[Name]['schema'];
};
const Settings = z.object(shape);

/** Everything the operator may set, by the name of its environment variable; defaults filled in, folders absolute. */
export type Settings = z.output<typeof Settings>;

/** An empty variable counts as unset: compose files pass on what nobody has filled in. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.entries(env).filter(([name, value]) => name in variables && value !== undefined && value !== '');
  const read = Settings.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0])))] as (keyof typeof variables)[];
  const lines = (language: 'zh' | 'en', is: string) =>
    names.map((name) => `  ${shown(name, env)} — ${is} ${variables[name].rule[language]}`).join('\n');
  throw new StartupError({
    zh: `环境变量的值不对：\n${lines('zh', '应为')}`,
    en: `Environment variables with a wrong value:\n${lines('en', 'should be')}`,
  });
}

/** A wrong key or connection string may still be half a secret. */
function shown(name: keyof typeof variables, env: Readonly<Record<string, string | undefined>>): string {
  return name === 'MASTER_KEY' || name === 'DATABASE_URL' ? name : `${name}=${env[name]}`;
}
