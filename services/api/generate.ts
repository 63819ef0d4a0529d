import { OpenAPIHono } from '@hono/zod-openapi';
import { Registry } from 'prom-client';
import { problems } from '#services/domain/problem.ts';
import type { ApiEnv } from './environment.ts';
import { openApiDocument, registerComponents } from './openapi.ts';
import { mountRoutes } from './routes/index.ts';

/** Writes what is derived from the routes and the table of problems; paths are relative to the project. */
export async function generate(write: (path: string, text: string) => Promise<void>): Promise<void> {
  await write('docs/reference/openapi.json', JSON.stringify(describe(), null, 2));
  await write('docs/reference/problems.md', problemsPage());
}

/** The routes describe themselves; nothing has to run for it. */
function describe() {
  const app = new OpenAPIHono<ApiEnv>();
  registerComponents(app);
  mountRoutes(app, new Registry());
  return openApiDocument(app);
}

function problemsPage(): string {
  const rows = Object.entries(problems)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(([code, { status, title }]) => `| ${status} | \`${code}\` | ${title.en} | ${title.zh} |`);
  return `# Problems · 问题代码

Every refusal is an \`application/problem+json\` document (RFC 9457): \`type\` is \`/problems/<code>\`, \`title\` and \`detail\` follow
\`Accept-Language\`. The code never changes. 每次拒绝都是一份 \`application/problem+json\` 文档：\`title\` 与 \`detail\` 随
\`Accept-Language\` 变化，代码不变。

Generated from the table of problems; do not edit. 本页自动生成，请勿手工修改。

| status 状态 | code 代码 | meaning | 含义 |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
