import type { FaultText } from '../fault-texts.ts';

/** Files and YAML itself. */
export const readingTexts = {
  'file/too-large': {
    severity: 'error',
    en: ['The file has {size} bytes; at most {limit} are read.', 'Split it, or take out what does not belong here.'],
    zh: ['文件有 {size} 字节，最多读 {limit} 字节。', '请拆成几个文件，或删去不属于这里的内容。'],
  },
  'file/not-utf8': {
    severity: 'error',
    en: ['From here on the file is not UTF-8 text; it may be {encoding}.', 'Save it as UTF-8. Nothing of it was read.'],
    zh: ['从这里起不是 UTF-8 文字，可能是 {encoding} 编码。', '请另存为 UTF-8 编码。这个文件的内容都没有读。'],
  },
  'file/too-many': {
    severity: 'error',
    en: ['More than {limit} files; the rest is not read.', 'Take away what the tenant does not need.'],
    zh: ['文件超过 {limit} 个，其余未读。', '请删去用不到的文件。'],
  },
  'fault/more': {
    severity: 'error',
    en: ['There are more faults; only the first {limit} are told.', 'Correct those and check again.'],
    zh: ['还有更多问题，这里只列前 {limit} 个。', '请先改正这些，再检查一次。'],
  },
  'file/unknown': {
    severity: 'error',
    en: ['A tenant has no file “{file}”[[; did you mean “{nearest}”?]].', 'Rename it or take it away. Known: {known}.'],
    zh: ['租户里没有“{file}”这种文件[[，是不是“{nearest}”？]]。', '请改名或移走。可用的有：{known}。'],
  },
  'file/outside': {
    severity: 'error',
    en: [
      '“{file}” leads out of the tenant’s folder.',
      'Only its own files are read, by their path inside the folder[[, here “{nearest}”]]; what it inherits is added by itself.',
    ],
    zh: [
      '“{file}”指到租户文件夹之外。',
      '只读租户自己的文件，写它在文件夹里的路径[[，这里是“{nearest}”]]；沿用上级的内容会自动加上。',
    ],
  },
  'file/collides': {
    severity: 'error',
    en: ['“{file}” and “{first}” are one file on many computers.', 'Rename one of the two.'],
    zh: ['“{file}”和“{first}”在许多电脑上是同一个文件。', '请把其中一个改名。'],
  },
  'file/missing': {
    severity: 'error',
    en: ['“{file}” is missing.', 'Add the file; the guide shows its shortest form.'],
    zh: ['缺少“{file}”。', '请补上该文件。'],
  },
  'yaml/syntax': {
    severity: 'error',
    en: ['This is not YAML: {detail}', 'Check indentation, brackets, quotes and the space after each colon near here.'],
    zh: ['这里不符合 YAML 写法（{rule}）。', '请检查附近的缩进、括号、引号，以及冒号后面的空格。'],
  },
  'yaml/full-width': {
    severity: 'error',
    en: [
      'This is not YAML, and a full-width “{wide}” stands on the line: {detail}',
      'Use half-width , : " [ ] { } outside texts.',
    ],
    zh: ['这里不符合 YAML 写法（{rule}），这一行有全角的“{wide}”。', '文字以外请用半角的 , : " [ ] { }。'],
  },
  'json/syntax': {
    severity: 'error',
    en: ['This is not JSON: “{found}” cannot stand here.', 'Check brackets, commas and quotes before it.'],
    zh: ['这里不符合 JSON 写法：不该出现“{found}”。', '请检查它前面的括号、逗号和引号。'],
  },
  'yaml/empty': {
    severity: 'error',
    en: ['The file is empty.', 'Write its content or take it away.'],
    zh: ['文件是空的。', '请写上内容，或删去该文件。'],
  },
  'yaml/alias': {
    severity: 'error',
    en: ['Anchors and aliases (& and *) are not read.', 'Write the value out, or put the text in quotes.'],
    zh: ['不支持 & 和 * 的锚点写法。', '请直接写出值；文字本身含这些符号时加引号。'],
  },
  'yaml/tag': {
    severity: 'error',
    en: ['The tag “{tag}” is not read.', 'Take away the word that begins with !, or put the text in quotes.'],
    zh: ['不支持标签“{tag}”。', '请去掉以 ! 开头的标签；文字本身含 ! 时加引号。'],
  },
  'yaml/key': {
    severity: 'error',
    en: ['A key must be one word before the colon.', 'Write `key: value`.'],
    zh: ['冒号前只能是一个键名。', '请写成“键: 值”。'],
  },
  'yaml/duplicate-key': {
    severity: 'error',
    en: ['“{key}” stands here a second time; the first is at {related}.', 'Keep one of the two.'],
    zh: ['“{key}”重复了，第一次在 {related}。', '请只保留一处。'],
  },
  'yaml/too-deep': {
    severity: 'error',
    en: ['Nested more than {limit} levels deep.', 'Take levels out; nothing in this language needs so many.'],
    zh: ['嵌套超过 {limit} 层。', '请减少层次，这里不需要这么多层。'],
  },
  'yaml/tab': {
    severity: 'error',
    en: ['A tab indents this line.', 'Indent with spaces.'],
    zh: ['这一行用制表符（Tab）缩进。', '请改用空格缩进。'],
  },
  'yaml/full-width-colon': {
    severity: 'error',
    en: ['A full-width colon “：” follows the key.', 'Write “: ”, a half-width colon and a space.'],
    zh: ['键名后面是全角冒号“：”。', '请改成半角冒号加空格“: ”。'],
  },
  'yaml/colon-space': {
    severity: 'error',
    en: ['No space follows the colon after “{key}”.', 'Write “{key}: ”, a colon and a space.'],
    zh: ['“{key}”的冒号后面少了空格。', '请写成“{key}: ”，冒号加空格。'],
  },
  'yaml/indent': {
    severity: 'error',
    en: [
      'This line does not line up with those it belongs to.',
      'Let the keys of one entry begin in the same column, each level below two spaces further in. What follows is read only then.',
    ],
    zh: ['这一行的缩进与上下不齐。', '同一条里的各键要左边对齐，下一级再往里两格，用空格。改好以后才能看后面的。'],
  },
  'yaml/odd-blank': {
    severity: 'error',
    en: ['A blank that YAML does not know ({mark}) stands here.', 'Delete it and type an ordinary space.'],
    zh: ['这里有 YAML 不认的空白（{mark}）。', '请删去，改用半角空格。'],
  },
  'yaml/odd-mark': {
    severity: 'error',
    en: ['“{mark}” stands where YAML has “{plain}”.', 'Write “{plain}”, half-width.'],
    zh: ['这里用了“{mark}”，YAML 要用“{plain}”。', '请改成半角的“{plain}”。'],
  },
  'yaml/unclosed': {
    severity: 'error',
    en: [
      '“{mark}” opens here and is not closed.',
      'Close it with “{closer}” where the entry ends. What follows is read only then.',
    ],
    zh: ['这里的“{mark}”没有收尾。', '请在这一条结束处写上“{closer}”。改好以后才能看后面的。'],
  },
  'yaml/surplus': {
    severity: 'error',
    en: ['“{mark}” closes nothing.', 'Delete it, or write what opens before it.'],
    zh: ['这里的“{mark}”前面没有对应的开头。', '请删去，或补上前面的开头。'],
  },
  'yaml/control-character': {
    severity: 'error',
    en: ['An invisible control character stands here.', 'Delete it and type the text anew.'],
    zh: ['这里有看不见的控制字符。', '请删去后重新输入。'],
  },
  'format/kept': {
    severity: 'error',
    en: [
      'This file was left as it is: in the usual layout it would say something else.',
      'Write what is unusual in it more plainly.',
    ],
    zh: ['这个文件没有改动：换成统一的排版后意思会变。', '请把其中不常见的写法改得简单些。'],
  },
} as const satisfies Record<string, FaultText>;
