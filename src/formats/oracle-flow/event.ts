import { worded } from './worded.ts';
import { LOST_NOTE, LOST_REASON } from '../../tables/lost.ts';
import { END_FIRST } from '../../tables/times.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import { EventRows, hasPorts } from '../rows/event-rows.ts';
import type { FlowPlace } from '../rows/event-rows.ts';
import { numberIn, objectIn, textIn } from '../text/json-fields.ts';
import type { Outcome } from '../text/line-records.ts';
import { epochTime, isBefore, isoTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';

type Json = Record<string, unknown>;

const TYPE = 'com.oraclecloud.vcn.flowlogs.';

const OTHER = worded('oracleOther');
const NO_DATA = worded('oracleNoData');
const ENDS = worded('oracleEnds');

/** A search of Oracle's Logging wraps the event in `logContent`; what Connector Hub writes to a bucket is the event itself. */
function contentOf(json: Json): Json {
  return objectIn(json, 'logContent') ?? json;
}

export function isOwn(json: Json): boolean {
  const content = contentOf(json);
  return textIn(content, 'type')?.startsWith(TYPE) === true && objectIn(content, 'data') !== undefined;
}

/** Where the event was recorded; what stands in `oracle` depends on the resource that is logged. */
function placeOf(json: Json, content: Json): FlowPlace {
  const oracle = objectIn(content, 'oracle') ?? {};
  const resource = textIn(oracle, 'resourceId');
  return {
    interface: textIn(oracle, 'vnicocid'),
    subnet: textIn(oracle, 'vnicsubnetocid'),
    vpc: textIn(oracle, 'vcnOcid'),
    account: textIn(oracle, 'tenantid'),
    region: textIn(json, 'regionId'),
    instance: resource?.startsWith('ocid1.instance.') === true ? resource : undefined,
    interfaceType: textIn(oracle, 'resourceType'),
  };
}

function timeIn(data: Json, key: string): Instant | undefined {
  const time = Object.hasOwn(data, key) ? epochTime(data[key]) : undefined;
  return time === undefined || time.seconds === 0 ? undefined : time;
}

/** Makes flows of events. */
export class EventReader {
  readonly #rows: EventRows;
  readonly #tally: Tally;

  constructor(sink: RowSink, tally: Tally) {
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
  }

  read(json: Json, record: number): Outcome {
    const content = contentOf(json);
    if (!isOwn(json)) return { skip: OTHER };
    const data = objectIn(content, 'data') ?? {};
    const status = textIn(data, 'status');
    if (status === 'NODATA') return { skip: NO_DATA };
    if (status === 'SKIPDATA') {
      this.#tally.note(LOST_NOTE);
      return { skip: LOST_REASON };
    }
    const start = timeIn(data, 'startTime') ?? isoTime(textIn(content, 'time'));
    if (start === undefined) return worded('noTimeIn', { field: 'startTime' });
    const end = timeIn(data, 'endTime');
    if (end !== undefined && isBefore(end, start)) return END_FIRST;
    const action = textIn(data, 'action');
    if (action !== undefined && action !== 'ACCEPT' && action !== 'REJECT')
      return worded('cannotBe', { field: 'action', value: action.slice(0, 40) });
    const protocol = numberIn(data, 'protocol');
    const ports = hasPorts(protocol)
      ? { srcPort: numberIn(data, 'sourcePort'), dstPort: numberIn(data, 'destinationPort') }
      : {};
    const written = this.#rows.flow(
      {
        start,
        end,
        src: textIn(data, 'sourceAddress'),
        dst: textIn(data, 'destinationAddress'),
        ...ports,
        protocol,
        packets: numberIn(data, 'packets'),
        bytes: numberIn(data, 'bytesOut'),
        action,
        place: placeOf(json, content),
      },
      record,
    );
    return written ? undefined : ENDS;
  }
}
