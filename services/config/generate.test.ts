import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fileKinds } from './bundle-files.ts';
import { generate } from './generate.ts';

const written = new Map<string, string>();
await generate(async (path, text) => void written.set(path, text));

describe('what is generated from the schemas', () => {
  test('names every file and every key of it in the reference of both languages', () => {
    for (const page of ['docs/reference/language.md', 'docs/reference/language.zh.md'])
      for (const { schema } of Object.values(fileKinds)) {
        const { title, properties = {} } = z.toJSONSchema(schema, { io: 'input' });
        expect(written.get(page)).toContain(`## ${title}`);
        for (const key of Object.keys(properties)) expect(written.get(page)).toContain(`| \`${key}\``);
      }
  });

  test('describes every key in the editor in English and Chinese', () => {
    const schema = JSON.parse(written.get('tenants/_schema/catalogue.schema.json') ?? '{}');
    expect(schema.properties.items.items.properties.limit.description).toBe(
      'Time to finish it.\n办结时限；hours 为连续小时，含夜间和节假日',
    );
  });
});
