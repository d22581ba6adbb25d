import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { configFolder, homeFolder } from '../base/home.ts';
import { printable, printableJson } from '../base/printable.ts';
import { takeIn } from '../desk/intake/intake.ts';
import type { Intake, MailOutcome } from '../desk/intake/intake.ts';
import { imapPlace } from '../desk/intake/imap-place.ts';
import type { Mailbox } from '../desk/intake/mailbox.ts';
import { readMaildir } from '../desk/intake/maildir.ts';
import { readConfig } from '../settings/load.ts';
import { settingsSchema } from '../settings/settings.ts';
import { displayWidth } from '../base/width.ts';
import { LANGS } from '../language/lang.ts';
import type { Lang } from '../language/lang.ts';
import { render } from '../language/render.ts';
import { WORDS } from '../cases/translations.ts';
import type { ScreenMessage } from './messages.ts';
import { SCREEN_WORDS } from './words/index.ts';
import { noteCases } from './cases/note.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';

interface Flags extends CommonFlags {
  maildir?: string;
  imap?: string;
  cases?: string;
  config?: string;
  lang: Lang;
}

const EXAMPLES = `
Examples:
  abusedesk intake --maildir ~/Maildir
  ABUSEDESK_IMAP_PASSWORD=… abusedesk intake --imap imaps://abuse@mail.example.com/INBOX --json
`;

async function mailboxOf({ maildir, imap }: Flags, effects: Effects): Promise<Mailbox> {
  if ((maildir === undefined) === (imap === undefined)) {
    throw new UserError('intake reads one mailbox', { hint: 'Give either --maildir DIR or --imap URL.' });
  }
  if (maildir !== undefined) return readMaildir(resolve(effects.cwd(), maildir), effects);
  const place = imapPlace(imap ?? '', effects.env['ABUSEDESK_IMAP_PASSWORD']);
  const { readImap } = await import('../desk/intake/imap.ts');
  return readImap(place);
}

const WHATS = [
  'opened',
  'continued',
  'known',
  'answer',
  'forged',
  'other',
  'failed',
] as const satisfies readonly MailOutcome['what'][];

function say(message: ScreenMessage, lang: Lang): string {
  return render(message, SCREEN_WORDS[lang]);
}

function lineOf({ mail, what, folder, problem }: MailOutcome, lang: Lang): string {
  const words = WHATS.map((each) => say({ key: 'intakeTaken', params: { what: each } }, lang));
  const told = say({ key: 'intakeTaken', params: { what } }, lang);
  const width = Math.max(...words.map(displayWidth));
  const why = problem === undefined ? undefined : render(problem, WORDS[lang]);
  const behind = [folder, why].filter((text) => text !== undefined).join(': ');
  const label = `${told}${' '.repeat(width - displayWidth(told))}`;
  return printable(`${label}  ${mail}${behind === '' ? '' : `  ${behind}`}`);
}

function countsOf({ read, taken }: Intake, lang: Lang): string {
  const counts = WHATS.flatMap((what) => {
    const count = taken.filter((each) => each.what === what).length;
    return count === 0 ? [] : [{ what, count }];
  });
  return say({ key: 'intakeCounts', params: { read, counts } }, lang);
}

/** The pass as `abusedesk.intake/1`: a problem in English, with its message beside it. */
function documentOf({ taken, ...rest }: Intake): object {
  return {
    schema: 'abusedesk.intake/1',
    ...rest,
    taken: taken.map(({ problem, ...outcome }) =>
      problem === undefined
        ? outcome
        : { ...outcome, problem: render(problem, WORDS.en), problem_message: problem },
    ),
  };
}

async function run(flags: Flags, signal: AbortSignal, effects: Effects): Promise<void> {
  const mailbox = await mailboxOf(flags, effects);
  const settings = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const root =
    flags.cases === undefined ? join(homeFolder(effects), 'intake') : resolve(effects.cwd(), flags.cases);
  const talks = flags.json !== true && flags.quiet !== true;
  const onTaken = (taken: MailOutcome): void => {
    if (talks && taken.what !== 'other') effects.stdout.write(`${lineOf(taken, flags.lang)}\n`);
  };
  const intake = await takeIn({ mailbox, root, settings, signal, onTaken }, effects);
  const written = intake.taken.flatMap(({ what, folder }) =>
    (what === 'opened' || what === 'continued') && folder !== undefined ? [folder] : [],
  );
  await noteCases(written, settings, flags.lang, effects);
  if (flags.json === true) {
    effects.stdout.write(`${printableJson(documentOf(intake), 2)}\n`);
  } else if (talks) {
    effects.stdout.write(`${countsOf(intake, flags.lang)}\n`);
  }
  if (intake.more)
    effects.stderr.write(`${say({ key: 'intakeMore', params: { read: intake.read } }, flags.lang)}\n`);
  const failed = intake.taken.filter(({ what }) => what === 'failed');
  const [first] = failed;
  if (first !== undefined) {
    throw new UserError(`${failed.length} of ${intake.read} mails could not be taken in`, {
      file: first.mail,
      ...(first.problem !== undefined && { hint: render(first.problem, WORDS.en) }),
    });
  }
}

/** `intake`: one pass over a mailbox. @param signal ends it between two mails */
export function intakeCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('intake')
    .description('Reads a mailbox once: each notice opens a case, or continues the one that it belongs to.')
    .option('--maildir <dir>', 'a Maildir, or a folder of mails')
    .option('--imap <url>', 'imaps://USER@HOST/FOLDER; the password in ABUSEDESK_IMAP_PASSWORD')
    .addOption(new Option('--lang <LANGUAGE>', 'language').choices(LANGS).default('en'))
    .option('--cases <dir>', 'the folder that holds the cases (default: intake/ in the data folder)')
    .option(
      '--config <file>',
      'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
    );
  return withCommonOptions(command, {
    json: 'print one JSON document (abusedesk.intake/1)',
    quiet: 'say nothing when all went well',
  })
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => run(flags, signal, effects));
}
