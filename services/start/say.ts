/** What a person at the terminal reads: on stdout, both languages, apart from the log on stderr. */
export function say(text: { zh: string; en: string }): void {
  process.stdout.write(`${text.zh}\n${text.en}\n`);
}
