import { basename, resolve } from 'node:path';
import type { Environment, Files, Processes } from '../../base/ports.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { CLOUDS } from '../../clouds/index.ts';
import type { Engine } from '../../events/engines/engine.ts';
import { createContext } from '../../findings/context.ts';
import type { Choice } from '../../findings/honeypot/chosen.ts';
import { honeypotPictures } from '../../findings/honeypot/honeypot.ts';
import type { HoneypotPictures } from '../../findings/honeypot/honeypot.ts';
import { localNetworksOfLake } from '../../findings/honeypot/lake-networks.ts';
import type { Days } from '../../findings/honeypot/messages.ts';
import { thresholdsFrom } from '../../findings/thresholds.ts';
import type { CaseDocument } from '../../model/case.ts';
import { isOfHoneypot } from '../../model/pictures.ts';
import { formatPrefix, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Settings } from '../../settings/settings.ts';
import { inLakeOf } from '../lake-of-case.ts';

/** What the report is to set against the rest, as the user names it. */
export interface HoneypotAsk {
  provider?: string;
  asn?: number;
  /** Networks, as written. */
  prefixes?: readonly string[];
  /** A file of them, a line each. */
  prefixFile?: string;
  /** Days: `2026-03-02`. `compare`: the first day of the other period. */
  from?: string;
  to?: string;
  compare?: string;
}

/** No list of networks is longer. */
const MAX_FILE_BYTES = 64 * 2 ** 20;
const DAY_MS = 86_400_000;

