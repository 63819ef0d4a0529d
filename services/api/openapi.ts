import { problems, type ProblemCode } from '#services/domain/problem.ts';
import type { Api } from './environment.ts';
import { exampleName } from './operation.ts';
import { ProblemDocument, problemExample } from './problem-document.ts';

export const tags = [
  { name: 'Cases', description: 'Report, follow and act on cases.' },
  { name: 'Work', description: 'What waits for the caller.' },
  { name: 'Attachments', description: 'Photos and papers that belong to cases.' },
  { name: 'Rules', description: 'What the configuration in force says and would do.' },
  { name: 'Configuration', description: 'Check, keep and publish versions of the tenant’s bundle.' },
  { name: 'Account', description: 'Who the caller is.' },
  { name: 'System', description: 'For whoever runs the installation. No sign-in.' },
];

const description = `Countyflow takes in reports, sends each to the unit whose duty it is, and watches every deadline.

Instants are RFC 3339 in UTC, dates are days in the tenant's zone. The tenant comes from the access token and from nowhere else.
Objects are strict: an unknown field is refused and the nearest known one named. Refusals are RFC 9457 documents; \`title\` and
\`detail\` follow \`Accept-Language\` (\`zh-CN\`, \`en\`), codes are the same in both.`;

/** By SPDX, which 3.1 allows in place of an address. */
const license = { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' };

/** The OpenAPI 3.1 document, from the routes as they are registered. */
export function openApiDocument(app: Api) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Countyflow',
      version: '1',
      description,
      license,
    },
    servers: [{ url: '/', description: 'This server.' }],
    tags,
  });
}

/** What operations refer to by name. */
export function registerComponents(app: Api): void {
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of the OpenID Connect issuer that this installation trusts.',
  });
  registry.register('Problem', ProblemDocument);
  for (const code of Object.keys(problems) as ProblemCode[])
    registry.registerComponent('examples', exampleName(code), {
      summary: problems[code].title.en,
      value: problemExample(code),
    });
  for (const [name, parameter] of Object.entries(parameters))
    registry.registerComponent('parameters', name, { ...parameter, in: 'header', required: false });
  for (const [name, header] of Object.entries(headers)) registry.registerComponent('headers', name, header);
}

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

const parameters = {
  AcceptLanguage: {
    name: 'Accept-Language',
    description: 'Language of texts for people: `zh-CN` or `en`.',
    schema: text,
    example: 'zh-CN',
  },
  RequestId: {
    name: 'X-Request-Id',
    description:
      'Your own id of the request: up to 128 letters, digits and `.:=+/_-`. Told back; any other is replaced.',
    schema: text,
    example: 'hotline-20261123-0007',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    description: 'The same key with the same body gets the first answer again, for 24 hours at least.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '0b1f2c7e-6d55-4c53-9a5f-3a1c57b0f6de',
  },
} as const;

const headers = {
  'X-Request-Id': { description: 'The id to quote when asking about this request.', schema: text },
  'RateLimit-Limit': { description: 'Requests that may come at once.', schema: count },
  'RateLimit-Remaining': { description: 'How many of them are left.', schema: count },
  'RateLimit-Reset': { description: 'Seconds until all of them are back.', schema: count },
  'Idempotent-Replayed': {
    description: '`true` where this is the first answer, given again.',
    schema: { type: 'string' as const, enum: ['true'] },
  },
  Location: {
    description: 'Address of what was created.',
    schema: { type: 'string' as const, format: 'uri-reference' },
  },
};
