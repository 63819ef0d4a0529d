import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Api } from '../../environment.ts';
import { throttleAddress } from '../../middleware/rate-limit.ts';

/** Swagger UI from the installed package: the page asks nobody but this server, so it works on a closed network. */

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger UI sets styles on elements while it runs; no markup of ours or of a caller's is in the page.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Countyflow API · 县域流接口文档</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <noscript>This page needs JavaScript; the document itself is at /openapi.json. 本页需要 JavaScript，接口描述见 /openapi.json。</noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const start = `window.ui = SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#docs', validatorUrl: null, deepLinking: true, persistAuthorization: false, tryItOutEnabled: true,
});
`;

const script = 'text/javascript; charset=utf-8';
const assets: Record<string, string> = { 'swagger-ui-bundle.js': script, 'swagger-ui.css': 'text/css; charset=utf-8' };

export function mountDocs(app: Api): void {
  app.use('/docs/*', throttleAddress);
  app.get('/docs', (c) => c.html(page, 200, { 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' }));
  app.get('/docs/start.js', (c) => c.body(start, 200, { 'Content-Type': script, 'Cache-Control': 'no-cache' }));
  for (const [name, type] of Object.entries(assets)) {
    let bytes: Promise<Uint8Array<ArrayBuffer>> | undefined;
    app.get(`/docs/${name}`, async (c) => {
      bytes ??= readAsset(name);
      return c.body(await bytes, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' });
    });
  }
}

async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`)));
}
