import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import { EventRows, hasPorts, replyOf } from '../rows/event-rows.ts';
import type { Direction, FlowPlace, FlowRow } from '../rows/event-rows.ts';
import type { Instant } from '../text/instant.ts';
import type { FlowTuple } from './tuples.ts';

/** Where a tuple stands. */
export interface Setting {
  place: FlowPlace;
  /** The security rule that let it pass or stopped it. */
  rule: string | undefined;
  /** Number of the tuple in the file, from 1. */
  record: number;
}

/** A flow whose last tuple may still follow. */
interface OpenFlow {
  tuple: FlowTuple;
  setting: Setting;
  /** It was counted in a tuple before: nothing of it is lost if none follows. */
  written: boolean;
  /** Its beginning is in the file, so that all its answers are. */
  whole: boolean;
  answered: boolean;
}

/** So many flows are remembered; of the oldest beyond them the beginning becomes a row of its own. */
const MOST_OPEN = 200_000;

const JOINED = worded('azureJoined');
const OPEN_NOTE = worded('azureOpen');

function isEmpty(direction: Direction | undefined): boolean {
  return direction === undefined || direction.packets === 0;
}

/**
 * Makes flows of tuples. A flow is a tuple when it begins, without counts, one for every few minutes that it goes on, and one when it
 * ends; the first of them is a row only where no other follows, so that a connection counts once.
 */
export class FlowRows {
  readonly #rows: EventRows;
  readonly #tally: Tally;
  readonly #open = new Map<string, OpenFlow>();

  constructor(sink: RowSink, tally: Tally) {
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
  }

  add(tuple: FlowTuple, setting: Setting): void {
    if (tuple.denied || tuple.state === undefined) {
      this.#write(tuple, setting, tuple.time, {});
      return;
    }
    const { src, srcPort, dst, dstPort, protocol, inbound } = tuple;
    const key = [setting.place.interface, src, srcPort, dst, dstPort, protocol, inbound].join(' ');
    const before = this.#open.get(key);
    this.#open.delete(key);
    if (tuple.state === 'B') {
      if (before !== undefined) this.#close(before);
      this.#remember(key, { tuple, setting, written: false, whole: true, answered: false });
      return;
    }
    const answered = before?.answered === true || !isEmpty(tuple.received);
    const whole = before?.whole === true;
    if (before?.written === false) this.#tally.skipped(JOINED);
    this.#write(tuple, setting, before?.tuple.time ?? tuple.time, { whole, answered });
    if (tuple.state === 'C') this.#remember(key, { tuple, setting, written: true, whole, answered });
  }

  /** Writes what the file only begins. */
  finish(): void {
    for (const flow of this.#open.values()) this.#close(flow);
    this.#open.clear();
  }

  #remember(key: string, flow: OpenFlow): void {
    this.#open.set(key, flow);
    if (this.#open.size <= MOST_OPEN) return;
    for (const [oldest, one] of this.#open) {
      this.#open.delete(oldest);
      this.#close(one);
      return;
    }
  }

  #close({ tuple, setting, written }: OpenFlow): void {
    if (written) return;
    this.#tally.note(OPEN_NOTE);
    this.#write(tuple, setting, tuple.time, {});
  }

  #write(
    tuple: FlowTuple,
    { place, rule, record }: Setting,
    start: Instant,
    { whole = false, answered = false },
  ): void {
    const ports = hasPorts(tuple.protocol) ? { srcPort: tuple.srcPort, dstPort: tuple.dstPort } : {};
    const state = answered ? 'answered' : whole ? 'unanswered' : undefined;
    const row: FlowRow = {
      start,
      end: tuple.time,
      src: tuple.src,
      dst: tuple.dst,
      ...ports,
      protocol: tuple.protocol,
      ...tuple.sent,
      ...(state === undefined ? {} : { state }),
      initiator: 'src',
      action: tuple.denied ? 'REJECT' : 'ACCEPT',
      direction: tuple.inbound ? 'ingress' : 'egress',
      place,
      ...(tuple.denied && rule !== undefined ? { rejectReason: rule } : {}),
    };
    // An interval may have packets in the other direction alone.
    const asked = !isEmpty(tuple.sent) || isEmpty(tuple.received);
    if (asked) this.#rows.flow(row, record);
    if (tuple.received !== undefined && !isEmpty(tuple.received)) {
      const direction = tuple.inbound ? 'egress' : 'ingress';
      this.#rows.flow({ ...replyOf(row, tuple.received), action: 'ACCEPT', direction, place }, record);
    }
    this.#tally.parsed();
  }
}
