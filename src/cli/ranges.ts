import { Command } from 'commander';
import type { Clock, Effects, Environment, Files, Ids, Terminal } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import { printable, printableJson } from '../base/printable.ts';
import type { History } from '../attribution/history.ts';
import { importFile, MAX_RANGES_BYTES, type Imported } from '../attribution/import.ts';
import { PUBLISHERS } from '../clouds/index.ts';
import { historyPath, loadHistories, saveHistory } from '../attribution/store.ts';
import { fetchRanges } from '../attribution/update.ts';
import { withCommonOptions, type CommonFlags } from './common.ts';

const JSON_MEANS = 'one JSON document on stdout';
/** Of a command whose work is the stored ranges. */
const STORES = { json: JSON_MEANS, quiet: 'say nothing when all went well' };

function day(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** What one file brought, for a person. */
function sentence({ provider, changed, version, read, repeated, rejects }: Imported): string {
  const counts = `${read} lines: ${version.rows} taken, ${repeated} repeated, ${version.rejected} rejected`;
  const what = changed
    ? `the version of ${version.published} is now known`
    : `the version of ${version.published} was known`;
  const lines = [`${provider}: ${what} (${counts})`];
  for (const { where, reason } of rejects.slice(0, 5)) lines.push(`  ${where}: ${reason}`);
  if (version.rejected > 5) lines.push(`  and ${version.rejected - 5} more`);
  return `${lines.map(printable).join('\n')}\n`;
}

function report(imported: readonly Imported[], options: CommonFlags, effects: Terminal): void {
  if (options.json === true) effects.stdout.write(`${printableJson({ imported }, 2)}\n`);
  else if (options.quiet !== true) effects.stdout.write(imported.map(sentence).join(''));
}

async function save(
  histories: readonly History[],
  imported: readonly Imported[],
  effects: Files & Ids & Environment,
): Promise<void> {
  const changed = new Set(imported.filter((one) => one.changed).map((one) => one.provider));
  for (const history of histories) if (changed.has(history.provider)) await saveHistory(history, effects);
}

async function update(options: CommonFlags, effects: Effects): Promise<void> {
  let histories = await loadHistories(effects);
  const imported: Imported[] = [];
  for (const provider of PUBLISHERS) {
    const result = await fetchRanges(provider, histories, effects);
    if (result === undefined) {
      if (options.quiet !== true)
        effects.stderr.write(`${provider.name}: nothing new since the last update\n`);
      continue;
    }
    histories = result.histories;
    imported.push(result.imported);
  }
  await save(histories, imported, effects);
  report(imported, options, effects);
}

async function readBounded(path: string, effects: Files): Promise<Uint8Array> {
  try {
    const { size } = await effects.fs.stat(path);
    if (size > MAX_RANGES_BYTES) {
      throw new UserError(`longer than ${MAX_RANGES_BYTES} bytes; a list of ranges is not`, { file: path });
    }
    return await effects.fs.readFile(path);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const code = errorCode(cause);
    throw new UserError(
      code === 'ENOENT' ? 'there is no such file' : `the file cannot be read: ${code ?? 'read failed'}`,
      { file: path, hint: 'Give ip-ranges.json as AWS publishes it.', cause },
    );
  }
}

/** All files or none: what is wrong is said before anything is stored. */
async function importFiles(files: readonly string[], options: CommonFlags, effects: Effects): Promise<void> {
  let histories = await loadHistories(effects);
  const imported: Imported[] = [];
  for (const source of files) {
    const bytes = await readBounded(source, effects);
    const result = importFile(histories, bytes, { source, imported: effects.now().toISOString() });
    histories = result.histories;
    imported.push(result.imported);
  }
  await save(histories, imported, effects);
  report(imported, options, effects);
}

async function status(options: CommonFlags, effects: Effects): Promise<void> {
  const histories = await loadHistories(effects);
  if (options.json === true) {
    const providers = histories.map(({ provider, versions, rows }) => ({
      provider,
      file: historyPath(provider, effects),
      rows: rows.length,
      versions,
    }));
    effects.stdout.write(`${printableJson({ providers }, 2)}\n`);
    return;
  }
  for (const { name } of PUBLISHERS) {
    const history = histories.find(({ provider }) => provider === name);
    effects.stdout.write(
      history === undefined ? none(name) : described(history, options.quiet === true, effects),
    );
  }
}

function none(provider: string): string {
  return `${provider}: no ranges are known yet; run \`abusedesk ranges update\` or \`abusedesk ranges import FILE\`\n`;
}

function described(
  { provider, versions, rows }: History,
  quiet: boolean,
  effects: Files & Clock & Environment,
): string {
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined || last === undefined) return none(provider);
  const age = Math.max(0, Math.floor((effects.now().getTime() - Date.parse(last.published)) / 86_400_000));
  const count =
    versions.length === 1 ? '1 version' : `${versions.length} versions from ${first.published} on`;
  const lines = [
    `${provider}: ${count}, the newest of ${last.published} (${day(age)} old)`,
    `  ${last.rows} lines in it, ${rows.length} in the whole history; ${last.rejected} rejected`,
    `  from ${last.source}, SHA-256 ${last.sha256}`,
    `  kept in ${historyPath(provider, effects)}`,
  ];
  return `${lines
    .slice(0, quiet ? 1 : undefined)
    .map(printable)
    .join('\n')}\n`;
}

const HELP = `
Examples:
  abusedesk ranges update
  abusedesk ranges import ip-ranges.json older/*.json
  abusedesk ranges status --json
`;

/** `abusedesk ranges`: keeps the providers' published ranges, with history. */
export function rangesCommand(effects: Effects): Command {
  const ranges = new Command('ranges')
    .description("Keeps the providers' published address ranges, with their history.")
    .addHelpText('after', HELP);
  withCommonOptions(ranges.command('update'), STORES)
    .description('Fetches the current lists from their official addresses.')
    .addHelpText('after', '\nExample:\n  abusedesk ranges update\n')
    .action((options: CommonFlags) => update(options, effects));
  withCommonOptions(ranges.command('import'), STORES)
    .description('Adds published files, in any order; older ones extend the history backwards.')
    .argument('<FILE...>', 'ip-ranges.json as AWS publishes it')
    .addHelpText('after', '\nExample:\n  abusedesk ranges import ip-ranges.json\n')
    .action((files: string[], options: CommonFlags) => importFiles(files, options, effects));
  withCommonOptions(ranges.command('status'), {
    json: JSON_MEANS,
    quiet: 'one line for each provider',
  })
    .description('Which versions are known, how old the newest is, and where they came from.')
    .addHelpText('after', '\nExample:\n  abusedesk ranges status\n')
    .action((options: CommonFlags) => status(options, effects));
  return ranges;
}
