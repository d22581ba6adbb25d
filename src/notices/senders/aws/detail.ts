import { protocolNumber } from '../../../net/protocols.ts';
import type { ClaimedFlow } from '../../../model/claim.ts';
import { readTime } from '../../time.ts';
import type { Field, FieldName } from './fields.ts';
import type { Moment } from '../sender.ts';
import { account, addressAt, distinct, INSTANCE, INTERFACE, port } from '../../values.ts';

/** What the labelled values of a notice state. */
export interface Details {
  accounts: string[];
  instances: string[];
  interfaces: string[];
  addresses: string[];
  flows: ClaimedFlow[];
  /** Of the oldest layout: targets and their ports, without times. */
  destinations: string[];
  destinationPorts: number[];
  moments: Moment[];
  activity?: string;
  reference?: string;
  /** Fields whose value is nothing but a mask. */
  masked: { field: string; text: string }[];
  /** Fields whose value was not understood. */
  unread: string[];
}

/** A block of the DoS detail in the making. */
interface Block {
  flow: ClaimedFlow;
  has: Set<FieldName>;
}

const COUNT = /^\s*(\d{1,3}(?:,\d{3})+|\d+)(?![\w.,]*\w)/;
const LEFTOVER = /^[\s.,;|*)(\]-]*(?:\(?(?:UTC|GMT)\)?)?[\s.,;|*)(\]-]*$/;

/** How much of the value was read; undefined: not understood. */
type Reader = (value: string, details: Details, block: () => ClaimedFlow) => number | undefined;

function readCount(key: 'bytes_sent' | 'packets_sent' | 'bytes_received' | 'packets_received'): Reader {
  return (value, _details, block) => {
    const match = COUNT.exec(value);
    const count = Number(match?.[1]?.replaceAll(',', ''));
    if (match === null || !Number.isSafeInteger(count)) return undefined;
    block()[key] = count;
    return match[0].length;
  };
}

function readMoment(key: 'from' | 'to'): Reader {
  return (value, details, block) => {
    const time = readTime(value);
    if (time === undefined) return undefined;
    block()[key] = time.instant;
    details.moments.push(time);
    return time.length;
  };
}

/** Ports, or a word that stands for many, which states none. */
function readPorts(key: 'remote_ports' | 'local_ports'): Reader {
  return (value, _details, block) => {
    const list = /^\s*(\d{1,5}(?:\s{0,5},\s{0,5}\d{1,5}){0,200})(?![\w-])/.exec(value);
    if (list === null) return /^\s*(?:\*|any|all|various|multiple|n\/a)(?!\w)/i.exec(value)?.[0].length;
    const ports = (list[1]?.match(/\d+/g) ?? []).map(port);
    if (ports.includes(undefined)) return undefined;
    block()[key] = distinct(ports.filter((number) => number !== undefined));
    return list[0].length;
  };
}

/** Identifiers of one kind, separated by blanks, commas or `and`; an address in brackets may follow each. */
function readIdentifiers(pattern: RegExp, key: 'instances' | 'interfaces'): Reader {
  const one = new RegExp(String.raw`^[\s,;*-]*(?:and\s+)?(${pattern.source})`, 'i');
  return (value, details) => {
    let at = 0;
    for (let match = one.exec(value); match !== null; match = one.exec(value.slice(at))) {
      details[key].push(match[1] ?? '');
      at += match[0].length;
      const bracket = /^\s*[[(]\s*/.exec(value.slice(at));
      const address = bracket === null ? undefined : addressAt(value.slice(at + bracket[0].length));
      if (bracket !== null && address !== undefined) {
        details.addresses.push(address.address);
        at +=
          bracket[0].length +
          address.length +
          (/^\s*[\])]/.exec(value.slice(at + bracket[0].length + address.length))?.[0].length ?? 0);
      }
    }
    // `Instances:` is above a table, whose rows are read with the actions.
    return at === 0 ? /^\s*instance id\b[^\n]*/i.exec(value)?.[0].length : at;
  };
}

