import { attachedFiles } from '../../notices/attached-files.ts';
import { isMail, MAX_MAIL_BYTES } from '../../notices/mail.ts';
import { Command, Option } from 'commander';
import type { Effects, Files, Terminal } from '../../base/ports.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { readStart } from '../../base/regular-file.ts';
import { printableJson } from '../../base/printable.ts';
import { SENDERS } from '../../notices/senders/index.ts';
import { readNotice } from '../../notices/read.ts';
import type { Notice } from '../../notices/read.ts';
import { readMaildir } from '../../desk/intake/maildir.ts';
import type { AttachedFile } from '../../model/evidence.ts';
import { distinctMessages } from '../../model/message.ts';
import type { Message } from '../../model/message.ts';
import { configFolder, hasHome } from '../../base/home.ts';
import { readConfig } from '../../settings/load.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import { writtenNotice } from '../../notices/written.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';
import { resolve } from 'node:path';
import { withReceived } from '../../notices/received.ts';
import { parseReceived, withReceivedOption } from '../received.ts';
import { sayBeside } from '../words/beside.ts';
import { SCREEN_WORDS } from '../words/index.ts';
import { noticeScreen, notesText } from './screen.ts';

async function readStdin(effects: Terminal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of effects.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_MAIL_BYTES) break;
  }
  return Buffer.concat(chunks);
}

const REASONS: ReadonlyMap<string, readonly [what: string, hint: string]> = new Map([
  ['ENOENT', ['there is no such file', 'Check the path, or give - to read from standard input.']],
  ['EACCES', ['it may not be read', 'Give yourself read permission on it.']],
]);

async function readInput(file: string, effects: Files & Terminal): Promise<Uint8Array> {
  if (file === '-') return readStdin(effects);
  try {
    // One byte more than a mail may have, so that a larger file is seen as such.
    return (await readStart(resolve(effects.cwd(), file), MAX_MAIL_BYTES + 1, effects)).bytes;
  } catch (error) {
    const reason = REASONS.get(errorCode(error) ?? '');
    if (reason === undefined) throw error;
    throw new UserError(`cannot read the notice: ${reason[0]}`, { hint: reason[1], file, cause: error });
  }
}

/** Outlook's own format, a compound file ([MS-CFB] 2.2). */
function isOutlookFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).toString('hex') === 'd0cf11e0a1b11ae1';
}

interface NoticeFlags extends CommonFlags {
  lang: Lang;
  received?: string;
  config?: string;
}

/** Files of a folder; a mailbox has its own command. */
const MAX_FILES = 1000;

const LABELS = SENDERS.flatMap(({ labels }) => labels).join(', ');

interface FileOfFolder {
  file: string;
  /** How many notices it holds. */
  claims: number;
  /** Why it could not be read. */
  problem?: Message;
}

/** What one file says, or the files of a folder. */
interface NoticeInput {
  notice: Notice;
  attachments: AttachedFile[];
  /** Of a folder: each file, and how many notices it holds. */
  files?: FileOfFolder[];
  /** Nothing is known of it because it is Outlook's own format. */
  outlook: boolean;
}

async function readOne(file: string, sealers: readonly string[], effects: Effects): Promise<NoticeInput> {
  const bytes = await readInput(file, effects);
  const notice = await readNotice(bytes, { sealers, ...(file === '-' ? {} : { path: file }) }, effects);
  return {
    notice,
    attachments: isMail(bytes) ? attachedFiles(bytes) : [],
    outlook: isOutlookFile(bytes),
  };
}

/** Many notices at once: the mails and texts of a folder, or of a Maildir. */
async function readFolder(
  folder: string,
  sealers: readonly string[],
  effects: Effects,
): Promise<NoticeInput> {
  const notice: Notice = { claims: [], unread: [], notes: [] };
  const attachments: AttachedFile[] = [];
  const files: FileOfFolder[] = [];
  for await (const { name, bytes, whole, problem } of readMaildir(resolve(effects.cwd(), folder), effects)) {
    if (files.length >= MAX_FILES) {
      notice.notes.push({ key: 'noticeFiles', params: { read: MAX_FILES } });
      break;
    }
    if (bytes === undefined) {
      files.push({ file: name, claims: 0, ...(problem !== undefined && { problem }) });
      continue;
    }
    const { claims, unread, notes } = await readNotice(bytes, { path: name, sealers }, effects);
    notice.claims.push(...claims);
    notice.unread.push(...unread);
    notice.notes.push(...notes);
    if (whole !== undefined)
      notice.notes.push({ key: 'noticeCut', params: { read: bytes.length, bytes: whole } });
    if (claims.length > 0 && isMail(bytes)) attachments.push(...attachedFiles(bytes));
    files.push({ file: name, claims: claims.length });
  }
  return { notice: { ...notice, notes: distinctMessages(notice.notes) }, attachments, files, outlook: false };
}

