import { displayWidth } from '../base/width.ts';
import { printable } from '../base/printable.ts';
import type { Environment } from '../base/ports.ts';
import { programOf } from '../desk/program.ts';
import { renderPieces } from '../language/render.ts';
import { shellLine } from '../language/shell.ts';
import type { Words } from '../language/words.ts';
import type { Command, CommandLine, Message } from '../model/message.ts';
import { wrap } from './fit.ts';

/** How commands are written on this screen: the words that start this program, and where the case is. */
export interface Here {
  /** How this program was called: `abusedesk`, or `npx abusedesk` from a clone. */
  program: readonly string[];
  /** The case folder, from the current one. */
  folder: string;
}

/** A command in one of our texts: `abusedesk` and a subcommand. Not matched: a part of a path or of a longer name. */
const COMMAND = /(?<![\w./@-])abusedesk (?=[a-z-]|\[)/g;

/** A help text or a hint with its commands as they are typed here. */
export function asTyped(text: string, environment: Environment): string {
  return text.replaceAll(COMMAND, `${programOf(environment).join(' ')} `);
}

/** The command as it is typed here: in case.json it names no place, `CASE` stands for the case folder. */
function typedHere(argv: readonly string[], { program, folder }: Here): string[] {
  if (argv[0] !== 'abusedesk') return [...argv];
  return [...program, ...argv.slice(1).map((word) => (word === 'CASE' ? folder : word))];
}

/** The words of a command as a shell takes them; an option stays with its value. */
function parts(argv: readonly string[]): string[] {
  const together: string[][] = [];
  for (const word of argv) {
    const option = together.at(-1);
    if (option?.length === 1 && option[0]?.startsWith('--') === true && !word.startsWith('-'))
      option.push(word);
    else together.push([word]);
  }
  return together.map((words) => printable(shellLine(words)));
}

/**
 * A command on lines of its own, which can be copied as they are: it breaks between its words alone (an option keeps its value), and each line but the last
 * ends with the backslash that tells a shell that it goes on. A word that is longer than a line stays whole.
 */
function commandLines(command: Command | CommandLine, width: number, indent: string, here: Here): string[] {
  // A line with pipes or redirections is not broken: it is not known where it could be.
  if ('shell_line' in command) return [indent + printable(command.shell_line)];
  const lines: string[] = [];
  let line = '';
  for (const word of parts(typedHere(command.argv, here))) {
    const longer = line === '' ? word : `${line} ${word}`;
    // The blank and the backslash at the end of a line take two columns.
    if (line !== '' && displayWidth(indent + longer) > width - 2) {
      lines.push(`${indent}${line} \\`);
      line = `  ${word}`;
    } else line = longer;
  }
  return [...lines, indent + line];
}

/** Words around commands: what parts them from a command that is on lines of its own goes. */
function around(piece: string, behind: boolean): string {
  return printable((behind ? piece.replace(/^[\s;,.、。，；]+/u, '') : piece).trim());
}

/**
 * An item of a list in words, each of its commands on lines of its own.
 * @param first what the first line begins with; the others are indented as far, and commands by two more
 */
export function stepText(message: Message, words: Words, width: number, first: string, here: Here): string {
  const hanging = ' '.repeat(displayWidth(first));
  return renderPieces(message, words)
    .flatMap((piece, i) => {
      if (typeof piece !== 'string') return commandLines(piece, width, `${hanging}  `, here);
      const text = around(piece, i > 0);
      return text === '' ? [] : [wrap(text, width, i === 0 ? first : hanging)];
    })
    .join('\n');
}
