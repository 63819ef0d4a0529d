import { Problem, type Text } from '#services/domain/problem.ts';

/** What was wrong with a request of which Node or its adapter could make nothing, in words that say what to do. */
export function unreadable(error: Error & { code?: string }): Problem {
  const { code = '' } = error;
  if (code === 'HPE_HEADER_OVERFLOW') return new Problem('headers-too-large', tooLong, {}, { cause: error });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem('request-timeout', late, {}, { cause: error });
  return new Problem('bad-request', words[code] ?? (code === '' ? host : other), {}, { cause: error });
}

const tooLong: Text = {
  en: 'Address and headers together may have at most 16 KB. Put long values into the body.',
  zh: '网址与请求头合计至多 16 KB，较长的内容请放入请求体。',
};
const late: Text = {
  en: 'Headers are waited for 15 s, a whole request 2 min. Send it again.',
  zh: '请求头须在 15 秒内、整个请求须在 2 分钟内送达，请重新发送。',
};
const address: Text = {
  en: 'The address has signs that must be percent-encoded: q=%E8%B7%AF%E7%81%AF, not q=路灯, and %20 for a blank.',
  zh: '网址中有须作百分号编码的字符：应写 q=%E8%B7%AF%E7%81%AF，而不是 q=路灯；空格写作 %20。',
};
const length: Text = {
  en: 'Say once how long the body is: a Content-Length in digits, or Transfer-Encoding: chunked, not both.',
  zh: '请求体的长度只能写明一次：以数字写的 Content-Length，或 Transfer-Encoding: chunked，不可并用。',
};
const chunk: Text = { en: 'The chunks of the body are malformed.', zh: '请求体的分块格式有误。' };
const header: Text = {
  en: 'A header is malformed: each is a line “Name: value” without control characters, and the last line is empty.',
  zh: '请求头格式有误：每行应为“名称: 值”，不含控制字符，最后为空行。',
};
const host: Text = {
  en: 'The Host header or the address is malformed: send one Host, and a path that begins with “/”.',
  zh: 'Host 请求头或网址有误：应有一个 Host，路径以“/”开头。',
};
const method: Text = {
  en: 'This is no HTTP request: its first word is no method. A client that speaks https needs the https address.',
  zh: '这不是 HTTP 请求：首词不是请求方法。若客户端使用 https，请改用 https 网址。',
};
const other: Text = {
  en: 'This cannot be read as an HTTP/1.1 request.',
  zh: '无法按 HTTP/1.1 读取该请求。',
};

const words: Record<string, Text> = {
  HPE_INVALID_URL: address,
  // A blank in the address ends it, and what follows should be the version.
  HPE_INVALID_CONSTANT: address,
  HPE_INVALID_VERSION: address,
  HPE_INVALID_METHOD: method,
  HPE_INVALID_CONTENT_LENGTH: length,
  HPE_UNEXPECTED_CONTENT_LENGTH: length,
  HPE_INVALID_TRANSFER_ENCODING: length,
  HPE_INVALID_CHUNK_SIZE: chunk,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: chunk,
  HPE_INVALID_HEADER_TOKEN: header,
  HPE_LF_EXPECTED: header,
  HPE_CR_EXPECTED: header,
};
