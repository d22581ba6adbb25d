import { Command, Option } from 'commander';
import type { CaseDocument } from '../model/case.ts';
import type { Lang } from '../language/lang.ts';
import { LANGS } from '../language/lang.ts';
import { openExistingCase } from '../cases/store.ts';
import { putReportAgain } from '../desk/outgoing.ts';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { ANSWER_KEYS, knownAnswers, mergeAnswers } from '../letters/answers.ts';
import type { CaseLetter, LetterKind, ReplyKind } from '../letters/reply.ts';
import {
  letterFile,
  letterName,
  mattersToAnswer,
  mattersToDispute,
  renderReplies,
  REPLY_KINDS,
} from '../letters/reply.ts';
import { printable } from '../base/printable.ts';
import { receivedAt } from '../desk/received.ts';
import { parseReceived, withReceivedOption } from './received.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { sayBeside } from './words/beside.ts';

interface LetterOptions extends CommonFlags {
  case?: string;
  lang: Lang;
  set?: string[];
  received?: string;
}

interface WrittenLetters {
  dir: string;
  letters: CaseLetter[];
  /** Names under which files that somebody had edited were kept. */
  kept: string[];
  /** A time of arrival was given, and every notice states its own. */
  unusedReceived: boolean;
}

/** The case's list of letters, with these in the place of those of the same name. */
function listed(document: CaseDocument, letters: readonly CaseLetter[]): CaseDocument['letters'] {
  const written = new Set(letters.map(({ path }) => path));
  const others = document.letters.filter(({ path }) => !written.has(path));
  const entries = letters.map(({ kind, lang, path, blanks }) => ({
    kind: letterName(kind),
    lang,
    path,
    blanks,
  }));
  return [...others, ...entries];
}

async function writeLetters(
  dir: string,
  kinds: readonly LetterKind[],
  options: LetterOptions,
  effects: Effects,
): Promise<WrittenLetters> {
  const folder = await openExistingCase(dir, effects);
  try {
    const { previous: document, journal } = folder;
    if (!document) {
      throw new UserError('the case is not finished: it has no case.json yet', {
        file: folder.dir,
        hint: 'Run `abusedesk investigate` with this case folder first.',
      });
    }
    if (kinds.includes('dispute')) mattersToDispute(document);
    else mattersToAnswer(document);
    const now = effects.now();
    const received = parseReceived(options.received, effects);
    const { document: dated, used } =
      received === undefined ? { document, used: true } : receivedAt(document, received);
    const settings = options.set ?? [];
    const answers = mergeAnswers(knownAnswers(journal), settings, now);
    const letters = renderReplies(kinds, dated, [options.lang], { now, answers });
    if (settings.length > 0) await journal.append('answers', { ...answers });
    for (const letter of letters) folder.put(letter.path, letterFile(letter));
    if (received !== undefined && used) await journal.append('received', { received });
    const amended = { ...dated, letters: listed(dated, letters) };
    putReportAgain(folder, amended, effects);
    const { kept } = await folder.amend(amended);
    return { dir: folder.dir, letters, kept, unusedReceived: !used };
  } finally {
    await folder.close();
  }
}

function asJson({ letters, kept }: WrittenLetters): string {
  const entries = letters.map(({ kind, lang, path, subject, blanks }) => ({
    kind: letterName(kind),
    lang,
    path,
    subject,
    blanks,
  }));
  return `${JSON.stringify({ schema: 'abusedesk.letters/1', letters: entries, kept }, null, 2)}\n`;
}

function asText({ dir, letters }: WrittenLetters): string {
  const lines: string[] = [];
  for (const { path, blanks } of letters) {
    lines.push(printable(`${dir}/${path}`));
    if (blanks.length === 0) lines.push('  complete: read it once more before you send it');
    else lines.push('  still to be written:', ...blanks.map((text) => `  - ${printable(text)}`));
  }
  if (letters.some(({ blanks }) => blanks.length > 0)) {
    lines.push('', 'Fill these in the files, or give them with --set, for example --set root-cause="…".');
  }
  return `${lines.join('\n')}\n`;
}

/** The case as an argument, or as `--case` as in `investigate`. */
function caseOf(argument: string | undefined, option: string | undefined): string {
  const dir = argument ?? option;
  const hint = 'Example: abusedesk letter reply nat-port-scan.case';
  if (dir === undefined) throw new UserError('no case was given', { hint });
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new UserError(`two cases were given: ${argument} and --case ${option}`, { hint });
  }
  return dir;
}

/** What the commands that write letters have in common. */
function withLetterOptions(command: Command): Command {
  const told = command
    .argument('[case]', 'folder that `abusedesk investigate` has written')
    .option('--case <dir>', 'the same, as an option')
    .addOption(new Option('--lang <language>', 'language of the letter').choices(LANGS).default('en'))
    .option(
      '--set <key=text>',
      `what only you know; may be repeated (${ANSWER_KEYS.map((key) => key.replaceAll('_', '-')).join(', ')})`,
      (setting: string, settings?: string[]) => [...(settings ?? []), setting],
    );
  return withCommonOptions(withReceivedOption(told), {
    json: 'print one JSON document',
    quiet: 'say nothing when the letters are written',
  });
}

async function run(
  dir: string | undefined,
  kinds: readonly LetterKind[],
  options: LetterOptions,
  effects: Effects,
): Promise<void> {
  const written = await writeLetters(caseOf(dir, options.case), kinds, options, effects);
  if (written.unusedReceived) sayBeside({ key: 'screenReceivedUnused', params: {} }, options.lang, effects);
  if (options.json === true) effects.stdout.write(asJson(written));
  if (options.quiet === true) return;
  if (options.json !== true) effects.stdout.write(asText(written));
  for (const name of written.kept) {
    sayBeside({ key: 'screenKept', params: { path: name } }, options.lang, effects);
  }
}

function replyCommand(effects: Effects): Command {
  const command = new Command('reply').description(
    'Writes the interim and the final answer to the notice of a case.',
  );
  return withLetterOptions(command)
    .addOption(new Option('--kind <kind>', 'only this one (default: both)').choices(REPLY_KINDS))
    .addHelpText(
      'after',
      '\nExample:\n  abusedesk letter reply nat-port-scan.case --lang ja --kind final --set name="Kim, operations"\n',
    )
    .action((dir: string | undefined, options: LetterOptions & { kind?: ReplyKind }) =>
      run(dir, options.kind === undefined ? REPLY_KINDS : [options.kind], options, effects),
    );
}

function disputeCommand(effects: Effects): Command {
  const command = new Command('dispute').description(
    'Writes a letter that disputes a notice which the logs rule out, with the records that refute it.',
  );
  return withLetterOptions(command)
    .addHelpText('after', '\nExample:\n  abusedesk letter dispute my.case --lang en\n')
    .action((dir: string | undefined, options: LetterOptions) => run(dir, ['dispute'], options, effects));
}

/** `abusedesk letter …`: what goes out. Nothing is sent. */
export function letterCommand(effects: Effects): Command {
  return new Command('letter')
    .description('Writes what goes out; nothing is sent.')
    .addCommand(replyCommand(effects))
    .addCommand(disputeCommand(effects))
    .addHelpText('after', '\nExample:\n  abusedesk letter reply nat-port-scan.case --lang ja\n');
}
