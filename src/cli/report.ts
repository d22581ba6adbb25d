import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { printable, printableJson } from '../base/printable.ts';
import { configFolder } from '../base/home.ts';
import { readCase } from '../cases/reading.ts';
import { asksAny, askHoneypot } from '../desk/examination/honeypot-report.ts';
import type { HoneypotAsk } from '../desk/examination/honeypot-report.ts';
import { maskedTexts, writeMasked } from '../desk/examination/masked-report.ts';
import { notedReaders } from '../desk/outgoing.ts';
import { openReport, reportText, writeReport, writeReportTo } from '../desk/report.ts';
import { isZoneName } from '../formats/text/local-time.ts';
import { LANGS } from '../language/lang.ts';
import type { Lang } from '../language/lang.ts';
import type { CaseDocument } from '../model/case.ts';
import { collectPrefix } from '../settings/flags.ts';
import { readConfig } from '../settings/load.ts';
import { settingsSchema } from '../settings/settings.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { sayBeside } from './words/beside.ts';

interface Flags extends CommonFlags {
  lang?: Lang;
  zone?: string;
  output?: string;
  honeypot?: true;
  provider?: string;
  asn?: number;
  prefix: string[];
  prefixFile?: string;
  from?: string;
  to?: string;
  compare?: string;
  mask?: true;
  config?: string;
}

