import { faultOfAnswer, type DescribedOperation, type Description } from '#services/api/conformance.ts';
import type { Answer, Attempt, NoAnswer, RawAttempt } from './attempt.ts';

/** Everything longer must have been asked for. */
const mostBytes = 1024 * 1024;
/** A file comes back whole, and so does a bundle. */
const longByNature = ['getAttachment', 'getConfigFiles'];
/** Right for whoever asks for much, whatever it is. */
const askedToWait = [429, 503];
/** Words of the inside: of a stack, of SQL, of a path. */
const inside = /node_modules|\n\s+at |\.ts:\d|select .* from |syntax error at or near|\/services\//;

/** What is wrong with an answer, in words that are the same for the same fault; nothing where nothing is. */
export function judge(
  attempt: Attempt | RawAttempt,
  answer: Answer | NoAnswer,
  about?: { document: Description; described: DescribedOperation },
): string[] {
  if ('fault' in answer) return isSilenceRight(attempt) ? [] : [`no answer: ${answer.fault}`];
  const faults: string[] = [];
  const { status, size, headers } = answer;
  const type = String(headers['content-type'] ?? '');
  if (status >= 500 && status !== 503) faults.push(`${status}`);
  if (status === 503 && headers['retry-after'] === undefined) faults.push('503 without Retry-After');
  if (size > mostBytes && !(status === 200 && longByNature.includes(attempt.operation)))
    faults.push(`${status} of more than 1 MB`);
  if ('must' in attempt && attempt.must && ![...attempt.must, ...askedToWait].includes(status))
    faults.push(`${status} where ${attempt.must.join(' or ')} is right`);
  if (status >= 400) faults.push(...problemFaults(attempt, answer, type));
  if (about && !('pieces' in attempt) && !attempt.isElsewhere && attempt.manner !== 'answer left unread') {
    const fault = faultOfAnswer(about.document, about.described, { status, type, body: bodyOf(answer, type) });
    if (fault) faults.push(fault.split('\n').slice(0, 3).join(' '));
  }
  return faults;
}

function isSilenceRight(attempt: Attempt | RawAttempt): boolean {
  if ('pieces' in attempt) return !attempt.isOwedAnswer;
  return attempt.manner === 'cut off' || attempt.manner === 'answer left unread';
}

function problemFaults(attempt: Attempt | RawAttempt, answer: Answer, type: string): string[] {
  const { status, headers } = answer;
  if ('manner' in attempt && attempt.manner === 'answer left unread') return [];
  const isHead = 'method' in attempt && attempt.method === 'HEAD';
  if (!type.startsWith('application/problem+json'))
    return [`${status} is no problem document but ${type || 'nothing'}`];
  if (isHead || answer.size === 0 || headers['transfer-encoding']?.includes('chunked') === 'pieces' in attempt)
    return [];
  const problem = bodyOf(answer, type) as { status?: unknown; detail?: unknown; title?: unknown } | undefined;
  if (problem === undefined) return [`${status} whose problem document cannot be read`];
  const faults: string[] = [];
  if (problem.status !== status) faults.push(`${status} whose document says another status`);
  if (!problem.title || !problem.detail) faults.push(`${status} that does not say what is wrong`);
  if (status < 500 && inside.test(String(problem.detail))) faults.push(`${status} that shows the inside`);
  return faults;
}

function bodyOf({ body }: Answer, type: string): unknown {
  if (!/json/.test(type)) return body.toString('utf8');
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
