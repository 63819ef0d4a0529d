import { z } from 'zod';

/** The fields that an object schema knows at a path, seen through optional, default and list. */
export function knownFields(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  const [part, ...rest] = path;
  const bare = unwrap(schema);
  if (part === undefined) return bare;
  if (bare instanceof z.ZodObject) {
    const field = (bare.shape as Record<PropertyKey, z.core.$ZodType | undefined>)[part];
    return field && schemaAt(field, rest);
  }
  return bare instanceof z.ZodArray ? schemaAt(bare.element, rest) : undefined;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrap(schema.unwrap());
  return schema;
}
