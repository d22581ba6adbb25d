import { basename, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { LANGS } from '../language/lang.ts';
import { readConfig } from '../settings/load.ts';
import { investigate } from '../desk/investigation.ts';
import type { InvestigatedCase } from '../desk/investigation.ts';
import { settingsSchema } from '../settings/settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { Effects, Environment, Files, Terminal } from '../base/ports.ts';
import { printableJson } from '../base/printable.ts';
import { configFolder } from '../base/home.ts';
import { noteCases } from './cases/note.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { collectPrefix, withReading, withReadingOptions } from '../settings/flags.ts';
import type { ReadingFlags } from '../settings/flags.ts';
import { writtenCase } from '../cases/written.ts';
import { parseReceived, withReceivedOption } from './received.ts';
import { STDIN } from '../desk/stdin.ts';
import { summary } from './summary.ts';
import { Progress, style } from './terminal.ts';
import { sayBeside } from './words/beside.ts';

interface Flags extends ReadingFlags, CommonFlags {
  case?: string;
  ours: string[];
  lang?: Settings['lang'];
  config?: string;
  received?: string;
  engine: 'duckdb' | 'trino';
  anew?: boolean;
}

const EXAMPLES = `
Examples:
  abusedesk investigate examples/nat-port-scan
  abusedesk investigate notice.eml flow-logs/ inventory/ --case my-case --lang ja
  abusedesk investigate - logs/ --received 2026-11-20T15:52Z < pasted-notice.txt
  abusedesk investigate logs.zip --ours 203.0.113.0/24 --json > case.json
  abusedesk investigate examples/nat-port-scan --anew
`;

/** `examples/nat-port-scan` → `nat-port-scan.case` in the current folder. */
function caseFolder(flags: Flags, paths: readonly string[], effects: Files): string {
  if (flags.case !== undefined) return resolve(effects.cwd(), flags.case);
  const first = paths.find((path) => path !== STDIN);
  if (first === undefined && paths.length > 0) return resolve(effects.cwd(), 'stdin.case');
  const name = basename(resolve(effects.cwd(), first ?? '.')) || 'evidence';
  return resolve(effects.cwd(), `${name}.case`);
}

async function settingsOf(flags: Flags, effects: Environment & Files & Terminal): Promise<Settings> {
  const settings = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  return {
    ...withReading(settings, flags),
    ours: [...settings.ours, ...flags.ours],
    ...(flags.lang && { lang: flags.lang }),
  };
}

/** What was not done again, and why all of it was. */
function sayTaken({ unchanged, lakeChanged }: InvestigatedCase, { lang }: Settings, effects: Terminal): void {
  if (lakeChanged === true) sayBeside({ key: 'screenLakeChanged', params: {} }, lang, effects);
  else if (unchanged !== undefined) sayBeside({ key: 'screenUnchanged', params: unchanged }, lang, effects);
}

async function run(paths: string[], flags: Flags, signal: AbortSignal, effects: Effects): Promise<void> {
  const settings = await settingsOf(flags, effects);
  const received = parseReceived(flags.received, effects);
  const progress = new Progress(flags.quiet === true || flags.json === true, effects, settings.lang);
  const investigated = await investigate(
    {
      paths,
      folder: caseFolder(flags, paths, effects),
      settings,
      ...(received !== undefined && { received }),
      ...(flags.anew === true && { anew: true }),
      signal,
      ...(flags.engine === 'trino' && {
        engineOver: async (lake, id) =>
          (await import('../desk/lake/trino.ts')).trinoOver(lake, id, settings, signal, effects),
      }),
      onPhase: (phase) => progress.phase(phase),
      onProgress: ({ path, bytes, totalBytes }) => progress.bytes(bytes, totalBytes, path),
    },
    effects,
  ).finally(() => progress.end());
  await noteCases([investigated.folder], settings, settings.lang, effects);
  if (investigated.unusedReceived === true)
    sayBeside({ key: 'screenReceivedUnused', params: {} }, settings.lang, effects);
  if (flags.quiet !== true) sayTaken(investigated, settings, effects);
  if (flags.json) effects.stdout.write(`${printableJson(writtenCase(investigated.document), 2)}\n`);
  else if (!flags.quiet) {
    effects.stdout.write(
      summary(
        investigated,
        { lang: settings.lang, style: style(effects.stdout, flags.color, effects) },
        effects,
      ),
    );
  }
}

/** `investigate PATH…`: the main job. @param signal aborts it and leaves the case folder as it was */
export function investigateCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('investigate')
    .description(
      'Reads a folder (or files) of anything and makes a case: culprit, proof, bill, letters, report.',
    )
    .argument(
      '<path...>',
      'folders, files, archives: notices, flow logs, web logs, inventory, ip-ranges.json; - for standard input',
    )
    .option(
      '--case <dir>',
      'the case folder to make or to continue (default: NAME.case in the current folder)',
    )
    .option('--ours <cidr>', 'addresses that are ours; repeatable', collectPrefix('--ours'), [])
    .addOption(new Option('--lang <lang>', 'language of the report and of what is printed').choices(LANGS));
  command.addOption(
    new Option(
      '--engine <engine>',
      'what answers the questions over the rows: the built-in one, or the Trino of the settings',
    )
      .choices(['duckdb', 'trino'])
      .default('duckdb'),
  );
  command.option(
    '--anew',
    'read and ask everything again (default: files that are as they were are not read a second time)',
  );
  withReceivedOption(command);
  withReadingOptions(command).option(
    '--config <file>',
    'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
  );
  return withCommonOptions(command, {
    json: 'print case.json on standard output and nothing else',
    quiet: 'no progress and no summary',
  })
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], flags: Flags) => run(paths, flags, signal, effects));
}
