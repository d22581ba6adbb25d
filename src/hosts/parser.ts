import type { Facts, Origin } from './facts.ts';
import type { Hidden } from './hidden.ts';
import { hostReason } from './reason.ts';
import type { Rows } from '../model/reason.ts';

/** The command that a prompt line names, before its output. */
export interface PromptCommand {
  /** Without folder: `netstat`. */
  program: string;
  words: readonly string[];
  /** The host that the prompt names. */
  host?: string;
  /** The folder that the prompt shows, often only its last name: `tmp`. */
  folder?: string;
}

/**
 * What a reader makes of a line. Undefined: the line does not belong to the output. `unfinished`: it could be the
 * beginning of a row that the next line goes on with. A reader that rejects a line has changed nothing.
 */
export type Outcome = 'parsed' | { skipped: string } | { rejected: string; unfinished?: boolean } | undefined;

/** Reads one output, line by line. Never throws on any text. */
export interface Reader {
  line(text: string, origin: Origin): Outcome;
  /** A row was cut, and what follows may be the middle of another output: what lines above said of it holds no more. */
  cut?(): void;
}

/** What a command prints. One folder, one line in `parsers/index.ts`, one folder of fixtures. */
export interface HostParser {
  /** `netstat`, also the name of its folder. */
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** What it says of lines beside what all outputs share, in every language. */
  readonly rows?: Rows;
  /** Programs that print it. */
  readonly programs: readonly string[];
  /** Each row is one line, so that one which was wrapped can be put together again. */
  readonly wraps: boolean;
  /** The end of a row shows whether it is whole: the rest of one that was broken is no free text. Lists of sockets are so. */
  readonly strict?: boolean;
  /**
   * Each row begins with a word or mark of a few, none of which ends as another: what is read from there on is whole. Absent:
   * only if it lists sockets.
   */
  readonly closed?: boolean;
  /** Lines that begin with `#` are comments of it rather than prompts of root. */
  readonly comments?: boolean;
  /** Rows of so many characters are read, where more than those of most commands: 16 KiB. */
  readonly longest?: number;
  /** The least that is recognised without a prompt. */
  readonly sample: string;
  /**
   * A reader, if the line begins such an output: a header, or a row that no other command prints.
   * @param asked the command at the prompt above; weaker signs are enough where it names one of `programs`
   */
  begin(line: string, facts: Facts, asked: PromptCommand | undefined): Reader | undefined;
  /** What such an output cannot show, and what does. */
  hides(asked: PromptCommand | undefined): Hidden;
  /** The command lists every module that the kernel says it has loaded. */
  listsModules?(asked: PromptCommand | undefined): boolean;
  /** Of a list of sockets: which kinds it has. A list without rows has them too. */
  lists?(asked: PromptCommand | undefined): ListedKinds;
}

/** Which kinds of sockets an output lists: TCP and UDP, raw ones, packet sockets. */
export interface ListedKinds {
  connections: boolean;
  raw: boolean;
  packet: boolean;
}

/** Does the prompt name this parser's program? */
export function isAsked(
  { programs }: Pick<HostParser, 'programs'>,
  asked: PromptCommand | undefined,
): boolean {
  return asked !== undefined && programs.includes(asked.program);
}

export const HEADER: Outcome = { skipped: hostReason('pasteHeader') };
export const SUMMARY: Outcome = { skipped: hostReason('pasteSummary') };
