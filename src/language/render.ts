import type { Command, CommandLine, Message } from '../model/message.ts';
import { commandText } from './shell.ts';
import type { Words } from './words.ts';

/** Words, and the commands that are between them. */
export type Piece = string | Command | CommandLine;

/** Is put around a command's number while a sentence is made. Parameters cannot hold it: there it is replaced. */
const MARK = '\u0001';
const MARKED = new RegExp(`${MARK}(\\d+)${MARK}`);

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Also of a value that came back from a file. */
export function isMessage(value: unknown): value is Message {
  return (
    isObject(value) &&
    'key' in value &&
    typeof value.key === 'string' &&
    'params' in value &&
    isObject(value.params)
  );
}

function isCommand(value: object): value is Command | CommandLine {
  if ('argv' in value) return Array.isArray(value.argv);
  return 'shell_line' in value && typeof value.shell_line === 'string';
}

function rendered(value: unknown, words: Words, commands: (Command | CommandLine)[]): unknown {
  if (typeof value === 'string') return value.replaceAll(MARK, '\ufffd');
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => rendered(item, words, commands));
  if (isMessage(value)) return sentence(value, words, commands);
  if (isCommand(value)) return `${MARK}${commands.push(value) - 1}${MARK}`;
  return each(value, words, commands);
}

function each(value: object, words: Words, commands: (Command | CommandLine)[]): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, rendered(item, words, commands)]),
  );
}

function sentence({ key, params }: Message, words: Words, commands: (Command | CommandLine)[]): string {
  const say = words.get(key);
  if (say === undefined) throw new TypeError(`There are no words for the message ${key}.`);
  // One by one: parameters are never a command themselves, whatever they are called.
  return say(each(params, words, commands));
}

/**
 * The message in a language, commands apart from the words around them.
 * @throws TypeError or RangeError where the language has no such message, or the parameters do not fit it
 */
export function renderPieces(message: Message, words: Words): Piece[] {
  const commands: (Command | CommandLine)[] = [];
  return sentence(message, words, commands)
    .split(MARKED)
    .map((piece, i): Piece => (i % 2 === 0 ? piece : (commands[Number(piece)] ?? '')))
    .filter((piece) => piece !== '');
}

/** The message in a language as one text; commands are in back quotes, ready for a POSIX shell. */
export function render(message: Message, words: Words): string {
  return renderPieces(message, words)
    .map((piece) => (typeof piece === 'string' ? piece : `\`${commandText(piece)}\``))
    .join('');
}
