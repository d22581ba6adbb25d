import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { printable, printableJson } from '../base/printable.ts';
import { readStart } from '../base/regular-file.ts';
import { displayWidth } from '../base/width.ts';
import { messageIn } from '../cases/evidence.ts';
import { readCase } from '../cases/reading.ts';
import { WORDS } from '../cases/translations.ts';
import { collectionReason } from '../clouds/collection-reason.ts';
import type { CallEntry, Collection, Consent, Warehouse } from '../clouds/collection.ts';
import { COLLECTORS, collectEvidence } from '../desk/collect/collect.ts';
import type { Collector } from '../desk/collect/collect.ts';
import { writtenCollection } from '../desk/collect/folder.ts';
import type { QuestionParts } from '../desk/collect/question.ts';
import { LANGS } from '../language/lang.ts';
import type { Lang } from '../language/lang.ts';
import { render } from '../language/render.ts';
import { shellLine } from '../language/shell.ts';
import { MAX_MAIL_BYTES } from '../notices/mail.ts';
import { readNotice } from '../notices/read.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { parseInstant } from './instant.ts';
import { bytesText } from './terminal.ts';

interface Flags extends CommonFlags {
  case?: string;
  notice?: string;
  address: string[];
  instance: string[];
  region: string[];
  from?: string;
  to?: string;
  out?: string;
  policy?: true;
  limit: string;
  yes?: true;
  lang: Lang;
  /** The options of a cloud's own warehouse. */
  [own: string]: unknown;
}

const EXAMPLES = `
Examples:
  abusedesk collect aws --notice notice.eml --out evidence
  abusedesk collect aws --address 203.0.113.10 --from 2026-11-20T14:00Z --to 2026-11-20T16:00Z --region eu-central-1 --out evidence
  abusedesk collect aws --notice notice.eml --out evidence --athena logs.vpc_flow_logs
  abusedesk collect aws --policy
`;

/** Claims and culprits of the case, or the claims of the notice. */
async function accused(
  { case: dir, notice }: Flags,
  effects: Effects,
): Promise<Pick<QuestionParts, 'claims' | 'culprits'>> {
  if (dir !== undefined) {
    const { claims, culprits } = (await readCase(dir, effects)).document;
    return { claims, culprits };
  }
  if (notice === undefined) return { claims: [], culprits: [] };
  const { bytes } = await readStart(resolve(effects.cwd(), notice), MAX_MAIL_BYTES + 1, effects);
  const { claims } = await readNotice(bytes, { path: notice }, effects);
  if (claims.length > 0) return { claims, culprits: [] };
  throw new UserError('nothing in this file is understood as a notice', {
    file: notice,
    hint: 'Name whom and when: --address, --from, --to.',
  });
}

function secondsOf(text: string | undefined, option: string): number | undefined {
  return text === undefined ? undefined : parseInstant(text, option);
}

