import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { fieldsLine } from '../text/fields-line.ts';
import { protocolNumber } from '../../net/protocols.ts';
import { LocalTime } from '../text/local-time.ts';
import { quotedName } from '../../base/file-names.ts';
import type { RowSink } from '../../tables/rows.ts';
import { flowColumns } from '../rows/event-columns.ts';
import type { FlowColumns } from '../rows/event-columns.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { setAddressText } from '../text/column-texts.ts';
import { blankReason, latin1At, lineEnd } from '../text/line-bytes.ts';
import { parseClock, parseDay } from '../../kernel/byte-time.ts';
import { CR, HASH } from '../../kernel/ascii.ts';
import { flagsOfLetters } from '../text/tcp-flags.ts';

/**
 * The log of Windows Defender Firewall (`pfirewall.log`; Microsoft, "Configure Windows Firewall logging"): fields
 * by the `#Fields` line in force, times as `#Time Format` says, which is local unless it says UTC.
 */
interface FirewallState {
  zone: string | undefined;
  fields: readonly string[];
  utc: boolean;
}

/** The order since Windows XP SP2, for a file whose beginning is lost. */
const FIELDS =
  'date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path';
const MAX_DIRECTIVE = 2048;
const MAX_LINE = 4096;
/** What the firewall did, by its word. Without an action of a packet: `CLOSE`, `INFO-EVENTS-LOST`. */
const ACTIONS: ReadonlyMap<string, 'ACCEPT' | 'REJECT'> = new Map([
  ['DROP', 'REJECT'],
  ['ALLOW', 'ACCEPT'],
  ['OPEN', 'ACCEPT'],
  ['OPEN-INBOUND', 'ACCEPT'],
]);
const PATHS: ReadonlyMap<string, string> = new Map([
  ['RECEIVE', 'ingress'],
  ['SEND', 'egress'],
]);
function directive(state: FirewallState, text: string): FirewallState {
  const fields = /^#Fields:\s{0,8}(.{0,2000})$/i.exec(text);
  if (fields !== null)
    return {
      ...state,
      fields: (fields[1] ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter((name) => name !== ''),
    };
  const format = /^#Time Format:\s{0,8}(\w{1,20})/i.exec(text);
  return format === null ? state : { ...state, utc: format[1]?.toUpperCase() === 'UTC' };
}

function textAt(bytes: Uint8Array, start: number, end: number, limit: number): string {
  return latin1At(bytes, start, Math.min(end, start + limit)).trimEnd();
}

function carry({ bytes, start, end }: Chunk, state: FirewallState): FirewallState {
  let next = state;
  for (let at = start; at < end;) {
    const stop = lineEnd(bytes, at, end);
    if (bytes[at] === HASH) next = directive(next, textAt(bytes, at, stop, MAX_DIRECTIVE));
    at = stop + 1;
  }
  return next;
}

/** What is not a number is absent; `-` is no value. */
function numberOf(text: string | undefined): number {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : -1;
}

class ChunkReader {
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #local: LocalTime;
  readonly #utc = new LocalTime(undefined);
  #state: FirewallState;

  constructor(state: FirewallState, sink: RowSink, tally: Tally) {
    this.#state = state;
    this.#sink = sink;
    this.#tally = tally;
    this.#local = new LocalTime(state.zone);
  }

  read({ bytes, start, end, line, offset }: Chunk): void {
    const columns = flowColumns(this.#sink);
    let number = line;
    for (let at = start; at < end; number++) {
      const feed = lineEnd(bytes, at, end);
      const stop = feed > at && bytes[feed - 1] === CR ? feed - 1 : feed;
      if (bytes[at] === HASH) {
        this.#state = directive(this.#state, textAt(bytes, at, stop, MAX_DIRECTIVE));
        this.#tally.skipped(worded('skipDirective'));
      } else {
        const blank = blankReason(bytes, at, stop);
        if (blank !== undefined) this.#tally.skipped(blank);
        else this.#record(bytes, at, stop, columns, number, offset + at - start);
      }
      at = feed + 1;
    }
    this.#local.note(this.#tally);
  }

  #record(
    bytes: Uint8Array,
    start: number,
    end: number,
    columns: FlowColumns,
    line: number,
    offset: number,
  ): void {
    const words = textAt(bytes, start, end, MAX_LINE).split(' ');
    const { fields } = this.#state;
    const reason =
      words.length === fields.length
        ? this.#set(words, columns)
        : worded('valuesFields', { found: words.length, wanted: fields.length });
    if (reason === undefined) {
      this.#sink.next(line);
      this.#tally.parsed();
      return;
    }
    this.#sink.undo();
    if (NO_PACKET.has(reason)) this.#tally.skipped(reason);
    else this.#tally.rejected(line, offset, reason);
  }

  /** @returns why it is no row */
  #set(words: readonly string[], columns: FlowColumns): string | undefined {
    const value = (name: string): string | undefined => words[this.#state.fields.indexOf(name)];
    const word = value('action') ?? '';
    if (word === 'CLOSE') return worded('winClose');
    if (word === 'INFO-EVENTS-LOST') {
      this.#tally.note(worded('winLostNote'));
      return worded('winLost');
    }
    const action = ACTIONS.get(word);
    if (action === undefined)
      return worded('cannotBe', { field: 'action', value: `'${quotedName(word.slice(0, 40))}'` });
    const protocol = protocolNumber(value('protocol') ?? '');
    if (protocol === undefined) return worded('winNoProtocol');
    if (!setAddressText(columns.src, value('src-ip') ?? '')) return worded('notAddress', { field: 'src-ip' });
    if (!setAddressText(columns.dst, value('dst-ip') ?? '')) return worded('notAddress', { field: 'dst-ip' });
    const seconds = this.#seconds(value('date') ?? '', value('time') ?? '');
    if (Number.isNaN(seconds)) return worded('noDateTime');
    columns.start.set(seconds);
    columns.end.set(seconds);
    columns.protocol.set(protocol);
    columns.action.setText(action);
    const direction = PATHS.get(value('path') ?? '');
    if (direction !== undefined) columns.direction.setText(direction);
    this.#setNumbers(value, action, protocol, columns);
    return undefined;
  }

  /** A refused packet is one packet; what is allowed is the beginning of a connection of unknown size. */
  #setNumbers(
    value: (name: string) => string | undefined,
    action: string,
    protocol: number,
    columns: FlowColumns,
  ): void {
    const srcPort = numberOf(value('src-port'));
    const dstPort = numberOf(value('dst-port'));
    const size = numberOf(value('size'));
    if (srcPort >= 0 && srcPort <= 65_535) columns.srcPort.set(srcPort);
    if (dstPort >= 0 && dstPort <= 65_535) columns.dstPort.set(dstPort);
    if (action === 'REJECT') columns.packets.set(1);
    if (size > 0) columns.bytes.set(size);
    const letters = value('tcpflags') ?? '-';
    if (protocol === 6 && letters !== '-' && letters !== '0')
      columns.tcpFlags.set(flagsOfLetters(letters.slice(0, 12)));
  }

  /** Seconds since 1970 UTC; NaN if it is no time. */
  #seconds(date: string, time: string): number {
    if (date.length !== 10 || time.length !== 8) return Number.NaN;
    const bytes = Buffer.from(`${date} ${time}`, 'latin1');
    const day = parseDay(bytes, 0);
    const second = parseClock(bytes, 11);
    if (day < 0 || second < 0) return Number.NaN;
    return (this.#state.utc ? this.#utc : this.#local).utc(day, second);
  }
}

