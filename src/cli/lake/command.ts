import { Command, Option } from 'commander';
import type { Effects } from '../../base/ports.ts';
import { UserError } from '../../base/errors.ts';
import { configFolder } from '../../base/home.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { pushLake } from '../../desk/lake/push.ts';
import { tablesOver } from '../../desk/lake/tables.ts';
import type { LakeEngine } from '../../desk/lake/tables.ts';
import { readConfig } from '../../settings/load.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';

interface Flags extends CommonFlags {
  for: LakeEngine;
  as?: string;
  catalog: string;
  schema: string;
  config?: string;
}

/** What names of catalogs and schemas are made of, in both engines. */
const NAME = /^[a-z_][a-z0-9_]{0,99}$/;

async function push(
  dir: string,
  location: string,
  flags: Flags,
  signal: AbortSignal,
  effects: Effects,
): Promise<void> {
  const { catalog, schema } = flags;
  for (const [option, name] of Object.entries({ catalog, schema })) {
    if (!NAME.test(name)) {
      throw new UserError(`--${option} cannot be '${name.slice(0, 100)}'`, {
        hint: 'A name has small letters, digits and underlines.',
      });
    }
  }
  const { memory } = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const say = (text: string): void => {
    if (flags.quiet !== true) effects.stderr.write(`${printable(text)}\n`);
  };
  const pushed = await pushLake(
    dir,
    {
      location,
      memory,
      signal,
      onFile: (done, of) => {
        if (effects.stderr.isTTY && flags.quiet !== true) effects.stderr.write(`\r${done} of ${of} files`);
      },
    },
    effects,
  );
  if (effects.stderr.isTTY && flags.quiet !== true) effects.stderr.write('\r');
  const seen = flags.as === undefined ? pushed.url : `${flags.as.replace(/\/+$/, '')}/${pushed.below}`;
  const statements = tablesOver(pushed.tables, seen, flags);
  if (flags.json === true) {
    const tables = pushed.tables.map(({ table, rows, files }) => ({
      table,
      rows: String(rows),
      files: files.length,
      bytes: String(files.reduce((sum, { bytes }) => sum + bytes, 0)),
    }));
    effects.stdout.write(
      `${printableJson({ schema: 'abusedesk.lake-push/1', location: pushed.url, put: pushed.put, tables, for: flags.for, statements }, 2)}\n`,
    );
    return;
  }
  const files = pushed.tables.reduce((sum, table) => sum + table.files.length, 0);
  say(`${files} files at ${pushed.url}: ${pushed.put} put now, ${files - pushed.put} were there`);
  for (const { table, rows } of pushed.tables) say(`  ${table}: ${rows} rows`);
  effects.stdout.write(statements.map((statement) => `${printable(statement)};\n`).join('\n'));
}

const EXAMPLES = `
Examples:
  abusedesk lake push nat-port-scan.case s3://my-bucket/abusedesk
  abusedesk lake push nat-port-scan.case s3://my-bucket/abusedesk --for athena > tables.sql
  abusedesk lake push nat-port-scan.case /mnt/lakes --as local:///lakes --catalog lake --schema scan
`;

/** `lake`: the rows of a case for engines on other machines. */
export function lakeCommand(effects: Effects, signal: AbortSignal): Command {
  const pushing = new Command('push')
    .description(
      'Puts the lake of a case into a bucket or a folder, by table and day, and prints the tables over it for Trino or Athena. Run again it puts what is missing. Nothing is made in a catalog.',
    )
    .argument('<case>', 'the case folder')
    .argument('<location>', 's3://BUCKET/PREFIX, or a folder')
    .addOption(
      new Option('--for <engine>', 'whose statements are printed')
        .choices(['trino', 'athena'])
        .default('trino'),
    )
    .option('--as <location>', 'the location as the engine reaches it, where that is another name')
    .option('--catalog <name>', "a catalog of Trino's hive connector", 'hive')
    .option('--schema <name>', 'schema of the tables; it has to be there', 'abusedesk')
    .option('--config <file>', 'settings, of which `memory` is used');
  withCommonOptions(pushing, {
    json: 'print one JSON document (abusedesk.lake-push/1)',
    quiet: 'print the statements only',
  })
    .addHelpText('after', EXAMPLES)
    .action((dir: string, location: string, flags: Flags) => push(dir, location, flags, signal, effects));
  return new Command('lake')
    .description('The rows of a case for engines on other machines.')
    .addCommand(pushing);
}
