import { Command, InvalidArgumentError, Option } from 'commander';
import { configFolder } from '../../base/home.ts';
import type { Effects, Terminal } from '../../base/ports.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { CHANNEL_NAMES } from '../../channels/settings.ts';
import { providerTitle } from '../../clouds/index.ts';
import type { Drafted, Drafts } from '../../complaints/complaints.ts';
import { utc } from '../../complaints/describe.ts';
import type { ComplaintMessage } from '../../complaints/messages.ts';
import { documentsOf, draftComplaints, pathsOf, putComplaints, reporterOf } from '../../desk/complaints.ts';
import type { OlderForms } from '../../desk/complaints.ts';
import { FORM_TITLES, OLDER_FORMS } from '../../desk/older-forms.ts';
import type { OlderForm } from '../../desk/older-forms.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import type { Complaint } from '../../model/complaint.ts';
import type { Message } from '../../model/message.ts';
import { readConfig } from '../../settings/load.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';
import { refuseUnseen, sendDocument, sendOrShow } from './send.ts';
import type { SendFlags } from './send.ts';
import { statusCommand } from './status.ts';
import { wrap } from '../fit.ts';
import { sayBeside } from '../words/beside.ts';
import { SCREEN_WORDS } from '../words/index.ts';

interface Flags extends CommonFlags, SendFlags {
  config?: string;
  diff?: true;
  form: OlderForm[];
  lang: Lang;
}

interface WrittenDrafts extends Drafts {
  dir: string;
  kept: string[];
  older: OlderForms;
}

/** A message with its English beside it, as in case.json. */
function worded(message: Message): { text: string; message: Message } {
  return { text: render(message, SCREEN_WORDS.en), message };
}

function asJson({ drafts, left, kept, older }: WrittenDrafts, sending: object): string {
  const complaints = drafts.map(({ complaint }) => {
    const { evidence, because, ...rest } = complaint;
    return {
      ...rest,
      because: because.map(worded),
      evidence: evidence.map(({ content_type, description, text, sha256, lines }) => ({
        content_type,
        description,
        bytes: Buffer.byteLength(text),
        sha256,
        lines,
      })),
      paths: {
        ...pathsOf(complaint),
        ...Object.fromEntries((older.get(complaint.id) ?? []).map(({ form, path }) => [form, path ?? null])),
      },
    };
  });
  const document = { schema: 'abusedesk.complaints/1', complaints, left: left.map(worded), kept, sending };
  return `${printableJson(document, 2)}\n`;
}

/** `[user] ×20, [host name]`, as the marks stand in the evidence. */
function marksOf({ redactions }: Complaint): string {
  return redactions.map(({ what, count }) => `[${what}] ×${count}`).join(', ');
}

const SPANS = {
  requests: 'complaintRequests',
  logins: 'complaintLogins',
  flows: 'complaintFlows',
  alerts: 'complaintAlerts',
} as const;

function linesOf(
  { complaint, changes }: Drafted,
  older: OlderForms,
  { lang, diff }: Flags,
  width: number,
): string[] {
  const say = (message: Message): string => printable(render(message, SCREEN_WORDS[lang]));
  const item = (message: Message): string[] => [wrap(say(message), width, '  · ', 'whole')];
  const { actor, provider, attribution, category, type, unit, first, last, count } = complaint;
  const nobody: ComplaintMessage = { key: 'complaintNobody', params: {} };
  const owner =
    provider === null
      ? say(nobody)
      : [providerTitle(provider), attribution?.region].filter((part) => part !== undefined).join(' ');
  const span: ComplaintMessage = {
    key: SPANS[unit],
    params: { from: utc(first).slice(0, 19), to: utc(last).slice(0, 19), count },
  };
  const marks = marksOf(complaint);
  return [
    printable(`${actor} (${owner})  ${category}/${type}`),
    wrap(say(span), width, '  '),
    ...complaint.because.flatMap(item),
    ...(marks === '' ? [] : [wrap(say({ key: 'complaintRedacted', params: { marks } }), width, '  ')]),
    ...(diff === true
      ? changes.flatMap(({ before, after }) => [`  - ${printable(before)}`, `  + ${printable(after)}`])
      : []),
    `  ${pathsOf(complaint).text}`,
    ...(older.get(complaint.id) ?? []).map(({ form, path }) =>
      path === undefined
        ? wrap(
            say({ key: 'complaintNoForm', params: { form: FORM_TITLES[form] } } satisfies ComplaintMessage),
            width,
            '  ',
          )
        : `  ${path}`,
    ),
    '',
  ];
}

