import type { Command, CommandLine } from '../model/message.ts';

/**
 * What no shell takes for anything but itself (POSIX.1-2024, Shell Command Language, 2.2 Quoting); for zsh `=name` is the path of
 * a program.
 */
const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

function quotedWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command as it is typed into a POSIX shell: words with anything special in them are in single quotes. */
export function shellLine(argv: readonly string[]): string {
  return argv.map(quotedWord).join(' ');
}

/** A command as it is shown and copied. */
export function commandText(command: Command | CommandLine): string {
  return 'shell_line' in command ? command.shell_line : shellLine(command.argv);
}
