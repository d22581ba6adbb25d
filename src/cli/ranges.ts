import { Command } from 'commander';
import type { Clock, Effects, Environment, Files, Ids, Terminal } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { printable, printableJson } from '../base/printable.ts';
import { confirm } from '../attribution/history.ts';
import type { History } from '../attribution/history.ts';
import type { ImportedList } from '../attribution/import.ts';
import { PUBLISHERS } from '../clouds/index.ts';
import type { Publisher } from '../clouds/index.ts';
import { englishOf } from '../cases/evidence.ts';
import { historyPath, loadHistories, saveHistory } from '../attribution/store.ts';
import { fetchNoticed, fetchRanges } from '../attribution/update.ts';
import { importRanges } from '../desk/ranges/import-ranges.ts';
import type { ImportResult } from '../desk/ranges/import-ranges.ts';
import { readListFile } from '../desk/ranges/list-file.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { parseInstant } from './instant.ts';
import { asTyped } from './steps.ts';

const JSON_MEANS = 'one JSON document on stdout';
/** Of a command whose work is the stored ranges. */
const STORES = { json: JSON_MEANS, quiet: 'say nothing when all went well' };

function day(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

const DATED = {
  given: 'as given',
  name: "by the file's name",
  server: 'by the web server',
  commit: 'by its commit',
  file: 'by the time the file was written',
  fetched: 'by when it was read',
};

/** What one file brought, for a person. */
function sentence({ list, changed, version, read, repeated, rejects, passed }: ImportedList): string {
  const others = passed === undefined ? '' : `; ${passed} of others passed over`;
  const counts = `${read} lines: ${version.rows} taken, ${repeated} repeated, ${version.rejected} rejected${others}`;
  const dated = version.dated === undefined ? '' : `, dated ${DATED[version.dated]},`;
  const what = changed
    ? `the version of ${version.published}${dated} is now known`
    : `the version of ${version.published}${dated} was known`;
  const lines = [`${list}: ${what} (${counts})`];
  for (const { where, reason } of rejects.slice(0, 5)) lines.push(`  ${where}: ${englishOf(reason)}`);
  if (version.rejected > 5) lines.push(`  and ${version.rejected - 5} more`);
  return `${lines.map(printable).join('\n')}\n`;
}

/** As `--json` has it: each reason in English. */
function written({ rejects, ...rest }: ImportedList): ImportedList {
  return { ...rest, rejects: rejects.map(({ where, reason }) => ({ where, reason: englishOf(reason) })) };
}

function report(imported: readonly ImportedList[], options: CommonFlags, effects: Terminal): void {
  if (options.json === true)
    effects.stdout.write(`${printableJson({ imported: imported.map(written) }, 2)}\n`);
  else if (options.quiet !== true) effects.stdout.write(imported.map(sentence).join(''));
}

async function save(
  histories: readonly History[],
  imported: readonly ImportedList[],
  effects: Files & Ids & Environment,
): Promise<void> {
  const changed = new Set(imported.filter((one) => one.changed).map((one) => one.list));
  for (const history of histories) if (changed.has(history.list)) await saveHistory(history, effects);
}

/** The lists of these names: a cloud's name is all of its lists. @throws UserError for a name that no list has */
function publishersOf(names: readonly string[]): readonly Publisher[] {
  if (names.length === 0) return PUBLISHERS;
  return names.flatMap((name) => {
    const found = PUBLISHERS.filter((one) => one.name === name || one.ranges.list === name);
    if (found.length > 0) return found;
    throw new UserError(`there is no published list "${name}"`, {
      hint: `There are: ${PUBLISHERS.map(({ ranges }) => ranges.list).join(', ')}.`,
    });
  });
}

/** What one list brought, with its history afterwards; undefined: nothing new. */
type FetchedVersion = { history: History | undefined; imported: ImportedList } | undefined;

async function fetchOne(
  publisher: Publisher,
  histories: readonly History[],
  effects: Effects,
): Promise<FetchedVersion | UserError> {
  try {
    const result = await fetchRanges(publisher, histories, effects);
    if (result === undefined) return undefined;
    const history = result.histories.find(({ list }) => list === publisher.ranges.list);
    return { history, imported: result.imported };
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** All lists at once; one that cannot be had leaves its last good version, and the others are stored. */
async function update(names: readonly string[], options: CommonFlags, effects: Effects): Promise<void> {
  const histories = await loadHistories(effects);
  const wanted = publishersOf(names);
  const results = await Promise.all(
    wanted.map(async (publisher) => ({ publisher, result: await fetchOne(publisher, histories, effects) })),
  );
  const imported: ImportedList[] = [];
  const failed: UserError[] = [];
  for (const { publisher, result } of results) {
    if (result instanceof UserError) failed.push(result);
    else if (result !== undefined) {
      if (result.history !== undefined) await saveHistory(result.history, effects);
      imported.push(result.imported);
    } else {
      const known = histories.find(({ list }) => list === publisher.ranges.list);
      if (known !== undefined) await saveHistory(confirm(known, effects.now().toISOString()), effects);
      if (options.quiet !== true) {
        effects.stderr.write(`${publisher.ranges.list}: nothing new since the last update\n`);
      }
    }
  }
  report(imported, options, effects);
  const [first, ...others] = failed;
  if (first === undefined) return;
  for (const { message } of others) effects.stderr.write(`${printable(message)}\n`);
  const more = others.length === 0 ? '' : `; ${others.length} other lists failed too`;
  throw new UserError(`${first.message}${more}`, {
    ...(first.file !== undefined && { file: first.file }),
    ...(first.hint !== undefined && { hint: first.hint }),
    cause: first,
  });
}

/** After notices of a change the list is fetched once, however often and in whatever order the messages come. */
async function notice(file: string, options: CommonFlags, effects: Effects): Promise<void> {
  const histories = await loadHistories(effects);
  const text = file === '-' ? await textOf(effects.stdin) : (await readListFile(file, effects)).bytes;
  const result = await fetchNoticed(Buffer.from(text).toString('utf8'), histories, effects);
  if (result === undefined && options.quiet !== true && options.json !== true) {
    effects.stdout.write('that version, or a newer one, is known already; nothing was fetched\n');
  } else report(result === undefined ? [] : [result.imported], options, effects);
  if (result !== undefined) await save(result.histories, [result.imported], effects);
}

/** More is no message of a change. */
const MAX_NOTICE_BYTES = 1024 * 1024;

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > MAX_NOTICE_BYTES) throw new UserError('longer than 1 MiB; a message of a change is not');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

interface ImportOptions extends CommonFlags {
  list?: string;
  published?: string;
  name?: string;
}

/** More versions than this are summed up, list by list. */
const MAX_SHOWN = 20;

/** Many versions at once, for a person: one line a list. */
function summed(imported: readonly ImportedList[]): string {
  const byList = new Map<string, ImportedList[]>();
  for (const one of imported) byList.set(one.list, [...(byList.get(one.list) ?? []), one]);
  const lines = [...byList].map(([list, versions]) => {
    const times = versions.map(({ version }) => version.published).sort();
    const fresh = versions.filter(({ changed }) => changed).length;
    const rejected = versions.reduce((sum, { version }) => sum + version.rejected, 0);
    return `${list}: ${versions.length} versions from ${times[0]} to ${times.at(-1)}, ${fresh} of them new; ${rejected} lines rejected\n`;
  });
  return lines.join('');
}

function saySkipped({ skipped }: ImportResult, options: CommonFlags, effects: Terminal): void {
  if (skipped.length === 0 || options.quiet === true) return;
  const named = skipped.slice(0, 5).map(({ path, reason }) => `  ${printable(path)}: ${printable(reason)}\n`);
  const more = skipped.length > named.length ? `  and ${skipped.length - named.length} more\n` : '';
  effects.stderr.write(`passed over, as they are no lists that can be read:\n${named.join('')}${more}`);
}

/** All files or none: what is wrong is said before anything is stored. */
async function importAll(paths: readonly string[], options: ImportOptions, effects: Effects): Promise<void> {
  const published =
    options.published === undefined
      ? undefined
      : new Date(parseInstant(options.published, '--published') * 1000).toISOString();
  const result = await importRanges(
    await loadHistories(effects),
    {
      paths,
      given: {
        ...(published !== undefined && { published }),
        ...(options.list !== undefined && { list: options.list }),
        ...(options.name !== undefined && { own: options.name }),
      },
      onProgress: (count) => {
        if (effects.stderr.isTTY && count % 25 === 0) effects.stderr.write(`\r${count} versions read`);
      },
    },
    effects,
  );
  const { histories, imported } = result;
  if (effects.stderr.isTTY && imported.length >= 25) effects.stderr.write('\r\u001B[K');
  await save(histories, imported, effects);
  saySkipped(result, options, effects);
  if (options.json === true || imported.length <= MAX_SHOWN) report(imported, options, effects);
  else if (options.quiet !== true) effects.stdout.write(summed(imported));
}

async function status(options: CommonFlags, effects: Effects): Promise<void> {
  const histories = await loadHistories(effects);
  if (options.json === true) {
    const providers = histories.map(({ provider, list, versions, rows }) => ({
      provider,
      list,
      file: historyPath(list, effects),
      rows: rows.length,
      versions,
    }));
    effects.stdout.write(`${printableJson({ providers }, 2)}\n`);
    return;
  }
  const published = PUBLISHERS.map(({ ranges }) => ranges.list);
  const others = histories.map(({ list }) => list).filter((list) => !published.includes(list));
  for (const list of [...published, ...others]) {
    const history = histories.find((one) => one.list === list);
    effects.stdout.write(
      history === undefined ? none(list, effects) : described(history, options.quiet === true, effects),
    );
  }
}

function none(list: string, effects: Environment): string {
  const text = `${list}: no ranges are known yet; run \`abusedesk ranges update\` or \`abusedesk ranges import FILE\`\n`;
  return asTyped(text, effects);
}

function described(
  { list, versions, rows }: History,
  quiet: boolean,
  effects: Files & Clock & Environment,
): string {
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined || last === undefined) return none(list, effects);
  const age = Math.max(0, Math.floor((effects.now().getTime() - Date.parse(last.published)) / 86_400_000));
  const count =
    versions.length === 1 ? '1 version' : `${versions.length} versions from ${first.published} on`;
  const dated = last.dated === undefined ? '' : `, dated ${DATED[last.dated]}`;
  const lines = [
    `${list}: ${count}, the newest of ${last.published} (${day(age)} old${dated})`,
    `  ${last.rows} lines in it, ${rows.length} in the whole history; ${last.rejected} rejected`,
    `  from ${last.source}, SHA-256 ${last.sha256}`,
    `  kept in ${historyPath(list, effects)}`,
  ];
  return `${lines
    .slice(0, quiet ? 1 : undefined)
    .map(printable)
    .join('\n')}\n`;
}

const HELP = `
Examples:
  abusedesk ranges update
  abusedesk ranges update aws azure
  abusedesk ranges import ip-ranges.json older/*.json
  abusedesk ranges import clone-of-archived-ip-ranges/
  abusedesk ranges import --name offices offices.txt
  abusedesk ranges status --json
`;

/** `abusedesk ranges`: keeps the providers' published ranges, with history. */
export function rangesCommand(effects: Effects): Command {
  const ranges = new Command('ranges')
    .description("Keeps the providers' published address ranges, with their history.")
    .addHelpText('after', HELP);
  withCommonOptions(ranges.command('update'), STORES)
    .description('Fetches the current lists from their official addresses.')
    .argument('[LIST...]', 'clouds or their lists (default: all)')
    .addHelpText('after', '\nExample:\n  abusedesk ranges update\n')
    .action((names: string[], options: CommonFlags) => update(names, options, effects));
  withCommonOptions(ranges.command('import'), STORES)
    .description('Adds lists, in any order; older ones extend the history backwards.')
    .argument(
      '<FILE...>',
      'as a cloud publishes it; a table of routes; a MaxMind database of autonomous systems; `prefix provider` lines; a folder of them, or a git clone of an archive',
    )
    .option('--list <LIST>', 'it is this published list, where its content does not say')
    .option('--published <TIME>', 'when it was published, where it carries no time')
    .option('--name <NAME>', 'what to call a list of your own (default: by its file)')
    .addHelpText('after', '\nExample:\n  abusedesk ranges import ip-ranges.json\n')
    .action((files: string[], options: ImportOptions) => importAll(files, options, effects));
  withCommonOptions(ranges.command('notice'), STORES)
    .description(
      'Fetches a list because its cloud says that it has changed (Amazon SNS); once, in whatever order.',
    )
    .argument('<FILE>', 'the message as JSON; - is the standard input')
    .addHelpText('after', '\nExample:\n  abusedesk ranges notice message.json\n')
    .action((file: string, options: CommonFlags) => notice(file, options, effects));
  withCommonOptions(ranges.command('status'), {
    json: JSON_MEANS,
    quiet: 'one line for each list',
  })
    .description('Which versions are known, how old the newest is, and where they came from.')
    .addHelpText('after', '\nExample:\n  abusedesk ranges status\n')
    .action((options: CommonFlags) => status(options, effects));
  return ranges;
}
