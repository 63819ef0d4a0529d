import { z } from 'zod';

/** The fields that an object schema knows at a path, seen through optional, default and list. */
export function knownFields(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const [part, ...rest] = path;
  const bare = unwrap(schema);
  if (part === undefined) return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
  if (bare instanceof z.ZodObject) {
    const field = (bare.shape as Record<PropertyKey, z.core.$ZodType | undefined>)[part];
    return field ? knownFields(field, rest) : [];
  }
  return bare instanceof z.ZodArray ? knownFields(bare.element, rest) : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrap(schema.unwrap());
  return schema;
}
