import { serveParent } from '#services/platform/child-work.ts';
import { Problem } from '../problem.ts';
import { cleanFile } from './clean-file.ts';
import type { CleanWork, Cleaned } from './file-cleaner.ts';

serveParent(async ({ bytes, type }: CleanWork): Promise<Cleaned> => {
  try {
    return await cleanFile(bytes, type);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, detail, extra, cause } = error;
    return { problem: { code, detail, extra }, why: cause instanceof Error ? cause.message : '' };
  }
});