const NO_PACKET: ReadonlySet<string> = new Set([worded('winClose'), worded('winLost')]);

/** The header's own field list; web logs of Windows have another. */
const OWN_FIELDS = 'date time action protocol src-ip dst-ip src-port dst-port';
const OWN_LINE =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:ALLOW|DROP|OPEN|CLOSE|OPEN-INBOUND) \w{1,10} [0-9A-Fa-f:.]{2,45} [0-9A-Fa-f:.]{2,45} (?:\d{1,5}|-) (?:\d{1,5}|-) /;

function recognise(head: Head): Recognition | undefined {
  if (fieldsLine(head.text).join(' ').toLowerCase().startsWith(OWN_FIELDS))
    return { confidence: 0.95, because: worded('winFirewall') };
  const lines = head.text.split('\n', 20);
  const own = lines.filter((line) => OWN_LINE.test(line.slice(0, 300))).length;
  return own > 0 && own >= lines.length / 2
    ? { confidence: 0.8, because: worded('winFirewallLines', { own }) }
    : undefined;
}

/** Windows Defender Firewall: packets that were dropped, connections that were allowed. */
export const WINDOWS_FIREWALL: LineFormat<FirewallState> = {
  name: 'windows-firewall',
  title: 'Windows firewall log (pfirewall.log)',
  sample: `#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: Local\n#Fields: ${FIELDS}\n2026-11-21 22:10:03 DROP TCP 203.0.113.9 192.0.2.5 52114 3389 52 S 1234567 0 64240 - - - RECEIVE`,
  kind: 'lines',
  table: 'flows',
  zone: ZONE.assumed,
  local: true,
  recognise,
  start: (_head, { zone }) => ({ zone, fields: FIELDS.split(' '), utc: false }),
  carry,
  parse(chunk, state, sink, tally) {
    new ChunkReader(state, sink, tally).read(chunk);
  },
};
