import type { ReadOptions } from '../../formats/format.ts';
import type { AbuseType } from '../../model/abuse-types.ts';
import type { ClaimedFlow, ReportedLines } from '../../model/claim.ts';
import type { Instant } from '../../model/instant.ts';
import type { PlainRow } from '../../tables/memory-sink.ts';
import { uniform } from '../lines.ts';
import { address, distinct } from '../values.ts';
import { readRecords } from './records.ts';
import type { TextRecord } from './records.ts';
import { attackIn } from './requests.ts';
import { readSentences } from './sentences.ts';
import { StandIns } from './stand-ins.ts';

/** What a third party's text says, by its own lines: the grammar of each line tells who did it and to whom. */
export interface Testimony {
  /** Whom the lines accuse. */
  sources: string[];
  /** Host names and addresses to which it was done. */
  victims: string[];
  /** First and last time of the lines that carry date and year. */
  from?: Instant;
  to?: Instant;
  /** Some of these times name no zone: they were read as UTC. */
  local: boolean;
  /** What the lines show it was; undefined: they do not tell. */
  type?: AbuseType;
  /**
   * From lines of a firewall: one entry for each source and target, its ports together. Without such lines, towards each
   * address that a label calls the target. A server's own address in its log is no target: it may come after another.
   */
  flows: ClaimedFlow[];
  /** What became of the lines. */
  lines: ReportedLines;
}

/** Readers refuse a line whose year they cannot tell. Here it does not matter: such a line's time is not used. A leap year. */
const SOME_YEAR: ReadOptions = { year: 1972 };

const MAX_NAMED = 200;
const MAX_TARGETS = 1000;
const MAX_PORTS = 200;
const MAX_RECORDS = 1000;
const MAX_REJECTS = 100;
const MAX_WORDS = 300;

/** Who did it and to whom, in the columns of each table. */
interface Parties {
  source: string | undefined;
  victims: (string | undefined)[];
}