async function prefixesOfFile(path: string, effects: Files): Promise<Prefix[]> {
  let text: string;
  try {
    const { size } = await effects.fs.stat(path);
    if (size > MAX_FILE_BYTES)
      throw new UserError('a list of networks has at most 64 MiB', { file: path, hint: 'Split it.' });
    text = await effects.fs.readFile(path, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UserError(`the list of networks cannot be read (${code})`, {
      file: path,
      hint: 'Name a file with one network a line: 203.0.113.0/24.',
      cause: error,
    });
  }
  return text.split('\n').flatMap((line, i): Prefix[] => {
    const [written = ''] = line.split('#');
    if (written.trim() === '') return [];
    const prefix = parsePrefix(written.trim());
    if (prefix !== undefined) return [prefix];
    throw new UserError(`line ${i + 1} is no network: ${JSON.stringify(line.trim().slice(0, 80))}`, {
      file: path,
      hint: 'Write one network a line, like 203.0.113.0/24 or 2001:db8::/32; # begins a comment.',
    });
  });
}

/** What a set of networks is called: the first, and how many more there are. */
function nameOf(prefixes: readonly Prefix[]): string {
  const [first] = prefixes;
  const more = prefixes.length - 1;
  return `${first === undefined ? '' : formatPrefix(first)}${more > 0 ? ` +${more}` : ''}`;
}

async function choiceOf(ask: HoneypotAsk, effects: Files): Promise<Choice | undefined> {
  const { provider, asn, prefixes = [], prefixFile } = ask;
  const given = [provider !== undefined, asn !== undefined, prefixes.length > 0 || prefixFile !== undefined];
  if (given.filter(Boolean).length > 1)
    throw new UserError(
      'one provider, one AS number or some prefixes are set against the rest, not several of them',
      {
        hint: 'Give one of --provider, --asn, --prefix with --prefix-file.',
      },
    );
  if (provider !== undefined) return { kind: 'provider', provider };
  if (asn !== undefined) return { kind: 'asn', asn };
  if (given[2] !== true) return undefined;
  const all = prefixes.flatMap((text) => parsePrefix(text) ?? []);
  if (prefixFile === undefined) return { kind: 'prefixes', prefixes: all, name: nameOf(all) };
  const file = await prefixesOfFile(resolve(effects.cwd(), prefixFile), effects);
  if (file.length + all.length === 0)
    throw new UserError('the list names no network', { file: prefixFile, hint: 'Write one network a line.' });
  return { kind: 'prefixes', prefixes: [...all, ...file], name: basename(prefixFile) };
}

/** A provider that is neither known nor in the case is a slip; one that nothing came from is an answer. */
async function checkProvider(choice: Choice | undefined, engine: Engine): Promise<void> {
  if (choice?.kind !== 'provider' && choice?.kind !== 'asn') return;
  const rows = (await engine.tables()).has('attribution')
    ? await engine.query(
        'SELECT provider, count(*) AS n FROM attribution GROUP BY provider ORDER BY n DESC, provider LIMIT 20',
      )
    : [];
  if (rows.length === 0)
    throw new UserError('whose the addresses of the case are is not known', {
      hint: 'Run `abusedesk ranges update`, then `abusedesk investigate` again into the same case folder; or name networks with --prefix.',
    });
  if (choice.kind === 'asn') return;
  const there = rows.map((row) => String(row['provider']));
  if (there.includes(choice.provider) || CLOUDS.some(({ name }) => name === choice.provider)) return;
  throw new UserError(`--provider ${JSON.stringify(choice.provider)} is nobody that is known`, {
    hint: `In this case: ${there.join(', ')}.`,
  });
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Milliseconds of a day as written. @throws UserError where it is none */
function dayAt(option: string, text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(at) && dayOf(at) === text) return at;
  throw new UserError(`${option} ${JSON.stringify(text)} is no day`, {
    hint: 'Write it like 2026-03-02 (UTC).',
  });
}

/** The period that is looked at, to the last day of the flows if nothing is said, and the one of the same length before it. */
async function periodsOf(ask: HoneypotAsk, engine: Engine): Promise<{ before: Days; now: Days } | undefined> {
  const { from, to, compare } = ask;
  if (from === undefined) {
    if (to === undefined && compare === undefined) return undefined;
    throw new UserError('a period needs its first day', { hint: 'Give --from, like --from 2026-03-02.' });
  }
  const first = dayAt('--from', from);
  const [row] = await engine.query(`SELECT max(${engine.dialect.day('ts_start')}) AS last FROM flows`);
  const ends = row?.['last'];
  const last =
    to === undefined ? (typeof ends === 'string' ? dayAt('--to', ends) : first) : dayAt('--to', to);
  if (last < first)
    throw new UserError(`the period ends on ${dayOf(last)}, before it begins on ${from}`, {
      hint: 'Give --to a day from --from on.',
    });
  const length = last - first + DAY_MS;
  const other = compare === undefined ? first - length : dayAt('--compare', compare);
  return {
    before: { from: dayOf(other), to: dayOf(other + length - DAY_MS) },
    now: { from, to: dayOf(last) },
  };
}

/** The case with what a honeypot saw, in the place of what it had of that. */
function withHoneypot(document: CaseDocument, { part, tables, series }: HoneypotPictures): CaseDocument {
  return {
    ...document,
    honeypot: part,
    tables: [...document.tables.filter((table) => !isOfHoneypot(table)), ...tables],
    series: [...document.series.filter((one) => !isOfHoneypot(one)), ...series],
  };
}

/** Whether anything is to be set against the rest, or one period against another. */
export function asksAny({ prefixes = [], ...ask }: HoneypotAsk): boolean {
  return prefixes.length > 0 || Object.values(ask).some((value) => value !== undefined);
}

/**
 * Asks the lake of a case for what a honeypot saw; the evidence is not read.
 * @throws UserError (exit 2) for a provider, network or day that is none, or where the case has no lake
 */
export async function askHoneypot(
  dir: string,
  ask: HoneypotAsk,
  settings: Pick<Settings, 'memory' | 'thresholds'>,
  effects: Files & Processes & Environment,
): Promise<CaseDocument> {
  const choice = await choiceOf(ask, effects);
  return inLakeOf(
    { folder: dir, memory: settings.memory, name: 'report' },
    effects,
    async (engine, document) => {
      await checkProvider(choice, engine);
      const periods = await periodsOf(ask, engine);
      const context = await createContext(engine, {
        localNetworks: await localNetworksOfLake(engine),
        thresholds: thresholdsFrom(settings.thresholds),
        references: (id) => document.evidence[id]?.path ?? `evidence ${id}`,
      });
      const pictures = await honeypotPictures(context, {
        because: document.honeypot?.because ?? 'asked',
        ...(choice && { choice }),
        ...(periods && { periods }),
      });
      return withHoneypot(document, pictures);
    },
  );
}