function askOf({ provider, asn, prefix, prefixFile, from, to, compare }: Flags): HoneypotAsk {
  return {
    ...(provider !== undefined && { provider }),
    ...(asn !== undefined && { asn }),
    ...(prefix.length > 0 && { prefixes: prefix }),
    ...(prefixFile !== undefined && { prefixFile }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(compare !== undefined && { compare }),
  };
}

/** `AS14618` and `14618`. */
function readAsn(text: string): number {
  const [, digits] = /^(?:AS)?(\d{1,10})$/i.exec(text) ?? [];
  const asn = Number(digits);
  if (asn >= 1 && asn <= 4_294_967_295) return asn;
  throw new UserError(`--asn ${JSON.stringify(text)} is no number of an autonomous system`, {
    hint: 'Write it like --asn AS14618.',
  });
}

/** What a page for publishing is called where nothing is said: a case may be named after its owner. */
const MASKED = 'honeypot-masked.html';

async function runMasked(dir: string, flags: Flags, effects: Effects): Promise<void> {
  const settings = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const { document, records } = await readCase(dir, effects);
  const ask = askOf(flags);
  const known = document.honeypot !== undefined && !asksAny(ask) && flags.honeypot !== true;
  const whole = known ? document : await askHoneypot(dir, ask, settings, effects);
  const lang = flags.lang ?? notedReaders(records, effects).lang;
  const texts = await maskedTexts(whole, lang, settings, effects);
  if (flags.output === '-') {
    effects.stdout.write(flags.json ? texts.json : texts.html);
    return;
  }
  const { path, json } = await writeMasked(flags.output ?? MASKED, dir, texts, effects);
  if (flags.json)
    effects.stdout.write(
      `${printableJson({ schema: 'abusedesk.report/1', lang, path, masked: json, kept: [] }, 2)}\n`,
    );
  else if (!flags.quiet) effects.stdout.write(`${printable(path)}\n${printable(json)}\n`);
}

async function run(dir: string, flags: Flags, effects: Effects): Promise<void> {
  const { lang, zone, output } = flags;
  if (zone !== undefined && !isZoneName(zone)) {
    throw new UserError(`--zone ${JSON.stringify(zone)} is no time zone`, {
      hint: 'Name it as the time zone database does: Asia/Seoul.',
    });
  }
  if (flags.mask) return runMasked(dir, flags, effects);
  const asked = { ...(lang && { lang }), ...(zone && { zone }) };
  const ask = askOf(flags);
  let renew: (() => Promise<CaseDocument>) | undefined;
  if (flags.honeypot || asksAny(ask)) {
    const settings = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
    renew = () => askHoneypot(dir, ask, settings, effects);
  }
  if (output === '-') {
    if (flags.json) {
      throw new UserError('--output - prints the page, and --json a document', {
        hint: 'Leave out one of them.',
      });
    }
    effects.stdout.write((await reportText(dir, asked, effects, await renew?.())).html);
    return;
  }
  const written =
    output === undefined
      ? await writeReport(dir, asked, effects, renew)
      : await writeReportTo(output, dir, asked, effects, await renew?.());
  if (flags.json) effects.stdout.write(`${printableJson({ schema: 'abusedesk.report/1', ...written }, 2)}\n`);
  else if (!flags.quiet) effects.stdout.write(`${printable(written.path)}\n`);
  if (flags.quiet) return;
  for (const name of written.kept) {
    sayBeside({ key: 'screenKept', params: { path: name } }, lang ?? 'en', effects);
  }
}

const EXAMPLES = `
Examples:
  abusedesk report nat-port-scan.case --lang ja
  abusedesk report nat-port-scan.case --lang ko --zone Asia/Seoul --output for-seoul.html
  abusedesk report honeypot-and-aws.case --provider aws --from 2026-03-07
  abusedesk report honeypot-and-aws.case --mask --output for-the-blog.html
`;

/** What a honeypot saw, one part of it against the rest. */
function withHoneypotOptions(command: Command): Command {
  return command
    .option('--honeypot', "what came unasked, for a case without a honeypot's own log; with it, anew")
    .option('--provider <name>', 'of what came unasked, a provider against the rest: aws')
    .option(
      '--asn <number>',
      'an autonomous system against the rest, where a table of routes is known',
      readAsn,
    )
    .option('--prefix <cidr>', 'a network against the rest; repeatable', collectPrefix('--prefix'), [])
    .option('--prefix-file <file>', 'networks against the rest, one a line')
    .option('--from <day>', 'a period, from this day (UTC), against the one of the same length before it')
    .option('--to <day>', 'its last day (default: the last of the flows)')
    .option('--compare <day>', 'first day of the other period')
    .option('--mask', 'for publishing: shares and marks in the place of numbers and addresses; HTML and JSON')
    .option(
      '--config <file>',
      'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
    );
}

/** `report CASE`: the page anew, in any language, without reading evidence. */
export function reportCommand(effects: Effects): Command {
  const command = new Command('report')
    .description('Writes the report of a case anew, without reading evidence.')
    .argument('<case>', 'folder that `abusedesk investigate` has written')
    .addOption(new Option('--lang <lang>', 'its language (default: that of the last report)').choices(LANGS))
    .option('--zone <zone>', 'times are shown in UTC and in this zone (default: that of the last report)')
    .option('--output <file>', 'write it there and leave the case as it is; - prints it');
  return withCommonOptions(withHoneypotOptions(command), {
    json: 'print one JSON document',
    quiet: 'say nothing when it is written',
  })
    .addHelpText('after', EXAMPLES)
    .action((dir: string, flags: Flags) => run(dir, flags, effects));
}

/** `open CASE`: the report in the browser. */
export function openCommand(effects: Effects): Command {
  const command = new Command('open')
    .description('Opens the report of a case in the browser.')
    .argument('<case>', 'folder that `abusedesk investigate` has written');
  return withCommonOptions(command, {
    json: 'print one JSON document',
    quiet: 'do not say where it lies',
  })
    .addHelpText('after', '\nExample:\n  abusedesk open nat-port-scan.case\n')
    .action(async (dir: string, flags: CommonFlags) => {
      const { path, opened } = await openReport(dir, effects);
      if (flags.json) {
        effects.stdout.write(`${printableJson({ schema: 'abusedesk.open/1', path, opened }, 2)}\n`);
      } else if (!flags.quiet) effects.stdout.write(`${printable(path)}\n`);
      if (opened) return;
      throw new UserError('no program of this computer took the report', {
        file: path,
        hint: 'Open the file yourself; it needs no network.',
      });
    });
}
