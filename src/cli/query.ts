import { Command } from 'commander';
import type { Effects, Terminal } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { configFolder } from '../base/home.ts';
import { askCase } from '../desk/query.ts';
import type { AnswerSink } from '../desk/query.ts';
import { PathsSink, tableQuestion } from '../desk/table-question.ts';
import { readConfig } from '../settings/load.ts';
import { settingsSchema } from '../settings/settings.ts';
import { CsvSink, JsonSink, TableSink } from './answers.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';

interface Flags extends CommonFlags {
  csv?: true;
  table?: string;
  config?: string;
}

const EXAMPLES = `
Examples:
  abusedesk query nat-port-scan.case 'SELECT dst_port, count(*) AS n FROM flows GROUP BY dst_port ORDER BY n DESC LIMIT 10'
  abusedesk query nat-port-scan.case 'DESCRIBE flows'
  abusedesk query nat-port-scan.case --table flows_by_port:1
  jq -r '.findings[0].sql' nat-port-scan.case/case.json | abusedesk query nat-port-scan.case - --csv > rows.csv
`;

/** A question on standard input is as long as one may be, and no longer. */
const MAX_BYTES = 2 ** 20 + 1;

async function questionOf(sql: string, { stdin }: Terminal): Promise<string> {
  if (sql !== '-') return sql;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stdin) {
    parts.push(part);
    bytes += part.length;
    if (bytes > MAX_BYTES) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

function sinkOf(flags: Flags, { stdout, stderr }: Terminal): AnswerSink {
  if (flags.json === true) return new JsonSink(stdout);
  if (flags.csv === true) return new CsvSink(stdout);
  return new TableSink(stdout, (text) => {
    if (flags.quiet !== true) stderr.write(text);
  });
}

async function run(
  dir: string,
  sql: string | undefined,
  flags: Flags,
  signal: AbortSignal,
  effects: Effects,
): Promise<void> {
  if (flags.json === true && flags.csv === true) {
    throw new UserError('an answer is JSON or CSV, not both', { hint: 'Leave out --json or --csv.' });
  }
  if ((sql === undefined) === (flags.table === undefined)) {
    throw new UserError('a question is one SELECT, or --table', {
      hint: "Give one of the two: abusedesk query CASE 'SELECT …', or abusedesk query CASE --table NAME:N.",
    });
  }
  const { memory } = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const sink = sinkOf(flags, effects);
  if (sql !== undefined) {
    await askCase({ dir, sql: await questionOf(sql, effects), memory, signal }, sink, effects);
    return;
  }
  const asked = await tableQuestion(dir, flags.table ?? '', effects);
  const { paths } = asked;
  await askCase(
    { dir, sql: asked.sql, memory, signal },
    paths === undefined ? sink : new PathsSink(sink, paths),
    effects,
  );
}

/** `query CASE SELECT`: SQL over a case's lake. */
export function queryCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('query')
    .description(
      'Asks the rows of a case one SELECT, or for the lines behind a number. The case is read only; another run may work on it.',
    )
    .argument('<case>', 'folder that `abusedesk investigate` has written')
    .argument(
      '[select]',
      'one SELECT over flows, requests, logins, alerts, addresses, attribution; - reads it',
    )
    .option(
      '--table <name[:n]>',
      'a table of the report again, or every line of the evidence that its row N counts',
    )
    .option('--csv', 'print CSV (RFC 4180)')
    .option(
      '--config <file>',
      'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
    );
  return withCommonOptions(command, {
    json: 'print one JSON document (abusedesk.query/1) on standard output and nothing else',
    quiet: 'do not say how many rows there are',
  })
    .addHelpText('after', EXAMPLES)
    .action((dir: string, sql: string | undefined, flags: Flags) => run(dir, sql, flags, signal, effects));
}
