import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { printable, printableJson } from '../base/printable.ts';
import { openReport, reportText, writeReport, writeReportTo } from '../desk/report.ts';
import { isZoneName } from '../formats/text/local-time.ts';
import { LANGS } from '../language/lang.ts';
import type { Lang } from '../language/lang.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { sayBeside } from './words/beside.ts';

interface Flags extends CommonFlags {
  lang?: Lang;
  zone?: string;
  output?: string;
}

async function run(dir: string, flags: Flags, effects: Effects): Promise<void> {
  const { lang, zone, output } = flags;
  if (zone !== undefined && !isZoneName(zone)) {
    throw new UserError(`--zone ${JSON.stringify(zone)} is no time zone`, {
      hint: 'Name it as the time zone database does: Asia/Seoul.',
    });
  }
  const asked = { ...(lang && { lang }), ...(zone && { zone }) };
  if (output === '-') {
    if (flags.json) {
      throw new UserError('--output - prints the page, and --json a document', {
        hint: 'Leave out one of them.',
      });
    }
    effects.stdout.write((await reportText(dir, asked, effects)).html);
    return;
  }
  const written =
    output === undefined
      ? await writeReport(dir, asked, effects)
      : await writeReportTo(output, dir, asked, effects);
  if (flags.json) effects.stdout.write(`${printableJson({ schema: 'abusedesk.report/1', ...written }, 2)}\n`);
  else if (!flags.quiet) effects.stdout.write(`${printable(written.path)}\n`);
  if (flags.quiet) return;
  for (const name of written.kept) {
    sayBeside({ key: 'screenKept', params: { path: name } }, lang ?? 'en', effects);
  }
}

/** `report CASE`: the page anew, in any language, without reading evidence. */
export function reportCommand(effects: Effects): Command {
  const command = new Command('report')
    .description('Writes the report of a case anew, without reading evidence.')
    .argument('<case>', 'folder that `abusedesk investigate` has written')
    .addOption(new Option('--lang <lang>', 'its language (default: that of the last report)').choices(LANGS))
    .option('--zone <zone>', 'times are shown in UTC and in this zone (default: that of the last report)')
    .option('--output <file>', 'write it there and leave the case as it is; - prints it');
  return withCommonOptions(command, {
    json: 'print one JSON document',
    quiet: 'say nothing when it is written',
  })
    .addHelpText(
      'after',
      '\nExamples:\n  abusedesk report nat-port-scan.case --lang ja\n  abusedesk report nat-port-scan.case --lang ko --zone Asia/Seoul --output for-seoul.html\n',
    )
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
