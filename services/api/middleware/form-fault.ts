import { shortened, type Text } from '#services/domain/problem.ts';

/** What is wrong with a body that its parser could not read to the end as a form. */
export function formFault(contentType: string, body: Uint8Array): Text {
  const boundary = boundaryOf(contentType);
  const shown = shortened(boundary ?? '');
  if (!boundary)
    return {
      en: 'The Content-Type names no boundary: it should be “multipart/form-data; boundary=…”.',
      zh: 'Content-Type 未写明分隔符，应为 multipart/form-data; boundary=…。',
    };
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes.length === 0) return { en: 'The body is empty; a form is expected.', zh: '请求内容为空，应为表单。' };
  if (!bytes.includes(`--${boundary}`))
    return {
      en: `The boundary “${shown}” that the Content-Type names is nowhere in the body.`,
      zh: `Content-Type 写明的分隔符“${shown}”在请求内容中从未出现。`,
    };
  if (bytes.includes(`--${boundary}\n`))
    return {
      en: 'The lines of the form end with LF alone; they should end with CR LF.',
      zh: '表单各行以 LF 结尾，应以 CR LF 结尾。',
    };
  return {
    en: `The form breaks off: its last line should be “--${shown}--”.`,
    zh: `表单不完整：最后一行应为“--${shown}--”。`,
  };
}

export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType) ?? [];
  return quoted ?? plain;
}
