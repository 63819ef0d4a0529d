import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { invalid, Problem, type Text } from '#services/domain/problem.ts';
import { maxAttachmentBytes } from '#services/domain/attachments/schema.ts';
import type { ApiEnv } from '../environment.ts';
import { unknownField } from '../validation/words.ts';
import { refuseSize, requirePlainEncoding } from './json-body.ts';

/** Room for the boundaries and headers around the file. */
const envelopeBytes = 64 * 1024;

/** A file that is announced as too large is refused before any of it is read. */
export const uploadLimit = bodyLimit({
  maxSize: maxAttachmentBytes + envelopeBytes,
  onError: () => refuseSize(maxAttachmentBytes),
});

/** The one file of a form whose only field is `file`. */
export async function readFile(c: Context<ApiEnv>): Promise<Uint8Array> {
  requirePlainEncoding(c.req.header('content-encoding'));
  if (!/^multipart\/form-data\s*;/i.test(c.req.header('content-type') ?? ''))
    throw new Problem('unsupported-media-type', {
      en: 'Send the file as a form: “Content-Type: multipart/form-data” with the field “file”.',
      zh: '请以表单方式发送文件：Content-Type: multipart/form-data，字段名为 file。',
    });
  const form = await readForm(c);
  const faults = [...new Set(form.keys())]
    .filter((name) => name !== 'file')
    .map((name) => ({ pointer: `/${name}`, detail: unknownField(name, ['file']) }));
  const [file, ...more] = form.getAll('file');
  if (!(file instanceof File)) faults.push({ pointer: '/file', detail: file === undefined ? missing : notAFile });
  if (more.length > 0) faults.push({ pointer: '/file', detail: oneOnly });
  if (faults.length > 0) throw invalid(faults);
  return new Uint8Array(await (file as File).arrayBuffer());
}

async function readForm(c: Context<ApiEnv>): Promise<FormData> {
  try {
    return await c.req.formData();
  } catch (cause) {
    throw new Problem(
      'bad-request',
      {
        en: 'The form cannot be taken apart: its boundary does not fit its body.',
        zh: '无法解析表单：分隔符与内容不符。',
      },
      {},
      { cause },
    );
  }
}

const missing: Text = { en: 'This is required: the file to keep.', zh: '此项必填：要上传的文件。' };
const notAFile: Text = {
  en: 'Should be a file with a file name, is a text.',
  zh: '应为带文件名的文件，实际为文本。',
};
const oneOnly: Text = { en: 'Send one file at a time.', zh: '每次只能上传一个文件。' };
