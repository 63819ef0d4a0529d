import type { Kind } from '../attempt.ts';
import { bundleKinds } from './bundles.ts';
import { crowdKinds } from './crowds.ts';
import { fileKinds } from './files.ts';
import { formKinds } from './forms.ts';
import { headerKinds } from './headers.ts';
import { jsonKinds } from './json.ts';
import { queryKinds } from './queries.ts';
import { walkKinds } from './walks.ts';

/** Every way to be hostile to an operation. */
export const kinds: readonly Kind[] = [
  ...jsonKinds,
  ...queryKinds,
  ...headerKinds,
  ...formKinds,
  ...fileKinds,
  ...bundleKinds,
  ...crowdKinds,
  ...walkKinds,
];
