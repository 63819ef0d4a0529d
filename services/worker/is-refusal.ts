import { isGrpcServiceError } from '@temporalio/client';

/** gRPC's INVALID_ARGUMENT, FAILED_PRECONDITION and OUT_OF_RANGE. */
const refusals = [3, 9, 11];

/**
 * Our own naming or the server has looked at what was to be sent, and would say the same of it again; everything else is said of all that
 * is sent just now. NOT_FOUND is no refusal: it is the namespace that is not there; nor is a search attribute that the server does not know,
 * which all of it needs.
 */
export function isRefusal(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return true;
  const cause = error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(cause) && refusals.includes(cause.code) && !/search attribute/i.test(cause.details);
}
