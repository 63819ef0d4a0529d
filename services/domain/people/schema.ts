import { z } from 'zod';
import { roles } from '../context.ts';

export const Me = z
  .strictObject({
    id: z.string().meta({ description: 'The account, as in the token’s `sub`.', examples: ['demo/centre'] }),
    kind: z.enum(['person', 'integration']),
    name: z.string().nullable(),
    tenant: z.strictObject({
      code: z.string(),
      title: z.string(),
      kind: z.enum(['country', 'province', 'county']),
      trial: z.boolean().meta({ description: 'Trial operation: real clocks, nothing scored.' }),
    }),
    posts: z.array(
      z.strictObject({
        role: z.enum(roles),
        unit: z.string().nullable(),
        title: z.string().nullable().meta({ description: 'Of the unit.' }),
      }),
    ),
    may: z.array(z.string()).meta({ description: 'Permissions that the posts give.', examples: [['case.report']] }),
  })
  .meta({ id: 'Me', description: 'Who I am, where, and what I may.' });
export type Me = z.infer<typeof Me>;
