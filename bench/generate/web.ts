import { accessLine, damagedAccess, longAccess } from './access-lines.ts';
import {
  ALL_LAYOUTS,
  damagedIis,
  hasAgent,
  hasSize,
  iisHeader,
  iisLine,
  longIis,
  USUAL_LAYOUTS,
} from './iis-lines.ts';
import { Output } from './output.ts';
import { Random } from './random.ts';
import type { LineTruth, Making, Planted } from './truth.ts';
import { count } from './truth.ts';
import { stamp, Visits } from './visits.ts';
import type { Visit } from './visits.ts';

/** `combined` and `vhost` (vhost_combined) are written by Apache and nginx. */
export type WebLogKind = 'iis' | 'combined' | 'vhost';

export interface WebTruth extends LineTruth {
  /** How often the `#Fields` line changed from one list to another. */
  changes: number;
  /** Records by what they say; an empty text is one that they do not say. */
  byStatus: Map<number, number>;
  byClient: Map<string, number>;
  bySite: Map<string, number>;
  byUser: Map<string, number>;
  byMethod: Map<string, number>;
  byAgent: Map<string, number>;
  byDay: Map<string, number>;
  /** Sum of the answers' bytes, of the records that say it. */
  sent: number;
}

/** A dash is how a log writes nothing. */
function valueOf(text: string): string {
  return text === '-' ? '' : text;
}

/** Writes one log and counts what it says. */
class WebLog {
  readonly truth: WebTruth = {
    bytes: 0,
    lines: 0,
    parsed: 0,
    rejected: 0,
    skipped: 0,
    lineSum: 0,
    changes: 0,
    byStatus: new Map(),
    byClient: new Map(),
    bySite: new Map(),
    byUser: new Map(),
    byMethod: new Map(),
    byAgent: new Map(),
    byDay: new Map(),
    sent: 0,
  };
  readonly random: Random;
  readonly visits: Visits;
  readonly output: Output;
  readonly #lineEnd: string;

  constructor(path: string, seed: number, lineEnd: string) {
    this.random = new Random(seed);
    this.visits = new Visits(this.random);
    this.output = new Output(path);
    this.#lineEnd = lineEnd;
  }

  #line(text: string): void {
    this.truth.lines++;
    this.output.add(`${text}${this.#lineEnd}`);
  }

  skipped(text: string): void {
    this.truth.skipped++;
    this.#line(text);
  }

  plant({ text, becomes }: Planted): void {
    this.truth[becomes]++;
    this.#line(text);
  }

  record(text: string, visit: Visit, says: { size: boolean; agent: boolean }): void {
    const { truth } = this;
    this.#line(text);
    truth.parsed++;
    truth.lineSum += truth.lines;
    count(truth.byStatus, visit.status);
    count(truth.byClient, visit.client);
    count(truth.bySite, visit.site);
    count(truth.byUser, valueOf(visit.user));
    count(truth.byMethod, visit.method);
    count(truth.byAgent, says.agent ? valueOf(visit.agent) : '');
    count(truth.byDay, stamp(visit.second).day);
    if (says.size) truth.sent += visit.size;
  }

  /** A line without an end is the last of a log that is being written. */
  finish(cut: string): WebTruth {
    if (cut !== '') {
      this.truth.lines++;
      this.truth.rejected++;
      this.output.add(cut);
    }
    this.output.close();
    this.truth.bytes = this.output.bytes;
    return this.truth;
  }
}

const EVERYTHING = { size: true, agent: true };

function writeAccess(log: WebLog, virtualHosts: boolean, bytes: number, damagedEvery: number): WebTruth {
  const { random, visits, output } = log;
  let long = damagedEvery > 0;
  while (output.bytes < bytes) {
    const visit = visits.next();
    if (long && output.bytes > bytes / 2) {
      long = false;
      const { read, rejected } = longAccess(visit);
      log.plant({ text: rejected, becomes: 'rejected' });
      log.record(read, visit, EVERYTHING);
    } else if (damagedEvery > 0 && random.below(damagedEvery) === 0) {
      log.plant(damagedAccess(visit, random));
    } else log.record(accessLine(visit, virtualHosts, random), visit, EVERYTHING);
  }
  return log.finish(damagedEvery > 0 ? '198.51.100.7 - - [01/Jul/2026:00:' : '');
}

/** The list of fields of an ordinary log changes about once in so many records, that of a damaged one more often. */
const CHANGE_EVERY = { ordinary: 50_000, damaged: 1500 };

function writeIis(log: WebLog, bytes: number, damagedEvery: number): WebTruth {
  const { random, visits, output, truth } = log;
  const layouts = damagedEvery > 0 ? ALL_LAYOUTS : USUAL_LAYOUTS;
  const changeEvery = damagedEvery > 0 ? CHANGE_EVERY.damaged : CHANGE_EVERY.ordinary;
  let layout = layouts[0]!;
  let long = damagedEvery > 0;
  const begin = (): void => {
    layout = layouts[truth.changes % layouts.length]!;
    for (const line of iisHeader(visits.second, layout, random)) log.skipped(line);
  };
  begin();
  while (output.bytes < bytes) {
    if (random.below(changeEvery) === 0) {
      truth.changes++;
      begin();
    }
    const visit = visits.next();
    const says = { size: hasSize(layout), agent: hasAgent(layout) };
    if (long && output.bytes > bytes / 2) {
      long = false;
      const { read, rejected } = longIis(visit, layout, random);
      log.plant({ text: rejected, becomes: 'rejected' });
      log.record(read, visit, says);
    } else if (damagedEvery > 0 && random.below(damagedEvery) === 0) {
      log.plant(damagedIis(visit, layout, random));
    } else log.record(iisLine(visit, layout, random), visit, says);
  }
  return log.finish(damagedEvery > 0 ? '2026-07-01 00:' : '');
}

/** Writes a web log of about `bytes` bytes; the same content for the same arguments. */
export function generateWeb(
  kind: WebLogKind,
  path: string,
  bytes: number,
  { seed = 1, damagedEvery = 0 }: Making = {},
): WebTruth {
  const log = new WebLog(path, seed, kind === 'iis' ? '\r\n' : '\n');
  return kind === 'iis'
    ? writeIis(log, bytes, damagedEvery)
    : writeAccess(log, kind === 'vhost', bytes, damagedEvery);
}
