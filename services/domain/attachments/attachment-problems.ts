import { Problem } from '../problem.ts';

export function unreadable(cause?: unknown): Problem {
  return new Problem(
    'attachment/unreadable',
    {
      en: 'The file cannot be read: it is cut off, damaged or far too large once unpacked. Take or export it anew.',
      zh: '文件无法读取：内容不完整、已损坏，或展开后过大。请重新拍摄或导出。',
    },
    {},
    { cause },
  );
}

export function typeNotAccepted(found: string | undefined): Problem {
  const what = found === undefined ? { en: 'of no known kind', zh: '未知类型' } : { en: found, zh: found };
  return new Problem('attachment/type-not-accepted', {
    en: `By its content this file is ${what.en}. Accepted are JPEG, PNG and WebP pictures, PDF and MP4.`,
    zh: `按内容判断，该文件为${what.zh}。可接受 JPEG、PNG、WebP 图片，PDF 和 MP4。`,
  });
}

export function tooLarge(): Problem {
  return new Problem('too-large', {
    en: 'A file may have 20 MB at most. Send a smaller picture or a shorter video.',
    zh: '文件不得超过 20 MB，请缩小图片或缩短视频。',
  });
}
