import { bodyLimit } from 'hono/body-limit';
import { maxBundleBytes } from '#services/domain/configuration/schema.ts';
import { jsonBody, refuseSize } from '../../middleware/json-body.ts';
import { forCallerWithBody } from '../../operation.ts';

/** JSON writes line ends and quotes in two characters, so a bundle of the largest size needs more room than its files. */
const bodyBytes = 1.5 * maxBundleBytes;

const bundleLimit = bodyLimit({ maxSize: bodyBytes, onError: () => refuseSize(bodyBytes) });

/** In place of the small limit of other operations; who calls is settled before anything is read. */
export const forCallerWithBundle = [...forCallerWithBody, bundleLimit, jsonBody];

export const filesExample = {
  'tenant.yaml': 'code: demo\ntitle: 示例县\nkind: county\nextends: province\ndivision: "990001"\nnumber_prefix: DM\n',
};
