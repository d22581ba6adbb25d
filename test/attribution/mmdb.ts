import { numberOf, parsePrefix } from '../../src/net/prefix.ts';
import { parseAddress } from '../../src/net/address.ts';

/*
 * Writes a small database in MaxMind's format ("MaxMind DB File Format Specification", version 2.0): a tree of both
 * families with records of 24 bits, IPv4 below ::/96.
 */

function text(value: string): Buffer {
  const size = value.length < 29 ? [0x40 | value.length] : [0x5d, value.length - 29];
  return Buffer.concat([Buffer.from(size), Buffer.from(value)]);
}

/** Unsigned 16 (5), 32 (6) and 64 bits (9, an extended type). */
function unsigned(type: 5 | 6 | 9, value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  const control = type === 9 ? [bytes.length, 2] : [(type << 5) | bytes.length];
  return Buffer.from([...control, ...bytes]);
}

function map(entries: readonly (readonly [string, Buffer])[]): Buffer {
  const parts = entries.flatMap(([key, value]) => [text(key), value]);
  return Buffer.concat([Buffer.from([0xe0 | entries.length]), ...parts]);
}

type Node = [Node | number | undefined, Node | number | undefined];

function insert(root: Node, bits: string, value: number): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) {
    const side = bit === '1' ? 1 : 0;
    const next = node[side];
    if (Array.isArray(next)) node = next;
    else {
      const made: Node = [undefined, undefined];
      node[side] = made;
      node = made;
    }
  }
  node[bits.endsWith('1') ? 1 : 0] = value;
}

function bitsOf(prefix: string): string {
  const parsed = parsePrefix(prefix);
  const address = parseAddress(prefix.split('/')[0] ?? '');
  if (parsed === undefined || address === undefined) throw new Error(prefix);
  const number = parsed.family === 4 ? numberOf(address) & 0xffff_ffffn : numberOf(address);
  const length = parsed.family === 4 ? parsed.length + 96 : parsed.length;
  return number.toString(2).padStart(128, '0').slice(0, length);
}

/**
 * A database of autonomous systems, built on 2026-11-01.
 * @param lies what its metadata say instead
 */
export function mmdb(
  networks: readonly (readonly [prefix: string, asn: number])[],
  lies: { nodes?: number; built?: number } = {},
): Buffer {
  const root: Node = [undefined, undefined];
  const records: Buffer[] = [];
  let size = 0;
  for (const [prefix, asn] of networks) {
    const record = map([
      ['autonomous_system_number', unsigned(6, asn)],
      ['autonomous_system_organization', text('An organization')],
    ]);
    insert(root, bitsOf(prefix), size);
    records.push(record);
    size += record.length;
  }
  const nodes: Node[] = [];
  const index = new Map<Node, number>();
  const number = (node: Node): void => {
    index.set(node, nodes.push(node) - 1);
    for (const child of node) if (Array.isArray(child)) number(child);
  };
  number(root);
  const tree = Buffer.alloc(nodes.length * 6);
  for (const [at, node] of nodes.entries()) {
    for (const [side, child] of node.entries()) {
      const value =
        child === undefined
          ? nodes.length
          : Array.isArray(child)
            ? (index.get(child) ?? 0)
            : nodes.length + 16 + child;
      tree.writeUIntBE(value, at * 6 + side * 3, 3);
    }
  }
  const metadata = map([
    ['binary_format_major_version', unsigned(5, 2)],
    ['binary_format_minor_version', unsigned(5, 0)],
    ['build_epoch', unsigned(9, lies.built ?? Date.parse('2026-11-01T00:00:00Z') / 1000)],
    ['database_type', text('GeoLite2-ASN')],
    ['description', map([['en', text('made')]])],
    ['ip_version', unsigned(5, 6)],
    ['languages', Buffer.from([0x00, 0x04])],
    ['node_count', unsigned(6, lies.nodes ?? nodes.length)],
    ['record_size', unsigned(5, 24)],
  ]);
  return Buffer.concat([
    tree,
    Buffer.alloc(16),
    ...records,
    Buffer.from('abcdef4d61784d696e642e636f6d', 'hex'),
    metadata,
  ]);
}
