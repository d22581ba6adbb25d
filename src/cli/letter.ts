import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { noteSent, writeLetters } from '../desk/letters.ts';
import type { LettersAsked, WrittenLetters } from '../desk/letters.ts';
import type { Lang } from '../language/lang.ts';
import { LANGS } from '../language/lang.ts';
import { ANSWER_KEYS } from '../letters/answers.ts';
import { ANSWER_KINDS, REPLY_KINDS } from '../letters/kinds.ts';
import type { LetterKind } from '../letters/kinds.ts';
import { parseReceived, withReceivedOption } from './received.ts';
import { parseInstant } from './instant.ts';
import { noteBySettings } from './cases/note.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { sayBeside } from './words/beside.ts';

interface LetterOptions extends CommonFlags {
  case?: string;
  lang: Lang;
  beside?: Lang;
  set?: string[];
  config?: string;
  from?: string;
  to?: string;
  received?: string;
}

function asJson({ letters, kept }: WrittenLetters): string {
  const entries = letters.map(({ name, lang, path, subject, blanks, mail, besidePath }) => ({
    kind: name,
    lang,
    path,
    subject,
    blanks,
    mail,
    ...(besidePath !== undefined && { beside: besidePath }),
  }));
  return `${JSON.stringify({ schema: 'abusedesk.letters/1', letters: entries, kept }, null, 2)}\n`;
}

/** What of a mail is to be filled in by the user. */
function openIn({ from, to }: WrittenLetters['letters'][number]['mail']): string {
  const missing = [...(from === undefined ? ['From'] : []), ...(to === undefined ? ['To'] : [])];
  return missing.length === 0 ? '' : ` (to be filled in: ${missing.join(', ')})`;
}

