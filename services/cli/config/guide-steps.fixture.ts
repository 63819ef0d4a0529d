/** A guide as steps that can be followed: files to write, lines to change, commands with what they print. */
export type GuideStep =
  | { does: 'write'; file: string; text: string }
  | { does: 'change'; file: string; from: string; to: string }
  | { does: 'run'; command: string; prints: string };

const fence = /^(?:\*\*`([^`]+)`\*\*\n\n)?```(yaml|diff|console)\n([\s\S]*?)^```$/gm;

/**
 * YAML stands below the name of its file in bold; a change is a diff whose first line names the file; in a console every
 * command begins with `$ `. YAML without a file's name is a mistake of the page: nobody could try it.
 */
export function stepsOf(page: string): GuideStep[] {
  return [...page.matchAll(fence)].flatMap(([, file, kind, text = '']): GuideStep[] => {
    if (kind === 'console') return runsOf(text);
    if (kind === 'diff') return [changeOf(text)];
    if (file === undefined) throw new Error(`no file is named above:\n${text}`);
    return [{ does: 'write', file, text }];
  });
}

function runsOf(text: string): GuideStep[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...prints] = part.trimEnd().split('\n');
      return { does: 'run', command, prints: prints.join('\n') };
    });
}

function changeOf(text: string): GuideStep {
  const [file = '', ...lines] = text.trimEnd().split('\n');
  const kept = (...signs: string[]) =>
    lines
      .filter((line) => signs.includes(line[0] ?? ' '))
      .map((line) => line.slice(1))
      .join('\n');
  return { does: 'change', file: file.trim(), from: kept(' ', '-'), to: kept(' ', '+') };
}
