import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { invalid, Problem, type InputFault, type Text } from '#services/domain/problem.ts';
import { maxAttachmentBytes } from '#services/domain/attachments/schema.ts';
import type { ApiEnv } from '../environment.ts';
import { unknownField } from '../validation/words.ts';
import { formFault } from './form-fault.ts';
import { formParts, FormTooLarge, type FormParts } from './form-parts.ts';
import { refuseSize, requirePlainEncoding } from './json-body.ts';

/** Room for the boundaries, headers and texts around the file. */
const envelopeBytes = 64 * 1024;

/** A file that is announced as too large is refused before any of it is read. */
export const uploadLimit = bodyLimit({
  maxSize: maxAttachmentBytes + envelopeBytes,
  onError: () => refuseSize(maxAttachmentBytes),
});

export interface UploadForm {
  file: Uint8Array;
  /** Of the fields that the operation takes beside the file, those that came. */
  texts: Record<string, string>;
}

/** A form with one file in the field `file` and, each at most once, the texts that the operation takes. */
export async function readForm(c: Context<ApiEnv>, textFields: readonly string[] = []): Promise<UploadForm> {
  requirePlainEncoding(c.req.header('content-encoding'));
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type))
    throw new Problem('unsupported-media-type', {
      en: 'Send the file as a form: “Content-Type: multipart/form-data” with the field “file”.',
      zh: '请以表单方式发送文件：Content-Type: multipart/form-data，字段名为 file。',
    });
  const { texts, files } = await takeApart(type, new Uint8Array(await c.req.arrayBuffer()));
  const known = ['file', ...textFields];
  const faults: InputFault[] = [...new Set([...texts.keys(), ...files.keys()])]
    .filter((name) => !known.includes(name))
    .map((name) => ({ pointer: `/${name}`, detail: unknownField(name, known) }));
  const [file, ...more] = files.get('file') ?? [];
  if (!file) faults.push({ pointer: '/file', detail: texts.has('file') ? notAFile : missing });
  if (more.length > 0) faults.push({ pointer: '/file', detail: oneOnly });
  for (const name of textFields) {
    if (files.has(name)) faults.push({ pointer: `/${name}`, detail: notAText });
    if ((texts.get(name)?.length ?? 0) > 1) faults.push({ pointer: `/${name}`, detail: onceOnly });
  }
  if (faults.length > 0) throw invalid(faults);
  return { file: file!, texts: Object.fromEntries([...texts].map(([name, [text]]) => [name, text!])) };
}

async function takeApart(type: string, body: Uint8Array): Promise<FormParts> {
  try {
    return await formParts(type, body);
  } catch (cause) {
    if (cause instanceof FormTooLarge) throw new Problem('too-large', tooMuch, {}, { cause });
    throw new Problem('bad-request', formFault(type, body), {}, { cause });
  }
}

const missing: Text = { en: 'This is required: the file to keep.', zh: '此项必填：要上传的文件。' };
const notAFile: Text = {
  en: 'Should be a file with a file name, is a text.',
  zh: '应为带文件名的文件，实际为文本。',
};
const notAText: Text = { en: 'Should be a text, is a file.', zh: '应为文本，实际为文件。' };
const oneOnly: Text = { en: 'Send one file at a time.', zh: '每次只能上传一个文件。' };
const onceOnly: Text = { en: 'Send this field once.', zh: '此字段只能出现一次。' };
const tooMuch: Text = {
  en: 'The form has more parts than one file and its fields, or a text of more than 16 KB.',
  zh: '表单的部分多于一个文件及其字段，或有文本超过 16 KB。',
};
