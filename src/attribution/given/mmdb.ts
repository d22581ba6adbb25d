import { Reader } from 'mmdb-lib';
import type { Response } from 'mmdb-lib';
import { UserError } from '../../base/errors.ts';
import { secondsOf } from '../../clouds/published.ts';
import { addressOfNumber } from '../../net/prefix.ts';
import type { GivenList } from './given.ts';
import { givenReason } from './reason.ts';
import { RouteRows } from './routes.ts';

/** Comes before the metadata, in the last 128 KiB of a file ("MaxMind DB File Format Specification", version 2.0). */
const MARKER = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');

const V4_FIRST = 0xffff_0000_0000n;
const V4_END = 0x1_0000_0000_0000n;
/** 2000::/3, IPv6's public space. */
const V6_FIRST = 1n << 125n;
const V6_END = 1n << 126n;

/** `autonomous_system_number: 24940` (GeoLite2 ASN and those like it), or `asn: 'AS24940'` (IPinfo). */
function asnOf(record: unknown): number | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const fields = Object.entries(record);
  for (const [name, value] of fields) {
    if (name === 'autonomous_system_number' && typeof value === 'number') return value;
    if (name === 'asn' && typeof value === 'string' && /^AS\d{1,10}$/.test(value))
      return Number(value.slice(2));
  }
  return undefined;
}

function open(bytes: Uint8Array): Reader<Response> {
  try {
    return new Reader<Response>(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (cause) {
    const reason = givenReason('givenMmdbUnread');
    throw new UserError('the MaxMind database cannot be read; is the file complete?', { cause, reason });
  }
}

/**
 * Every network of the database between two numbers, by its longest prefix: the reader says how long the prefix of an
 * address is, so the next network begins behind it.
 */
function walk(reader: Reader<Response>, first: bigint, end: bigint, rows: RouteRows): number {
  const width = first === V4_FIRST ? 32 : 128;
  let networks = 0;
  for (let at = first; at < end; networks++) {
    // A tree of n nodes has n + 1 ends; more are found in one that bites its own tail.
    if (networks > reader.metadata.nodeCount + 1) throw new Error('more networks than nodes');
    const { text } = addressOfNumber(at);
    const [record, length] = reader.getWithPrefixLength(text);
    // A network that a tree of one family alone has, or that begins before this address, is not walked twice.
    const bits = Math.min(Math.max(width === 32 && length > 32 ? length - 96 : length, 0), width);
    const size = 1n << BigInt(width - bits);
    const asn = asnOf(record);
    if (asn !== undefined) rows.take(`${text}/${bits}`, `${text}/${bits}`, [asn]);
    at = (at / size + 1n) * size;
  }
  return networks;
}

export const MMDB: GivenList = {
  title: 'a MaxMind database (.mmdb) with autonomous systems',
  recognise: (bytes) => Buffer.from(bytes.subarray(-131_072)).includes(MARKER),
  parse(bytes) {
    const reader = open(bytes);
    const rows = new RouteRows();
    let networks = 0;
    let published = '';
    try {
      const { nodeCount, recordSize } = reader.metadata;
      // Two records a node, in bits. With a number that is made up the walk would be without end.
      if (nodeCount * recordSize * 2 > bytes.length * 8) throw new Error('more nodes than bytes');
      published = secondsOf(reader.metadata.buildEpoch.getTime());
      networks += walk(reader, V4_FIRST, V4_END, rows);
      if (reader.metadata.ipVersion === 6) networks += walk(reader, V6_FIRST, V6_END, rows);
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      const reason = givenReason('givenMmdbDamaged');
      throw new UserError('the MaxMind database is damaged', { cause, reason });
    }
    if (rows.passed + rows.lines.ranges.read === 0) {
      const type = reader.metadata.databaseType;
      throw new UserError(
        `none of the ${networks} networks names an autonomous system (the database is ${type})`,
        {
          hint: 'Give a database of autonomous systems, such as GeoLite2-ASN.mmdb.',
          reason: givenReason('givenMmdbNoAsn', { networks, type }),
        },
      );
    }
    return {
      published,
      ...rows.ranges,
      passed: rows.passed,
    };
  },
};