function text(row: PlainRow, name: string): string | undefined {
  const value = row[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const PARTIES: Readonly<Record<TextRecord['table'], (row: PlainRow) => Parties>> = {
  requests: (row) => ({ source: text(row, 'c_ip'), victims: [text(row, 'cs_host'), text(row, 's_ip')] }),
  logins: (row) => ({ source: text(row, 'c_ip'), victims: [text(row, 's_ip')] }),
  alerts: (row) => ({ source: text(row, 'src'), victims: [text(row, 'dst')] }),
  // No text is a row of counts.
  counts: () => ({ source: undefined, victims: [] }),
  // A firewall's record of a packet that leaves is the reporter's own host speaking.
  flows: (row) =>
    row['direction'] === 'egress'
      ? { source: text(row, 'dst'), victims: [text(row, 'src')] }
      : { source: text(row, 'src'), victims: [text(row, 'dst')] },
};

function partiesOf({ table, row }: TextRecord): Parties {
  return PARTIES[table](row);
}

/** Does the line give this year, as a part of a date, or the second since 1970? */
function states(line: string, time: Instant): boolean {
  const year = time.slice(0, 4);
  const date = new RegExp(
    String.raw`[/-]${year}[:\s]|(?<!\d)${year}[-/.]\d\d|[A-Z][a-z]{2},? ${year}\b|:\d\d ${year}\b`,
  );
  return date.test(line) || line.includes(String(Math.floor(Date.parse(time) / 1000)));
}

/** The row's time, if the line gives it whole: a year that was concluded from elsewhere is not the line's. */
function timeOf({ row }: TextRecord, line: string): Instant | undefined {
  const time = text(row, 'ts') ?? text(row, 'ts_start');
  return time !== undefined && states(line, time) ? `${time.slice(0, 19)}Z` : undefined;
}

/** The request, the login or the rule that the line is about. */
function whatOf({ table, row }: TextRecord): string | undefined {
  const query = text(row, 'cs_uri_query');
  const names: Record<TextRecord['table'], (string | undefined)[]> = {
    requests: [
      text(row, 'cs_method'),
      `${text(row, 'cs_uri_stem') ?? ''}${query === undefined ? '' : `?${query}`}`,
    ],
    logins: [text(row, 'service'), text(row, 'username')],
    alerts: [text(row, 'sensor'), text(row, 'rule'), text(row, 'message')],
    flows: [],
    counts: [],
  };
  const words = names[table].filter((word) => word !== undefined && word !== '').join(' ');
  return words === '' ? undefined : words.slice(0, MAX_WORDS);
}

/** What the records show it was: an attack on a web application, else on logins. */
function typeOf(records: readonly TextRecord[]): AbuseType | undefined {
  let attack: AbuseType | undefined;
  for (const { table, row } of records) {
    if (table === 'logins' && row['ok'] === 0) attack ??= 'login_attack';
    if (table !== 'requests') continue;
    const shown = attackIn(`${text(row, 'cs_uri_stem') ?? ''}?${text(row, 'cs_uri_query') ?? ''}`);
    if (shown === 'sql_injection') return shown;
    if (shown !== undefined) attack = shown;
  }
  return attack;
}

function flowsOf(records: readonly TextRecord[], stand: StandIns): ClaimedFlow[] {
  const targets = new Map<string, { flow: ClaimedFlow; ports: Set<number> }>();
  for (const { table, row } of records) {
    const [src, dst] = [text(row, 'src'), text(row, 'dst')];
    if (table !== 'flows' || src === undefined || dst === undefined || row['direction'] === 'egress')
      continue;
    const protocol = row['protocol'];
    const key = `${src} ${dst} ${protocol ?? ''}`;
    let target = targets.get(key);
    if (target === undefined) {
      if (targets.size >= MAX_TARGETS) continue;
      const [local, remote] = [stand.original(src), stand.original(dst)];
      target = {
        flow: { ...(typeof protocol === 'number' ? { protocol } : {}), remote, local },
        ports: new Set(),
      };
      targets.set(key, target);
    }
    const port = row['dst_port'];
    if (typeof port === 'number' && target.ports.size < MAX_PORTS) target.ports.add(port);
  }
  return [...targets.values()].map(({ flow, ports }) => {
    if (ports.size > 0) flow.remote_ports = [...ports].sort((a, b) => a - b);
    return flow;
  });
}

function recordOf(record: TextRecord, line: string, stand: StandIns): ReportedLines['records'][number] {
  const at = timeOf(record, line);
  const { source } = partiesOf(record);
  const what = whatOf(record);
  return {
    line: record.line,
    format: record.format,
    ...(at === undefined ? {} : { at }),
    ...(source === undefined ? {} : { source: stand.original(source) }),
    ...(what === undefined ? {} : { what: stand.restoreIn(what) }),
  };
}

function restored(values: Iterable<string | undefined>, stand: StandIns): string[] {
  const named = [...values].filter((value) => value !== undefined);
  return distinct(named.map((value) => stand.original(value))).slice(0, MAX_NAMED);
}

/**
 * Reads a third party's text: lines of logs by the readers of logs, and the few sentences and labels that name a source or a
 * target. Where a sentence says who was banned, the report is about nobody else. A victim is never accused.
 *
 * Times are taken only from lines that give them with their year.
 */
export function readTestimony(forwarded: string): Testimony {
  const plain = forwarded.split('\n').map(uniform);
  const stand = new StandIns(plain.join('\n'));
  const lines = plain.map((line) => stand.replaceIn(line));
  const { records, rejects } = readRecords(lines, SOME_YEAR);
  const told = readSentences(plain);
  const parties = records.map(partiesOf);
  const victims = distinct([
    ...told.victims,
    ...restored(
      parties.flatMap((each) => each.victims),
      stand,
    ),
  ]).slice(0, MAX_NAMED);
  const named =
    told.banned.length > 0
      ? told.banned
      : distinct([
          ...told.sources,
          ...restored(
            parties.map(({ source }) => source),
            stand,
          ),
        ]);
  const timed = records.flatMap((record) => {
    const at = timeOf(record, lines[record.line - 1] ?? '');
    return at === undefined ? [] : [{ at, local: record.local }];
  });
  const times = timed.map(({ at }) => at).sort();
  const type = typeOf(records);
  const firewalls = flowsOf(records, stand);
  const towards = told.victims
    .filter((victim) => address(victim) !== undefined)
    .map((remote) => ({ remote }));
  const [from, to] = [times[0], times.at(-1)];
  const parsed = new Set(records.map(({ line }) => line)).size;
  const accepted = records.filter(({ table, row }) => table === 'logins' && row['ok'] === 1).length;
  return {
    sources: named.filter((source) => !told.victims.includes(source)).slice(0, MAX_NAMED),
    victims,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined || to === from ? {} : { to }),
    local: timed.some(({ local }) => local),
    ...(type === undefined ? {} : { type }),
    flows: firewalls.length > 0 ? firewalls : towards,
    lines: {
      read: lines.length,
      parsed,
      rejected: rejects.length,
      skipped: lines.length - parsed - rejects.length,
      ...(accepted > 0 && { accepted }),
      rejects: rejects.slice(0, MAX_REJECTS),
      records: records
        .slice(0, MAX_RECORDS)
        .map((record) => recordOf(record, lines[record.line - 1] ?? '', stand)),
    },
  };
}
