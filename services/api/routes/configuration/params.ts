import { z } from '@hono/zod-openapi';
import { VersionInPath } from '#services/domain/configuration/schema.ts';

export const VersionParams = z.strictObject({ version: VersionInPath });
