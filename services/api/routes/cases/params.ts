import { z } from '@hono/zod-openapi';
import { CaseId } from '#services/domain/cases/schema.ts';

export const CaseParams = z.strictObject({ caseId: CaseId });
