import { createHash } from 'node:crypto';
import { UserError } from '../../base/errors.ts';
import { collapse, formatPrefix, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Change, Step } from '../action.ts';
import type { Host } from '../host.ts';
import { difference, sameRules } from '../rule.ts';
import type { Rule } from '../rule.ts';
import type { InstalledBlock, Live, Sheet } from './firewall.ts';

/** A program that reads its block from a file of ours, which its own configuration includes. */
export interface OwnFile {
  path: string;
  /** The line, and its place, that the user adds once. */
  include: string;
  /** What a comment begins with. */
  comment: string;
  /** Its text for these prefixes; for none, one that the program takes and that blocks nobody. */
  body(prefixes: readonly Prefix[]): string;
  /** A call that changes nothing, and shows that the program is there. */
  version: string[];
  /** Asks the program whether it takes its configuration. */
  check: string[];
  /** Makes it read the file. */
  reload: string[];
}

const MARK = 'written by abusedesk, lost when changed by hand; sha256';
/** IPv4 or IPv6 with a length, between what cannot be part of one. */
const PREFIX = /(?<![\w.:])[0-9a-fA-F:.]{3,45}\/\d{1,3}(?![\w.:])/g;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export function textOf(file: OwnFile, prefixes: readonly Prefix[]): string {
  const body = file.body(prefixes);
  return `${file.comment} ${MARK} ${hash(body)}\n${body}`;
}

/** @throws UserError for a file that somebody else has written or changed */
export function rulesOf(text: string, file: OwnFile): Rule[] {
  const [head = '', ...lines] = text.split('\n');
  const body = lines.join('\n');
  if (head !== `${file.comment} ${MARK} ${hash(body)}`) {
    const known = head.includes(MARK);
    throw new UserError(
      known ? 'the file has been changed by hand since it was written' : 'the file is not ours',
      {
        file: file.path,
        hint: 'Move the changes to a file of your own and this one away; then run the command again.',
      },
    );
  }
  const prefixes = (body.match(PREFIX) ?? []).map((found) => parsePrefix(found));
  const whole = collapse(prefixes.filter((prefix) => prefix !== undefined));
  return whole.length === 0 ? [] : [{ prefixes: whole, direction: 'in' }];
}

/**
 * Before the file is replaced or taken back: the program is there, and nobody else has changed the file.
 * @throws UserError
 */
export async function readyFor(file: OwnFile, host: Host): Promise<void> {
  await host.run(file.version);
  const text = await host.read(file.path);
  if (text !== undefined) rulesOf(text, file);
}

/** Reads, checks and replaces the file; a configuration that the program refuses is taken back. */
export function liveFile(file: OwnFile): Live {
  const { path, check, reload } = file;
  return {
    ready: (host) => readyFor(file, host),
    read: async (host: Host): Promise<InstalledBlock> => {
      const dump = await host.read(path);
      return dump === undefined ? { rules: [], dump: '' } : { rules: rulesOf(dump, file), dump };
    },
    changes: (present, wanted): Change[] => {
      if (sameRules(present.rules, wanted)) return [];
      const prefixes = wanted.flatMap((rule) => rule.prefixes);
      const numbers = difference(present.rules, wanted);
      // The program includes the file, so it is never taken away again; one that blocks nobody is left.
      const before = present.dump === '' ? textOf(file, []) : present.dump;
      const loaded: Step[] = [{ run: check }, { run: reload }];
      return [
        {
          say: { key: 'blockWritesFile', params: { path, ...numbers } },
          apply: [{ write: path, text: textOf(file, prefixes) }, ...loaded],
          undo: [{ write: path, text: before }, ...loaded],
        },
      ];
    },
  };
}

/** The same file, to be handed over. */
export function sheetOfFile(file: OwnFile, rules: readonly Rule[]): Sheet {
  const prefixes = rules.flatMap((rule) => rule.prefixes);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  return {
    name,
    text: textOf(file, prefixes),
    use: `${file.path}; ${file.include}; ${file.check.join(' ')} && ${file.reload.join(' ')}`,
  };
}

/** Lines of at most so many prefixes. */
export function inLines(prefixes: readonly Prefix[], perLine: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < prefixes.length; at += perLine) {
    lines.push(
      prefixes
        .slice(at, at + perLine)
        .map(formatPrefix)
        .join(' '),
    );
  }
  return lines;
}
