import { html } from 'hono/html';
import { notFound, problems, type ProblemCode } from '#services/domain/problem.ts';
import type { Api } from '../../environment.ts';

/** Where the `type` of a problem leads: what the code means, for a person who followed it. */
export function mountProblemPage(app: Api): void {
  app.get('/problems/:code{.+}', (c) => {
    const code = c.req.param('code');
    if (!Object.hasOwn(problems, code))
      throw notFound({ en: 'There is no such problem code.', zh: '没有这个问题代码。' });
    const { status, title } = problems[code as ProblemCode];
    return c.html(
      html`<!doctype html>
        <html lang="${c.var.locale}">
          <meta charset="utf-8" /><title>${code}</title>
          <h1><code>${code}</code></h1>
          <p>${title.en} · ${title.zh} (HTTP ${String(status)})</p>
        </html>`,
    );
  });
}