function readAddressesInto(value: string, addresses: string[]): number | undefined {
  let at = 0;
  for (;;) {
    const gap = /^[\s,;[\](]*/.exec(value.slice(at))?.[0].length ?? 0;
    const found = addressAt(value.slice(at + gap));
    if (found === undefined) return at === 0 ? undefined : at;
    addresses.push(found.address);
    at += gap + found.length;
  }
}

const READERS: Readonly<Record<FieldName, Reader>> = {
  account: (value, details) => {
    const match = /^\s*([0-9xX*][0-9xX*-]{2,13}[0-9xX*])(?![\w*])/.exec(value);
    const found = account(match?.[1] ?? '');
    if (match === null || found === undefined) return undefined;
    details.accounts.push(found);
    return match[0].length;
  },
  // People's names and addresses are not part of the claim.
  contact: (value) => value.length,
  // Region names and bracketed addresses are looked for in the whole part.
  region: (value) =>
    /^(?:[\s,;*]*[a-z]{2}(?:-[a-z]{1,9}){1,3}-\d)+(?:\s{0,20}\[[^\]\n]{0,60}\])?/i.exec(value)?.[0].length,
  instance: readIdentifiers(INSTANCE, 'instances'),
  interface: readIdentifiers(INTERFACE, 'interfaces'),
  address: (value, details) => readAddressesInto(value, details.addresses),
  destinations: (value, details) => readAddressesInto(value, details.destinations),
  destination_ports: (value, details) => {
    const block: ClaimedFlow = {};
    const read = readPorts('remote_ports')(value, details, () => block);
    details.destinationPorts.push(...(block.remote_ports ?? []));
    return read;
  },
  begin: readMoment('from'),
  end: readMoment('to'),
  protocol: (value, _details, block) => {
    const match = /^\s*([A-Za-z0-9-]{1,20})/.exec(value);
    const number = protocolNumber(match?.[1] ?? '');
    if (match === null || number === undefined) return undefined;
    block().protocol = number;
    return match[0].length;
  },
  remote: (value, _details, block) => {
    const gap = /^\s*/.exec(value)?.[0].length ?? 0;
    const found = addressAt(value.slice(gap));
    if (found === undefined) return undefined;
    block().remote = found.address;
    return gap + found.length;
  },
  remote_ports: readPorts('remote_ports'),
  local_ports: readPorts('local_ports'),
  bytes_sent: readCount('bytes_sent'),
  packets_sent: readCount('packets_sent'),
  bytes_received: readCount('bytes_received'),
  packets_received: readCount('packets_received'),
  activity: (value, details) => {
    const words = /^\s*([^\n]{1,200})/.exec(value);
    if (words === null) return undefined;
    details.activity ??= (words[1] ?? '').trim();
    return words[0].length;
  },
  abuse_time: (value, details) => {
    const from = readTime(value);
    if (from === undefined) return undefined;
    details.moments.push(from);
    const gap = /^\s{0,5}(?:-|\u2013|~|to|until)\s{1,5}/i.exec(value.slice(from.length))?.[0].length ?? 0;
    const to = gap === 0 ? undefined : readTime(value.slice(from.length + gap));
    if (to === undefined) return from.length;
    details.moments.push(to);
    return from.length + gap + to.length;
  },
  required: (value) => value.length,
  reference: (value, details) => {
    const match = /^\s*([\w-]{4,40})/.exec(value);
    details.reference ??= match?.[1] ?? '';
    return match?.[0].length;
  },
};

/** Fields that belong to a detail block; one that comes a second time begins the next block. */
const BLOCK_FIELDS: ReadonlySet<FieldName> = new Set([
  'begin',
  'end',
  'protocol',
  'remote',
  'remote_ports',
  'local_ports',
  'bytes_sent',
  'packets_sent',
  'bytes_received',
  'packets_received',
]);

/** What people put in the place of a value that they pass on without it: nothing of it is left. */
const MASKED =
  /^\s{0,20}(\.{3,}|\u2026|\*{2,}|[xX]{3,}(?:[.-][xX]{1,4}){0,3}|\[?<?(?:redacted|masked|removed|hidden)>?\]?)[ \t]{0,20}(?:\n|$)/i;

/** A notice lists some dozens of blocks; more are not kept. */
const MAX_BLOCKS = 10_000;

function blockFor(blocks: Block[], name: FieldName): ClaimedFlow {
  let block = blocks.at(-1);
  if (block === undefined || (block.has.has(name) && blocks.length < MAX_BLOCKS)) {
    block = { flow: {}, has: new Set() };
    blocks.push(block);
  }
  block.has.add(name);
  return block.flow;
}

/** Reads the labelled values; a value that is empty states nothing. */
export function readDetails(fields: readonly Field[]): Details {
  const details: Details = {
    accounts: [],
    instances: [],
    interfaces: [],
    addresses: [],
    flows: [],
    destinations: [],
    destinationPorts: [],
    moments: [],
    masked: [],
    unread: [],
  };
  const blocks: Block[] = [];
  for (const field of fields) {
    if (field.value.trim() === '') continue;
    const mask = MASKED.exec(field.value)?.[1];
    if (mask !== undefined && field.name !== 'contact') {
      if (BLOCK_FIELDS.has(field.name)) blockFor(blocks, field.name);
      if (!details.masked.some(({ field: known, text }) => known === field.label && text === mask))
        details.masked.push({ field: field.label, text: mask });
      continue;
    }
    const read = READERS[field.name](field.value, details, () => blockFor(blocks, field.name));
    if (read === undefined && BLOCK_FIELDS.has(field.name)) blockFor(blocks, field.name);
    const rest = field.value.slice(read ?? 0).split('\n', 1)[0] ?? '';
    // Behind the line that holds the value, prose may follow up to the next label.
    if (read === undefined || (rest.trim() !== '' && !LEFTOVER.test(rest))) {
      const line = field.value.trim().split('\n', 1)[0] ?? '';
      details.unread.push(`${field.label}: ${line.trim().slice(0, 200)}`);
    }
  }
  const ports = details.destinationPorts;
  const towards = details.destinations.map((remote): ClaimedFlow => ({
    remote,
    ...(ports.length === 0 ? {} : { remote_ports: distinct(ports) }),
  }));
  details.flows = [...blocks.map((block) => block.flow), ...towards].filter(
    (flow) => Object.keys(flow).length > 0,
  );
  return details;
}
