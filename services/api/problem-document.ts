import { z } from '@hono/zod-openapi';
import { ConfigFault } from '#services/domain/configuration/schema.ts';
import { problems, type ProblemCode } from '#services/domain/problem.ts';

/** RFC 9457 as this API writes it; further members belong to single codes and are named in the reference. */
export const ProblemDocument = z
  .looseObject({
    type: z.string().meta({
      description: 'Address of the code’s description, relative to this server.',
      examples: ['/problems/not-found'],
    }),
    code: z
      .enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]])
      .meta({ description: 'Never changes, in any language.' }),
    title: z.string().meta({ description: 'What the code means, in the reader’s language.' }),
    status: z.number().int().meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'What is wrong here, and what would be right.' }),
    instance: z.string().meta({ description: 'The address that was asked.' }),
    requestId: z.string().optional().meta({ description: 'With `internal`: what to tell the operator.' }),
    errors: z
      .array(
        z.strictObject({
          pointer: z
            .string()
            .meta({ description: 'JSON Pointer into the body, or into the parameters where `in` says so.' }),
          in: z.enum(['query', 'path', 'header']).optional(),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'With `validation`: every fault at once, of very many the first 50.' }),
    more: z
      .number()
      .int()
      .optional()
      .meta({ description: 'With `validation` and `config/has-faults`: how many further faults there are.' }),
    offered: z
      .array(z.string())
      .optional()
      .meta({ description: 'With `case/action-not-offered`: the actions that are offered.' }),
    faults: z.array(ConfigFault).optional().meta({
      description: 'With `config/has-faults`: the faults of the bundle, errors first, of very many the first 50.',
    }),
    line: z.number().int().optional().meta({ description: 'With `bad-request`: where the JSON breaks off.' }),
    column: z.number().int().optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457).' });

/** One document per code, as a reader of English gets it. */
export function problemExample(code: ProblemCode) {
  const { status, title } = problems[code];
  const own = examples[code] ?? {};
  return { type: `/problems/${code}`, code, title: title.en, status, detail: title.en, instance: '/v1/cases', ...own };
}

export const faultExample = {
  severity: 'error',
  code: 'unit/unknown',
  file: 'catalogue/first.yaml',
  line: 41,
  column: 13,
  message: 'There is no unit “chengguna”; did you mean “chengguan”?',
  remedy: 'Write the code of a unit from org.yaml.',
};

const examples: Partial<Record<ProblemCode, Record<string, unknown>>> = {
  'bad-request': { detail: 'Not JSON: line 1, column 17: unexpected “}”.', line: 1, column: 17 },
  unauthorized: { detail: 'The token has expired; sign in again.' },
  validation: {
    detail: '2 things need correcting, see “errors”.',
    errors: [
      { pointer: '/description', detail: 'This is required.' },
      { pointer: '/desciption', detail: 'There is no “desciption” here. Did you mean “description”?' },
    ],
  },
  internal: {
    detail: 'This was not your fault. Tell the operator the request id, please.',
    requestId: '0b1f2c7e-6d55-4c53-9a5f-3a1c57b0f6de',
  },
  'config/has-faults': {
    detail: 'The bundle has 1 error, see “faults”. Nothing was changed.',
    faults: [faultExample],
  },
  'case/action-not-offered': {
    detail: 'In state “dispatched” you can: sign, request_return.',
    offered: ['sign', 'request_return'],
  },
};