function asText({ dir, letters }: WrittenLetters): string {
  const lines: string[] = [];
  for (const { path, blanks, mail, besidePath } of letters) {
    lines.push(printable(`${dir}/${path}`));
    if (blanks.length === 0) lines.push('  complete: read it once more before you send it');
    else lines.push('  still to be written:', ...blanks.map((text) => `  - ${printable(text)}`));
    lines.push(printable(`  as a mail: ${dir}/${mail.path}${openIn(mail)}`));
    if (besidePath !== undefined) lines.push(printable(`  side by side: ${dir}/${besidePath}`));
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

/** One address without a name, as a header can have it. */
const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,253}$/u;

function addressOf(text: string | undefined, option: string): string | undefined {
  if (text === undefined || ADDRESS.test(text)) return text;
  throw new UserError(`${option} is no mail address: ${text.slice(0, 80)}`, {
    hint: 'Write it without a name, like abuse@customer.example.',
  });
}

const CONFIG = 'settings, for the case index (default: abusedesk.yaml in the folder for settings)';

/** What the commands that write letters have in common. */
function withLetterOptions(command: Command): Command {
  const told = command
    .argument('[case]', 'folder that `abusedesk investigate` has written')
    .option('--case <dir>', 'the same, as an option')
    .addOption(new Option('--lang <language>', 'language of the letter').choices(LANGS).default('en'))
    .addOption(
      new Option('--beside <language>', 'write it in a second language as well, side by side').choices(LANGS),
    )
    .option('--from <address>', 'who sends it, for the mail')
    .option(
      '--to <address>',
      'to whom, for the mail (default: the sender of a notice that is proven or likely)',
    )
    .option(
      '--set <key=text>',
      `what only you know; may be repeated (${ANSWER_KEYS.map((key) => key.replaceAll('_', '-')).join(', ')})`,
      (setting: string, settings?: string[]) => [...(settings ?? []), setting],
    )
    .option('--config <file>', CONFIG);
  return withCommonOptions(withReceivedOption(told), {
    json: 'print one JSON document',
    quiet: 'say nothing when the letters are written',
  });
}

async function run(
  dir: string | undefined,
  kinds: LettersAsked['kinds'],
  options: LetterOptions & { user?: string },
  effects: Effects,
): Promise<void> {
  const { lang, beside, set: settings = [], user } = options;
  const [from, to] = [addressOf(options.from, '--from'), addressOf(options.to, '--to')];
  const received = parseReceived(options.received, effects);
  const written = await writeLetters(
    caseOf(dir, options.case),
    {
      kinds,
      lang,
      settings,
      ...(beside !== undefined && { beside }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(received !== undefined && { received }),
      ...(user !== undefined && { user }),
    },
    effects,
  );
  await noteBySettings(written.dir, options.config, lang, effects);
  if (written.unusedReceived) sayBeside({ key: 'screenReceivedUnused', params: {} }, lang, effects);
  if (options.json === true) effects.stdout.write(asJson(written));
  if (options.quiet === true) return;
  if (options.json !== true) effects.stdout.write(asText(written));
  for (const name of written.kept) sayBeside({ key: 'screenKept', params: { path: name } }, lang, effects);
}

function replyCommand(effects: Effects): Command {
  const command = new Command('reply').description(
    'Writes the interim and the final answer to the notice of a case.',
  );
  return withLetterOptions(command)
    .addOption(
      new Option('--kind <kind>', 'only this one (default: interim and final)').choices(ANSWER_KINDS),
    )
    .addHelpText(
      'after',
      '\nExample:\n  abusedesk letter reply nat-port-scan.case --lang ja --kind final --set name="Kim, operations"\n',
    )
    .action((dir: string | undefined, options: LetterOptions & { kind?: LetterKind }) =>
      run(dir, options.kind === undefined ? REPLY_KINDS : [options.kind], options, effects),
    );
}

/** A command that writes letters of one kind. */
function kindCommand(kind: LetterKind, description: string, example: string, effects: Effects): Command {
  return withLetterOptions(new Command(kind).description(description))
    .addHelpText('after', `\nExample:\n  ${example}\n`)
    .action((dir: string | undefined, options: LetterOptions) => run(dir, [kind], options, effects));
}

function userCommand(effects: Effects): Command {
  const command = new Command('user').description(
    'Writes to the users whose accounts were used from a cloud: what was seen, what is asked, what to do.',
  );
  return withLetterOptions(command)
    .option('--user <name>', 'only to this one, as the log writes the name')
    .addHelpText('after', '\nExample:\n  abusedesk letter user owa-from-aws.case --lang ko --beside en\n')
    .action((dir: string | undefined, options: LetterOptions & { user?: string }) =>
      run(dir, 'user', options, effects),
    );
}

interface SentFlags extends CommonFlags {
  at?: string;
  config?: string;
}

async function noted(
  dir: string,
  letter: string,
  { at, config, json, quiet }: SentFlags,
  effects: Effects,
): Promise<void> {
  const now = effects.now();
  const moment = at === undefined ? now : new Date(parseInstant(at, '--at') * 1000);
  if (moment.getTime() > now.getTime()) {
    throw new UserError(`--at ${at?.slice(0, 40)}: this lies in the future`, {
      hint: 'Give the time at which the letter went out, with its zone.',
    });
  }
  const sent = await noteSent(dir, letter, moment.toISOString(), effects);
  await noteBySettings(dir, config, 'en', effects);
  if (json === true)
    effects.stdout.write(`${JSON.stringify({ schema: 'abusedesk.sent/1', sent }, null, 2)}\n`);
  else if (quiet !== true)
    effects.stdout.write(printable(`noted: ${sent.path} went out at ${sent.at}`) + '\n');
}

function sentCommand(effects: Effects): Command {
  const command = new Command('sent')
    .description('Notes that a letter of the case went out; `abusedesk cases` counts it as answered.')
    .argument('<case>', 'folder that `abusedesk investigate` has written')
    .argument('<letter>', 'its file, as the case lists it: letters/reply-interim.en.txt')
    .option('--at <time>', 'when (default: now)')
    .option('--config <file>', CONFIG);
  return withCommonOptions(command, {
    json: 'print one JSON document',
    quiet: 'say nothing when it is noted',
  })
    .addHelpText(
      'after',
      '\nExample:\n  abusedesk letter sent nat-port-scan.case letters/reply-interim.en.txt --at 2026-11-21T09:30Z\n',
    )
    .action((dir: string, letter: string, options: SentFlags) => noted(dir, letter, options, effects));
}

/** `abusedesk letter …`: what goes out. Nothing is sent. */
export function letterCommand(effects: Effects): Command {
  return new Command('letter')
    .description('Writes what goes out; nothing is sent.')
    .addCommand(replyCommand(effects))
    .addCommand(
      kindCommand(
        'dispute',
        'Writes a letter that disputes a notice which the logs rule out, with the records that refute it.',
        'abusedesk letter dispute my.case --lang en',
        effects,
      ),
    )
    .addCommand(
      kindCommand(
        'extension',
        'Asks the provider for more time, for the reasons that the case really has.',
        'abusedesk letter extension nat-port-scan.case --set until=2030-01-31T12:00Z',
        effects,
      ),
    )
    .addCommand(
      kindCommand(
        'not-us',
        'Says that what the notice names was not yours at the time, with what shows it; refused where nothing does.',
        'abusedesk letter not-us my.case',
        effects,
      ),
    )
    .addCommand(
      kindCommand(
        'terminated',
        'Says that what the notice names is terminated or stopped already, with the event that shows it.',
        'abusedesk letter terminated nat-port-scan.case',
        effects,
      ),
    )
    .addCommand(userCommand(effects))
    .addCommand(sentCommand(effects))
    .addHelpText('after', '\nExample:\n  abusedesk letter reply nat-port-scan.case --lang ja\n');
}
