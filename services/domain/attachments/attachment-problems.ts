import { Problem, type Text } from '../problem.ts';

export function unreadable(cause?: unknown): Problem {
  return refused(
    {
      en: 'The file cannot be read: it is cut off or damaged. Take or export it anew.',
      zh: '文件无法读取：内容不完整或已损坏。请重新拍摄或导出。',
    },
    cause,
  );
}

/** A process that read it ended before its end. */
export function tooMuchToRead(cause: unknown): Problem {
  return refused(
    {
      en: 'The file cannot be read: unpacked it takes more memory or time than any photo, film or paper needs. Export it anew, or smaller.',
      zh: '文件无法读取：展开后所需的内存或时间远超正常照片、视频或文件。请重新导出，或缩小后再上传。',
    },
    cause,
  );
}

export function tooManyPixels(width: number, height: number, most: number): Problem {
  const millions = most / 1_000_000;
  return refused({
    en: `The picture has ${width} × ${height} pixels; of its kind ${millions} million are accepted. Save it smaller, or as a plain (not progressive) JPEG.`,
    zh: `图片为 ${width} × ${height} 像素，此类图片至多 ${millions} 百万像素。请缩小，或另存为普通（非渐进式）JPEG。`,
  });
}

function refused(detail: Text, cause?: unknown): Problem {
  return new Problem('attachment/unreadable', detail, {}, { cause });
}

/** Nothing is wrong with the file: the same request, sent again, is taken. */
export function cleanersBusy(cause: unknown): Problem {
  return new Problem(
    'unavailable',
    {
      en: 'Many files are being taken in right now. Nothing was kept; send the same request again.',
      zh: '当前上传的文件较多。本次未保存，请原样重发。',
    },
    { retryAfterSeconds: 10 },
    { cause },
  );
}

/** The disk is full, away or broken: nothing is wrong with the request. */
export function storageAway(cause: unknown): Problem {
  return new Problem(
    'unavailable',
    {
      en: 'The place where files are kept is full or cannot be reached. Send the same request again later.',
      zh: '文件存储空间已满或暂时无法访问，请稍后原样重发。',
    },
    { retryAfterSeconds: 30 },
    { cause },
  );
}

export function lockedPdf(cause: unknown): Problem {
  return refused(
    {
      en: 'The PDF is locked with a password, so nobody who handles the case could open it. Save it without one.',
      zh: 'PDF 设有打开密码，办理人员无法打开。请取消密码后再上传。',
    },
    cause,
  );
}

export function filmOfUnknownKind(codec: string): Problem {
  return new Problem('attachment/type-not-accepted', {
    en: `The film or its sound is coded as “${codec.slice(0, 20)}”, which browsers do not play. Film with H.264 or H.265 and AAC, or convert it.`,
    zh: `视频或其声音的编码为“${codec.slice(0, 20)}”，浏览器无法播放。请用 H.264 或 H.265 加 AAC 录制，或转换后再上传。`,
  });
}

export function typeNotAccepted(found: string | undefined): Problem {
  if (found?.startsWith('image/hei')) return heic();
  const what = found === undefined ? { en: 'of no known kind', zh: '未知类型' } : { en: found, zh: found };
  return new Problem('attachment/type-not-accepted', {
    en: `By its content this file is ${what.en}. Accepted are JPEG, PNG and WebP pictures, PDF, and MP4 or QuickTime films.`,
    zh: `按内容判断，该文件为${what.zh}。可接受 JPEG、PNG、WebP 图片，PDF，以及 MP4 或 QuickTime 视频。`,
  });
}

/** iPhones keep their photos so unless told otherwise. */
function heic(): Problem {
  return new Problem('attachment/type-not-accepted', {
    en: 'This is a HEIC photo, which not every browser shows. On the iPhone choose Settings › Camera › Formats › Most Compatible and take it again; for a photo taken already, open it in Photos, tap Share › Options › Most Compatible and save it to Files, or send a screenshot of it.',
    zh: '这是 HEIC 格式的照片，并非所有浏览器都能显示。请在 iPhone 的“设置 › 相机 › 格式”中选择“兼容性最佳”后重新拍摄；已拍的照片，请在“照片”中打开，点“共享 › 选项”，选“兼容性最佳”并存到“文件”后上传，或上传其截屏。',
  });
}

export function tooLarge(): Problem {
  return new Problem('too-large', {
    en: 'A file may have 20 MB at most. Send a smaller picture or a shorter video.',
    zh: '文件不得超过 20 MB，请缩小图片或缩短视频。',
  });
}
