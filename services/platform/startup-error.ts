/** Something the person at the terminal can put right: what is wrong and what to do, in both languages, without a stack trace. */
export class StartupError extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(text: { zh: string; en: string }, options?: { cause?: unknown }) {
    super(text.en, options);
    this.name = 'StartupError';
    this.zh = text.zh;
    this.en = text.en;
  }

  /** Both languages, ready to print. */
  toText(): string {
    return `${this.zh}\n\n${this.en}\n`;
  }
}
