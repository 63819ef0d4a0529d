/** A text for people, in both languages; the reader's one is chosen where the answer is written. */
export interface Text {
  en: string;
  zh: string;
}

/** Every way an operation can say no: code, status and title live here and nowhere else. Codes never change. */
export const problems = {
  'bad-request': { status: 400, title: { en: 'Malformed request', zh: '请求格式有误' } },
  unauthorized: { status: 401, title: { en: 'Sign in first', zh: '请先登录' } },
  forbidden: { status: 403, title: { en: 'Not allowed for you', zh: '您无权进行此操作' } },
  'not-found': { status: 404, title: { en: 'Not found', zh: '未找到' } },
  'method-not-allowed': { status: 405, title: { en: 'Method not allowed here', zh: '此地址不支持该方法' } },
  'request-timeout': { status: 408, title: { en: 'The request did not come in time', zh: '请求未及时送达' } },
  'too-large': { status: 413, title: { en: 'Too large', zh: '内容过大' } },
  'unsupported-media-type': { status: 415, title: { en: 'Content type not supported', zh: '不支持的内容类型' } },
  validation: { status: 422, title: { en: 'The input is not valid', zh: '输入有误' } },
  'range-not-satisfiable': { status: 416, title: { en: 'No such part of the file', zh: '文件没有这一部分' } },
  'headers-too-large': { status: 431, title: { en: 'Address or headers too long', zh: '网址或请求头过长' } },
  'rate-limited': { status: 429, title: { en: 'Too many requests', zh: '请求过于频繁' } },
  internal: { status: 500, title: { en: 'Something went wrong on our side', zh: '系统内部错误' } },
  unavailable: { status: 503, title: { en: 'Not available right now', zh: '服务暂不可用' } },
  'idempotency/key-invalid': { status: 422, title: { en: 'Invalid Idempotency-Key', zh: 'Idempotency-Key 无效' } },
  'idempotency/key-reused': {
    status: 422,
    title: { en: 'Idempotency-Key used before with another request', zh: 'Idempotency-Key 已用于另一请求' },
  },
  'attachment/type-not-accepted': {
    status: 415,
    title: { en: 'This kind of file is not accepted', zh: '不接受此类文件' },
  },
  'attachment/unreadable': { status: 422, title: { en: 'The file cannot be read', zh: '文件无法读取' } },
  'case/action-not-yours': { status: 403, title: { en: 'This action is not yours to take', zh: '您无权办理此操作' } },
  'case/action-not-offered': {
    status: 409,
    title: { en: 'The case does not offer this action now', zh: '该件当前不能进行此操作' },
  },
  'case/too-soon': { status: 409, title: { en: 'It was done a short while ago', zh: '刚刚办理过' } },
  'case/not-mergeable': {
    status: 409,
    title: { en: 'The case cannot be merged into that one', zh: '不能并入该件' },
  },
  'case/changed': { status: 409, title: { en: 'The case has changed meanwhile', zh: '该件已有新的变化' } },
  'config/not-published': {
    status: 409,
    title: { en: 'No configuration is in force yet', zh: '尚无生效的配置' },
  },
  'config/has-faults': {
    status: 422,
    title: { en: 'The configuration has errors', zh: '配置有错误' },
  },
  'config/engine-too-old': {
    status: 503,
    title: { en: 'The configuration needs a newer program', zh: '配置需要更新版本的程序' },
  },
} as const satisfies Record<string, { status: number; title: Text }>;

export type ProblemCode = keyof typeof problems;

/** One fault of the input. `pointer` is a JSON Pointer into the body, or into the object of parameters when `in` says so. */
export interface InputFault {
  pointer: string;
  in?: 'query' | 'path' | 'header';
  detail: Text;
}

/** Members beside the standard ones; `errors` belong to `validation`, `offered` (action names) to `case/action-not-offered`. */
export interface ProblemExtra {
  errors?: InputFault[];
  /** How many faults, of `errors` or of `faults`, are not told. */
  more?: number;
  offered?: string[];
  retryAfterSeconds?: number;
  allow?: string[];
  [member: string]: unknown;
}

/** The only error that a caller is told about; anything else is a bug and answers 500 without its message. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: Text;
  readonly extra: ProblemExtra;

  constructor(code: ProblemCode, detail: Text, extra: ProblemExtra = {}, options?: ErrorOptions) {
    super(`${code}: ${detail.en}`, options);
    this.name = 'Problem';
    this.code = code;
    this.detail = detail;
    this.extra = extra;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** Nobody mends more in one go, and what a stranger sends may be wrong a hundred thousand times. */
export const mostFaults = 50;

/** All faults of one input at once (422), the first of very many; `more` are known of and not among them. */
export function invalid(errors: InputFault[], more = 0): Problem {
  const told = errors.slice(0, mostFaults);
  const all = errors.length + more;
  const detail =
    all === 1
      ? errors[0]!.detail
      : {
          en: `${all} things need correcting, see “errors”${all > told.length ? ` for the first ${told.length}` : ''}.`,
          zh: `有 ${all} 处需要更正，见 errors${all > told.length ? `（前 ${told.length} 处）` : ''}。`,
        };
  return new Problem('validation', detail, { errors: told, ...(all > told.length ? { more: all - told.length } : {}) });
}

/** What a stranger wrote, as it is repeated to them. */
export function shortened(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Also for what belongs to another tenant or lies outside what the caller may see: both look the same from outside. */
export function notFound(
  what: Text = { en: 'Nothing is here, or it is not for you to see.', zh: '此处没有内容，或您无权查看。' },
) {
  return new Problem('not-found', what);
}
