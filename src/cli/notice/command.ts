import { attachedFiles } from '../../notices/attached-files.ts';
import { isMail, MAX_MAIL_BYTES } from '../../notices/mail.ts';
import { Command, Option } from 'commander';
import type { Effects, Files, Terminal } from '../../base/ports.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { printableJson } from '../../base/printable.ts';
import { SENDERS } from '../../notices/senders/index.ts';
import { readNotice } from '../../notices/read.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { writtenNotice } from '../../notices/written.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';
import { resolve } from 'node:path';
import { withReceived } from '../../notices/received.ts';
import { parseReceived, withReceivedOption } from '../received.ts';
import { noticeScreen } from './screen.ts';

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

/** At most one byte more than a mail may have, so that a larger file is seen as such. */
async function readStart(file: string, effects: Files): Promise<Uint8Array> {
  const handle = await effects.fs.open(resolve(effects.cwd(), file), 'r');
  try {
    const buffer = Buffer.alloc(Math.min((await handle.stat()).size, MAX_MAIL_BYTES + 1));
    let at = 0;
    while (at < buffer.length) {
      const { bytesRead } = await handle.read(buffer, at, buffer.length - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return buffer.subarray(0, at);
  } finally {
    await handle.close();
  }
}

const REASONS: ReadonlyMap<string, readonly [what: string, hint: string]> = new Map([
  ['ENOENT', ['there is no such file', 'Check the path, or give - to read from standard input.']],
  ['EACCES', ['it may not be read', 'Give yourself read permission on it.']],
  [
    'EISDIR',
    ['it is a folder', 'Give one mail or text file; for a folder run: abusedesk investigate FOLDER'],
  ],
]);

async function readInput(file: string, effects: Files & Terminal): Promise<Uint8Array> {
  if (file === '-') return readStdin(effects);
  try {
    return await readStart(file, effects);
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
}

const LABELS = SENDERS.flatMap(({ labels }) => labels).join(', ');

async function run(file: string, options: NoticeFlags, effects: Effects): Promise<void> {
  const received = parseReceived(options.received, effects);
  const bytes = await readInput(file, effects);
  const notice = await readNotice(bytes, file === '-' ? {} : { path: file }, effects);
  if (received !== undefined) {
    const { claims, used } = withReceived(notice.claims, received, true);
    notice.claims = claims;
    if (!used && claims.length > 0)
      effects.stderr.write('--received was not used: every notice says itself when it arrived.\n');
  }
  if (options.json === true) {
    const attachments = isMail(bytes) ? attachedFiles(bytes) : [];
    const document = { schema: 'abusedesk.notice/1', ...writtenNotice(notice), attachments };
    effects.stdout.write(`${printableJson(document, 2)}\n`);
  }
  if (notice.claims.length === 0) {
    throw new UserError('this is not an abuse notice that abusedesk knows', {
      ...(file === '-' ? {} : { file }),
      hint: isOutlookFile(bytes)
        ? 'It is an Outlook .msg file: open it and save it as .eml, or paste its text.'
        : `Give the whole mail (.eml), or its text with the labels (${LABELS}, …) as they came.`,
    });
  }
  if (options.json !== true) effects.stdout.write(noticeScreen(notice, options, effects));
}

/** `abusedesk notice FILE`. */
export function noticeCommand(effects: Effects): Command {
  const command = new Command('notice')
    .description('Reads one abuse notice and prints what it claims.')
    .argument('<file>', 'a mail (.eml, mbox) or the text of one; - for standard input')
    .addOption(new Option('--lang <LANGUAGE>', 'language').choices(LANGS).default('en'));
  return withCommonOptions(withReceivedOption(command), {
    json: 'print one JSON document (abusedesk.notice/1)',
    quiet: 'the claims alone, without what to do next',
  })
    .addHelpText('after', '\nExample:\n  abusedesk notice examples/nat-port-scan/notice.eml\n')
    .action((file: string, options: NoticeFlags) => run(file, options, effects));
}