async function partsOf(flags: Flags, { ids }: Collector, effects: Effects): Promise<QuestionParts> {
  const wrong = (values: readonly string[], form: RegExp, option: string, such: string): void => {
    const other = values.find((value) => !form.test(value));
    if (other === undefined) return;
    throw new UserError(`${option} cannot be '${other.slice(0, 40)}'`, { hint: `Such as ${such}.` });
  };
  wrong(flags.region, ids.region, '--region', 'us-east-1');
  wrong(flags.instance, ids.instance, '--instance', 'i-0a1b2c3d4e5f60718');
  const from = secondsOf(flags.from, '--from');
  const to = secondsOf(flags.to, '--to');
  return {
    ...(await accused(flags, effects)),
    addresses: flags.address,
    instances: flags.instance,
    regions: flags.region,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** A packed message in the reader's language. */
function say(reason: string, lang: Lang): string {
  return printable(render(messageIn(reason), WORDS[lang]));
}

/** To the cent, and never nothing. */
const usdText = (usd: number): string => (usd < 0.005 ? '<0.01' : usd.toFixed(2));

/** What may be spent, USD. */
function limitOf({ limit, yes }: Flags): number {
  if (yes === true) return Number.POSITIVE_INFINITY;
  const usd = /^\d{1,6}(?:\.\d{1,4})?$/.test(limit) ? Number(limit) : Number.NaN;
  if (!Number.isNaN(usd)) return usd;
  throw new UserError(`--limit cannot be '${limit.slice(0, 40)}'`, { hint: 'Give USD, such as --limit 5.' });
}

/** A name of the cloud's catalogue. */
const CATALOGUE_NAME = /^[\w-]{1,255}$/;
const WORKGROUP = /^[\w.-]{1,128}$/;
const OUTPUT = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[\w!.*'()/=-]{0,500}$/;

/** Whose tables are asked; undefined: none. The options are called as the cloud calls it. */
function warehouseOf({ collect }: Collector, flags: Flags): Warehouse | undefined {
  const { option } = collect.warehouse ?? {};
  if (option === undefined) return undefined;
  const [named, workgroup, output] = ['', 'Workgroup', 'Output'].map((part) => flags[`${option}${part}`]);
  if (named === undefined) {
    if (workgroup === undefined && output === undefined) return undefined;
    throw new UserError(`--${option}-${workgroup === undefined ? 'output' : 'workgroup'} needs --${option}`, {
      hint: `Give --${option} DATABASE.TABLE too, or --${option} alone.`,
    });
  }
  const wrong = (what: string, value: string, such: string): UserError =>
    new UserError(`--${option}${what} cannot be '${value.slice(0, 80)}'`, { hint: `Such as ${such}.` });
  const names = typeof named === 'string' ? named.split('.') : [];
  if (names.length > 2 || !names.every((one) => CATALOGUE_NAME.test(one))) {
    throw wrong('', names.join('.'), 'logs.vpc_flow_logs, or logs for the table of that database');
  }
  if (typeof workgroup === 'string' && !WORKGROUP.test(workgroup)) {
    throw wrong('-workgroup', workgroup, 'primary');
  }
  if (typeof output === 'string' && !OUTPUT.test(output)) {
    throw wrong('-output', output, 's3://my-answers/abuse/');
  }
  const [database, table] = names;
  return {
    ...(database !== undefined && { database }),
    ...(table !== undefined && { table }),
    ...(typeof workgroup === 'string' && { workgroup }),
    ...(typeof output === 'string' && { output }),
  };
}

const placeOf = ({ call, region, about }: CallEntry): string =>
  [call, about ?? '', region ?? ''].filter((part) => part !== '').join(' ');

/** What was collected, what was not and why, and what to do with it. */
function screen({ account = '?', calls, notes }: Collection, path: string, out: string, lang: Lang): string {
  const answered = calls.filter(({ state }) => state === 'kept' || state === 'cut');
  const files = answered.filter(({ file }) => file !== undefined);
  const width = Math.max(0, ...files.map(({ file = '' }) => displayWidth(file)));
  const lacking = calls.filter(({ because }) => because !== undefined);
  const command = shellLine(['abusedesk', 'investigate', out]);
  const done = { account, kept: answered.length, all: calls.length, folder: path };
  return [
    say(collectionReason('collectDone', done), lang),
    ...files.map(({ file = '', things = 0 }) => `  ${file.padEnd(width)}  ${things}`),
    ...notes.map((note) => say(note, lang)),
    ...(lacking.length === 0 ? [] : [`${say(collectionReason('collectRefused'), lang)}:`]),
    ...lacking.map((entry) => `  ${printable(placeOf(entry))}: ${say(entry.because ?? '', lang)}`),
    say(collectionReason('collectNext', { command }), lang),
    '',
  ].join('\n');
}

async function run(collector: Collector, flags: Flags, signal: AbortSignal, effects: Effects): Promise<void> {
  if (flags.policy === true) {
    effects.stdout.write(`${printableJson(collector.collect.policy(), 2)}\n`);
    return;
  }
  const { out } = flags;
  if (out === undefined) throw new UserError('collect needs a folder', { hint: 'Give --out DIR.' });
  const parts = await partsOf(flags, collector, effects);
  const warehouse = warehouseOf(collector, flags);
  const consent: Consent = {
    limit: limitOf(flags),
    ...(warehouse !== undefined && { warehouse }),
    onOffer: ({ what, about, things, bytes, usd }) => {
      const told = { what, about, things, size: bytesText(bytes), usd: usdText(usd) };
      if (flags.quiet !== true)
        effects.stderr.write(`${say(collectionReason('collectOffer', told), flags.lang)}\n`);
    },
  };
  const { collection, path } = await collectEvidence({ collector, out, parts, consent }, signal, effects);
  if (flags.json === true) {
    effects.stdout.write(`${printableJson(writtenCollection(collection), 2)}\n`);
  } else if (flags.quiet !== true) {
    effects.stdout.write(screen(collection, path, out, flags.lang));
  }
  const over = collection.offers.find(({ taken }) => !taken);
  if (over !== undefined) {
    const told = { what: over.what, about: over.about, usd: usdText(over.usd), limit: consent.limit };
    throw new UserError(say(collectionReason('collectOverLimit', told), flags.lang), {
      hint: 'Everything else is kept. Run it again with --yes, or with a higher --limit.',
      exitCode: 3,
    });
  }
  const lacking = collection.calls.filter(({ state }) => state === 'refused' || state === 'not_asked');
  if (lacking.length === 0) return;
  const [first] = lacking;
  throw new UserError(
    `${lacking.length} of ${collection.calls.length} questions brought nothing; the rest is kept`,
    {
      file: path,
      hint: `${first === undefined ? '' : `${placeOf(first)}: ${say(first.because ?? '', 'en')}. `}Each reason is in collection.json.`,
    },
  );
}

const list = (value: string, all: string[]): string[] => [...all, value];

function commandOf(collector: Collector, effects: Effects, signal: AbortSignal): Command {
  const command = new Command(collector.name)
    .description(
      'Reads what is around a claim out of the account into a folder of evidence. Changes nothing there.',
    )
    .option('--case <dir>', 'a case: its claims and culprits say whom, where and when')
    .option('--notice <file>', 'a notice that says it')
    .option('--address <address>', 'a public or private address of yours; repeatable', list, [])
    .option('--instance <id>', 'an instance of yours; repeatable', list, [])
    .option(
      '--from <time>',
      'begin of what is asked for, such as 2026-11-20T14:00Z (default: as the notice says)',
    )
    .option('--to <time>', 'its end')
    .option('--region <region>', "repeatable (default: the notice's, else AWS's own settings)", list, [])
    .option('--out <dir>', 'the folder of evidence; the same again asks only what is missing')
    .option('--limit <usd>', 'what fetching flow logs may cost without --yes', '1')
    .option('--yes', 'fetch flow logs whatever they cost; what they cost is said before')
    .option('--policy', 'print the permissions that it needs, and do nothing')
    .addOption(new Option('--lang <language>', 'its language').choices(LANGS).default('en'));
  if (collector.collect.warehouse !== undefined) {
    const { option, title } = collector.collect.warehouse;
    command
      .option(
        `--${option} [database.table]`,
        `ask ${title} for flow logs in a bucket, in place of fetching its files; without a name it looks for their table`,
      )
      .option(`--${option}-workgroup <name>`, `the work group of ${title} (default: the account's own)`)
      .option(
        `--${option}-output <s3-url>`,
        `where ${title} puts its answers (default: as the work group says)`,
      );
  }
  return withCommonOptions(command, {
    json: 'print one JSON document (abusedesk.collection/1)',
    quiet: 'say nothing when all went well',
  })
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => run(collector, flags, signal, effects));
}

/** `collect aws`: evidence out of an account. @param signal ends it between two calls */
export function collectCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('collect').description(
    'Reads evidence out of a cloud account, and changes nothing there.',
  );
  for (const collector of COLLECTORS) command.addCommand(commandOf(collector, effects, signal));
  return command;
}