function isFolder(file: string, effects: Files): Promise<boolean> {
  if (file === '-') return Promise.resolve(false);
  return effects.fs.stat(resolve(effects.cwd(), file)).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** A file as `notice --json` has it: a problem in English, with its message beside it. */
function writtenFile({ problem, ...file }: FileOfFolder): object {
  return problem === undefined
    ? file
    : { ...file, problem: render(problem, SCREEN_WORDS.en), problem_message: problem };
}

function sayFiles({ files = [] }: NoticeInput, options: NoticeFlags, effects: Terminal): void {
  for (const { file, problem } of files)
    if (problem !== undefined)
      sayBeside({ key: 'screenNotRead', params: { file, why: problem } }, options.lang, effects);
  if (options.quiet === true || files.length === 0) return;
  const without = files.filter(({ claims }) => claims === 0).length;
  sayBeside({ key: 'screenFiles', params: { files: files.length, without } }, options.lang, effects);
}

/** Where no home is set there are no settings either, and a notice can be read all the same. */
async function trustedSealers({ config }: NoticeFlags, effects: Effects): Promise<readonly string[]> {
  if (config === undefined && !hasHome(effects)) return [];
  // A file that is named is read without a folder for settings too.
  const folder = hasHome(effects) ? configFolder(effects) : effects.cwd();
  return (await readConfig(config, folder, settingsSchema, effects)).trusted_sealers;
}

async function run(file: string, options: NoticeFlags, effects: Effects): Promise<void> {
  const received = parseReceived(options.received, effects);
  const sealers = await trustedSealers(options, effects);
  const given = (await isFolder(file, effects))
    ? await readFolder(file, sealers, effects)
    : await readOne(file, sealers, effects);
  const { notice, attachments, files } = given;
  if (received !== undefined) {
    const alone = (files ?? []).filter(({ claims }) => claims > 0).length < 2;
    const { claims, used } = withReceived(notice.claims, received, alone);
    notice.claims = claims;
    if (!used && claims.length > 0)
      sayBeside({ key: 'screenReceivedUnused', params: {} }, options.lang, effects);
  }
  if (options.json === true) {
    const document = {
      schema: 'abusedesk.notice/1',
      ...writtenNotice(notice),
      attachments,
      ...(files === undefined ? {} : { files: files.map(writtenFile) }),
    };
    effects.stdout.write(`${printableJson(document, 2)}\n`);
  }
  sayFiles(given, options, effects);
  if (notice.claims.length === 0) {
    if (options.json !== true) effects.stderr.write(notesText(notice.notes, options.lang));
    throw new UserError('this is not an abuse notice that abusedesk knows', {
      ...(file === '-' ? {} : { file }),
      hint: given.outlook
        ? 'It is an Outlook .msg file: open it and save it as .eml, or paste its text.'
        : `Give the whole mail (.eml), or its text with the labels (${LABELS}, …) as they came.`,
    });
  }
  if (options.json !== true) effects.stdout.write(noticeScreen(notice, options, effects));
}

/** `abusedesk notice FILE`. */
export function noticeCommand(effects: Effects): Command {
  const command = new Command('notice')
    .description('Reads abuse notices and prints what they claim.')
    .argument(
      '<file>',
      'a mail (.eml, mbox), the text of one, a folder of them or a Maildir; - for standard input',
    )
    .option(
      '--config <file>',
      'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
    )
    .addOption(new Option('--lang <LANGUAGE>', 'language').choices(LANGS).default('en'));
  return withCommonOptions(withReceivedOption(command), {
    json: 'print one JSON document (abusedesk.notice/1)',
    quiet: 'the claims alone, without what to do next',
  })
    .addHelpText('after', '\nExample:\n  abusedesk notice examples/nat-port-scan/notice.eml\n')
    .action((file: string, options: NoticeFlags) => run(file, options, effects));
}
