import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import { EventRows, hasPorts } from '../rows/event-rows.ts';
import type { FlowPlace, FlowRow } from '../rows/event-rows.ts';
import { numberIn, objectIn, textIn } from '../text/json-fields.ts';
import { isObject } from '../text/json-values.ts';
import type { Outcome } from '../text/line-records.ts';
import { isoTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';

type Json = Record<string, unknown>;

const SAMPLED_NOTE = worded('googleSampled');
const UNNAMED_NOTE = worded('googleUnnamed');
const OTHER = worded('googleOther');
const NO_CONNECTION = worded('googleNoConnection');

/** `2026-03-02T10:00:01.123456789Z`; BigQuery writes `2026-03-02 10:00:01.123456 UTC`. */
function timeIn(object: Json, key: string): Instant | undefined {
  return isoTime(textIn(object, key)?.replace(/ UTC$/, 'Z'));
}

/** A message of Pub/Sub has the entry in base64, as pushed and as pulled. Undefined: it holds none. */
function fromMessage(message: Json): Json | undefined {
  const data = textIn(message, 'data');
  if (data === undefined) return undefined;
  try {
    const entry: unknown = JSON.parse(Buffer.from(data, 'base64').toString());
    return isObject(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** What an entry is about; undefined: none of these. */
export function kindOf(payload: Json): 'flow' | 'nat' | 'firewall' | undefined {
  if (objectIn(payload, 'connection') === undefined) return undefined;
  if (textIn(payload, 'allocation_status') !== undefined) return 'nat';
  if (/^(?:ALLOWED|DENIED)$/.test(textIn(payload, 'disposition') ?? '')) return 'firewall';
  return textIn(payload, 'reporter') === undefined ? undefined : 'flow';
}

/** The entry itself, out of what Pub/Sub puts around it. Undefined: a message without one. */
export function entryOf(json: Json): Json | undefined {
  const message = objectIn(json, 'message');
  if (message === undefined || Object.hasOwn(json, 'jsonPayload')) return json;
  return fromMessage(message);
}

type Ends = Pick<FlowRow, 'src' | 'dst' | 'srcPort' | 'dstPort' | 'protocol'>;

function endsOf(connection: Json): Ends {
  const protocol = numberIn(connection, 'protocol');
  const ports = hasPorts(protocol)
    ? { srcPort: numberIn(connection, 'src_port'), dstPort: numberIn(connection, 'dest_port') }
    : {};
  return { src: textIn(connection, 'src_ip'), dst: textIn(connection, 'dest_ip'), ...ports, protocol };
}

/** A machine's name is its own within its zone. */
function machineOf(instance: Json): Pick<FlowPlace, 'interface' | 'instance'> {
  const name = textIn(instance, 'vm_name');
  if (name === undefined) return {};
  const zone = textIn(instance, 'zone');
  return { interface: zone === undefined ? name : `${zone}/${name}`, instance: name };
}

/** Who reported the flow: a machine or a gateway at one of its ends. */
function reporterOf(payload: Json, side: 'src' | 'dest'): FlowPlace {
  const instance = objectIn(payload, `${side}_instance`) ?? {};
  const network = objectIn(payload, `${side}_vpc`) ?? {};
  const gateway = objectIn(payload, `${side}_gateway`) ?? {};
  const machine = machineOf(instance);
  return {
    interface: machine.interface ?? textIn(gateway, 'name'),
    instance: machine.instance,
    account: textIn(instance, 'project_id') ?? textIn(network, 'project_id') ?? textIn(gateway, 'project_id'),
    vpc: textIn(network, 'vpc_name'),
    subnet: textIn(network, 'subnetwork_name'),
    region: textIn(instance, 'region') ?? textIn(network, 'subnetwork_region') ?? textIn(gateway, 'location'),
    interfaceType: machine.interface === undefined ? textIn(gateway, 'type')?.toLowerCase() : undefined,
  };
}

/** Makes flows of log entries. */
export class EntryReader {
  readonly #rows: EventRows;
  readonly #tally: Tally;

  constructor(sink: RowSink, tally: Tally) {
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
  }

  read(json: Json, record: number): Outcome {
    const entry = entryOf(json);
    if (entry === undefined) return { skip: worded('googleMessage') };
    const payload = objectIn(entry, 'jsonPayload') ?? {};
    const connection = objectIn(payload, 'connection');
    const kind = kindOf(payload);
    if (kind === undefined || connection === undefined) return { skip: OTHER };
    const ends = endsOf(connection);
    if (ends.src === undefined || ends.dst === undefined) return NO_CONNECTION;
    if (kind === 'firewall') return this.#judged(entry, payload, ends, record);
    return kind === 'flow'
      ? this.#flow(entry, payload, ends, record)
      : this.#translation(entry, payload, connection, ends, record);
  }

  #flow(entry: Json, payload: Json, ends: Ends, record: number): Outcome {
    const start = timeIn(payload, 'start_time') ?? timeIn(entry, 'timestamp');
    if (start === undefined) return worded('noTimeIn', { field: 'start_time' });
    const reporter = textIn(payload, 'reporter') ?? '';
    const side = reporter.startsWith('SRC') ? 'src' : 'dest';
    const place = reporterOf(payload, side);
    const row: FlowRow = {
      start,
      end: timeIn(payload, 'end_time'),
      ...ends,
      packets: numberIn(payload, 'packets_sent'),
      bytes: numberIn(payload, 'bytes_sent'),
      action: 'ACCEPT',
      direction: side === 'src' ? 'egress' : 'ingress',
      place,
    };
    this.#tally.note(SAMPLED_NOTE);
    if (place.interface === undefined) this.#tally.note(UNNAMED_NOTE);
    return this.#rows.flow(row, record) ? undefined : NO_CONNECTION;
  }

  /** A connection that a firewall rule let through, or one that it did not, at the machine whose rule it is. */
  #judged(entry: Json, payload: Json, ends: Ends, record: number): Outcome {
    const start = timeIn(entry, 'timestamp');
    if (start === undefined) return worded('noTimeIn', { field: 'timestamp' });
    const instance = objectIn(payload, 'instance') ?? {};
    const network = objectIn(payload, 'vpc') ?? {};
    const rule = objectIn(payload, 'rule_details') ?? {};
    const passed = textIn(payload, 'disposition') === 'ALLOWED';
    const row: FlowRow = {
      start,
      ...ends,
      initiator: 'src',
      action: passed ? 'ACCEPT' : 'REJECT',
      ...(passed ? {} : { rejectReason: textIn(rule, 'reference') }),
      direction: textIn(rule, 'direction') === 'EGRESS' ? 'egress' : 'ingress',
      place: {
        ...machineOf(instance),
        account: textIn(instance, 'project_id') ?? textIn(network, 'project_id'),
        vpc: textIn(network, 'vpc_name'),
        subnet: textIn(network, 'subnetwork_name'),
        region: textIn(instance, 'region'),
      },
    };
    return this.#rows.flow(row, record) ? undefined : NO_CONNECTION;
  }

  /**
   * A connection that Cloud NAT translated: what the gateway took from the machine, and what it sent on from its public address. One
   * that it had no port for got no further.
   */
  #translation(entry: Json, payload: Json, connection: Json, ends: Ends, record: number): Outcome {
    const start = timeIn(entry, 'timestamp');
    if (start === undefined) return worded('noTimeIn', { field: 'timestamp' });
    const gateway = objectIn(payload, 'gateway_identifiers') ?? {};
    const endpoint = objectIn(payload, 'endpoint') ?? {};
    const network = objectIn(payload, 'vpc') ?? {};
    const place: FlowPlace = {
      resource: textIn(gateway, 'gateway_name'),
      interfaceType: 'regional_nat_gateway',
      account: textIn(endpoint, 'project_id') ?? textIn(network, 'project_id'),
      vpc: textIn(network, 'vpc_name'),
      region: textIn(gateway, 'region') ?? textIn(endpoint, 'region'),
    };
    const passed = textIn(payload, 'allocation_status') === 'OK';
    const inward: FlowRow = {
      start,
      ...ends,
      initiator: 'src',
      action: passed ? 'ACCEPT' : 'REJECT',
      ...(passed ? {} : { rejectReason: textIn(payload, 'allocation_status') }),
      place: { ...place, instance: textIn(endpoint, 'vm_name'), subnet: textIn(network, 'subnetwork_name') },
    };
    if (!this.#rows.flow(inward, record)) return NO_CONNECTION;
    const address = textIn(connection, 'nat_ip');
    if (!passed || address === undefined) return undefined;
    const port = hasPorts(ends.protocol) ? { srcPort: numberIn(connection, 'nat_port') } : {};
    const outward: FlowRow = {
      start,
      ...ends,
      src: address,
      ...port,
      initiator: 'src',
      action: 'ACCEPT',
      direction: 'egress',
      place,
    };
    // The machine's side has its row already; where `nat_ip` is no address, the gateway's side has none.
    this.#rows.flow(outward, record);
    return undefined;
  }
}