function asText({ drafts, left, older }: WrittenDrafts, flags: Flags, effects: Terminal): string {
  const width = Math.max(40, Math.min(100, effects.stdout.columns ?? 100));
  const say = (message: ComplaintMessage): string => printable(render(message, SCREEN_WORDS[flags.lang]));
  const lines = drafts.flatMap((draft) => linesOf(draft, older, flags, width));
  if (drafts.length === 0) lines.push(say({ key: 'complaintNone', params: {} }), '');
  if (left.length > 0) {
    lines.push(say({ key: 'complaintNotAbout', params: {} }));
    for (const message of left) lines.push(wrap(say(message), width, '  · ', 'whole'));
    lines.push('');
  }
  // Which way each goes follows.
  return `${lines.join('\n').trimEnd()}\n\n`;
}

/** What is said where nothing is to be sent; `goes`: with --send something would be. */
function notSent({ drafts, dir }: WrittenDrafts, { lang }: Flags, goes: boolean): string {
  const params = { folder: `${dir}/complaints` };
  const message: ComplaintMessage = goes
    ? { key: 'complaintNotSent', params }
    : { key: 'complaintWritten', params };
  return drafts.length === 0 ? '' : `${printable(render(message, SCREEN_WORDS[lang]))}\n`;
}

async function run(dir: string, flags: Flags, signal: AbortSignal, effects: Effects): Promise<void> {
  const settings = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const reporter = reporterOf(settings);
  const drafts = await draftComplaints(dir, settings, effects);
  const written: WrittenDrafts = {
    ...drafts,
    ...(await putComplaints(dir, drafts, reporter, flags.form, effects)),
  };
  const talks = flags.json !== true && flags.quiet !== true;
  if (talks) effects.stdout.write(asText(written, flags, effects));
  const complaints = drafts.drafts.map(({ complaint }) => complaint);
  const documents = documentsOf(reporter);
  const result = await sendOrShow({ dir, complaints, documents, settings, signal }, flags, effects);
  const goes = result.outline.outgoing.length + result.outline.resumed.length > 0;
  if (talks && flags.send !== true) effects.stdout.write(notSent(written, flags, goes));
  if (flags.json === true) {
    effects.stdout.write(asJson(written, sendDocument(result, flags.dryRun === true)));
  }
  if (flags.quiet !== true) {
    for (const name of written.kept)
      sayBeside({ key: 'screenKept', params: { path: name } }, flags.lang, effects);
  }
  refuseUnseen(result);
}

function formsWith(given: string, all: OlderForm[]): OlderForm[] {
  const form = OLDER_FORMS.find((known) => known === given);
  if (form === undefined) throw new InvalidArgumentError(`Allowed are ${OLDER_FORMS.join(', ')}.`);
  return [...all, form];
}

/** `complaint CASE`: what is said to whose addresses attacked, which way it goes, and with `--send` its going. */
export function complaintCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('complaint')
    .description(
      'Writes complaints about whoever attacked, with redacted evidence, and shows which way each goes. Nothing is sent without --send.',
    )
    .argument('<case>', 'folder that `abusedesk investigate` has written')
    .option(
      `--form <${OLDER_FORMS.join('|')}>`,
      'write this older form, too, for desks that ask for it; repeatable',
      formsWith,
      [],
    )
    .option('--diff', 'show each line of evidence as it was, and as it would go out')
    .option('--send', 'send what an earlier run has shown')
    .option('--dry-run', 'a trial that the provider does not work on, with nothing of the evidence')
    .addOption(new Option('--channel <name>', 'this way and no other').choices(CHANNEL_NAMES))
    .option(
      '--again <id>',
      'send this complaint once more although it may have arrived, or was refused; repeatable',
      (id: string, all: string[]) => [...all, id],
      [],
    )
    .option('--rdap', 'ask registries for addresses of desks in the preview, too')
    .option('--config <file>', 'settings, in place of abusedesk.yaml in the folder of settings')
    .addOption(new Option('--lang <lang>', 'language of the preview').choices(LANGS).default('en'));
  return withCommonOptions(command, {
    json: 'print what was written, and which way it goes or went, as one JSON document',
    quiet: 'say nothing when all went well',
  })
    .addCommand(statusCommand(effects, signal))
    .addHelpText(
      'after',
      '\nExamples:\n  abusedesk complaint my.case --diff\n  abusedesk complaint my.case --send --dry-run\n',
    )
    .action((dir: string, flags: Flags) => run(dir, flags, signal, effects));
}
