import { isGrpcServiceError, type Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { Logger } from '#services/platform/log.ts';
import { tenantAttribute } from '#workflows/case/naming.ts';

/** Of `temporal.api.enums.v1.IndexedValueType`. */
const keyword = 2;
/** Of gRPC. */
const deadlineExceeded = 4;
const notFound = 5;
const alreadyExists = 6;
const unavailable = 14;

/** Closed runs tell operators what Temporal did; what the case went through is in PostgreSQL for good. */
const retention = '30 days';

/**
 * What our calls take for granted on a server: the namespace, and the search attribute in it. A new server has neither, nor has one
 * whose database was lost. Where we may not make them (a guarded cluster), the log says what to ask its operator for.
 */
export async function prepareNamespace(client: Client, log: Logger, timeoutMs: number): Promise<void> {
  const { namespace } = client.options;
  try {
    await client.withDeadline(Date.now() + timeoutMs, async () => {
      if (await makeNamespace(client)) log.info({ namespace }, 'the namespace was not there and has been made');
      if (await makeAttribute(client)) log.info({ namespace }, `the search attribute ${tenantAttribute} has been made`);
    });
  } catch (error) {
    if (isCode(error, unavailable, deadlineExceeded)) return; // away: whoever waits for it says so
    log.warn(
      { err: error, namespace },
      `the namespace could not be prepared; its operator can: temporal operator namespace create -n ${namespace}; ` +
        `temporal operator search-attribute create --name ${tenantAttribute} --type Keyword -n ${namespace}`,
    );
  }
}

async function makeNamespace({ connection, options: { namespace } }: Client): Promise<boolean> {
  const isThere = await connection.workflowService.describeNamespace({ namespace }).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, notFound)) return false;
      throw error;
    },
  );
  if (isThere) return false;
  const period = { workflowExecutionRetentionPeriod: msToTs(retention) };
  return isNew(connection.workflowService.registerNamespace({ namespace, ...period }));
}

async function makeAttribute({ connection, options: { namespace } }: Client): Promise<boolean> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  if (customAttributes[tenantAttribute] !== undefined) return false;
  const searchAttributes = { [tenantAttribute]: keyword };
  return isNew(connection.operatorService.addSearchAttributes({ namespace, searchAttributes }));
}

/** Several relays may see at the same moment that something is missing. */
function isNew(making: Promise<unknown>): Promise<boolean> {
  return making.then(
    () => true,
    (error: unknown) => {
      if (isCode(error, alreadyExists)) return false;
      throw error;
    },
  );
}

function isCode(error: unknown, ...codes: number[]): boolean {
  return isGrpcServiceError(error) && codes.includes(error.code);
}
