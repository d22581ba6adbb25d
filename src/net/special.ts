import { v4OfKey } from './address.ts';
import type { Address } from './address.ts';
import { numberOf, parsePrefix } from './prefix.ts';
import { SPECIAL_ROWS } from './special-words.ts';

/** A block that is not ordinary public address space. */
export interface Special {
  prefix: string;
  /** Completes "this is a …", in English: `private address (RFC 1918)`. */
  note: string;
  /** The same as a message, for the reader's language. */
  message: { key: keyof typeof SPECIAL_ROWS; params: { rfc: string } };
  kind:
    | 'private'
    | 'shared'
    | 'loopback'
    | 'link-local'
    | 'documentation'
    | 'multicast'
    | 'reserved'
    | 'translation';
  /** True when packets to it may still cross the internet (translation prefixes). */
  global: boolean;
}

type Line = readonly [
  prefix: string,
  kind: Special['kind'],
  key: keyof typeof SPECIAL_ROWS,
  rfc: number,
  global?: true,
];

/**
 * IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), and multicast space.
 * The longest prefix wins.
 */
const REGISTRY: readonly Line[] = [
  ['0.0.0.0/8', 'reserved', 'specialThisNetwork', 791],
  ['0.0.0.0/32', 'reserved', 'specialUnspecified', 1122],
  ['10.0.0.0/8', 'private', 'specialPrivate', 1918],
  ['100.64.0.0/10', 'shared', 'specialShared', 6598],
  ['127.0.0.0/8', 'loopback', 'specialLoopback', 1122],
  ['169.254.0.0/16', 'link-local', 'specialLinkLocal', 3927],
  ['169.254.169.123/32', 'link-local', 'specialAmazonTime', 3927],
  ['169.254.169.253/32', 'link-local', 'specialAmazonDns', 3927],
  ['169.254.169.254/32', 'link-local', 'specialMetadata', 3927],
  ['172.16.0.0/12', 'private', 'specialPrivate', 1918],
  ['192.0.0.0/24', 'reserved', 'specialProtocol', 6890],
  ['192.0.0.9/32', 'reserved', 'specialPortControl', 7723, true],
  ['192.0.0.10/32', 'reserved', 'specialTurn', 8155, true],
  ['192.0.2.0/24', 'documentation', 'specialTestNet1', 5737],
  ['192.168.0.0/16', 'private', 'specialPrivate', 1918],
  ['192.31.196.0/24', 'reserved', 'specialAs112', 7535, true],
  ['192.52.193.0/24', 'reserved', 'specialMulticastTunnel', 7450, true],
  ['192.88.99.0/24', 'reserved', 'specialFormerRelay', 7526],
  ['192.175.48.0/24', 'reserved', 'specialAs112', 7534, true],
  ['198.18.0.0/15', 'reserved', 'specialBenchmark', 2544],
  ['198.51.100.0/24', 'documentation', 'specialTestNet2', 5737],
  ['203.0.113.0/24', 'documentation', 'specialTestNet3', 5737],
  ['224.0.0.0/4', 'multicast', 'specialMulticast', 5771],
  ['240.0.0.0/4', 'reserved', 'specialReserved', 1112],
  ['255.255.255.255/32', 'reserved', 'specialBroadcast', 919],
  ['::/128', 'reserved', 'specialUnspecified', 4291],
  ['::1/128', 'loopback', 'specialLoopback', 4291],
  ['64:ff9b::/96', 'translation', 'specialNat64', 6052, true],
  ['64:ff9b:1::/48', 'translation', 'specialTranslation', 8215],
  ['100::/64', 'reserved', 'specialDiscard', 6666],
  ['2001::/23', 'reserved', 'specialProtocol', 2928],
  ['2001::/32', 'translation', 'specialTeredo', 4380, true],
  ['2001:1::1/128', 'reserved', 'specialPortControl', 7723, true],
  ['2001:1::2/128', 'reserved', 'specialTurn', 8155, true],
  ['2001:3::/32', 'reserved', 'specialMulticastTunnel', 7450, true],
  ['2001:4:112::/48', 'reserved', 'specialAs112', 7535, true],
  ['2001:20::/28', 'reserved', 'specialOrchid', 7343, true],
  ['2001:db8::/32', 'documentation', 'specialDocumentation', 3849],
  ['2002::/16', 'translation', 'special6to4', 3056, true],
  ['2620:4f:8000::/48', 'reserved', 'specialAs112', 7534, true],
  ['3fff::/20', 'documentation', 'specialDocumentation', 9637],
  ['5f00::/16', 'reserved', 'specialSegmentRouting', 9602],
  ['fc00::/7', 'private', 'specialUniqueLocal', 4193],
  ['fd00:ec2::254/128', 'private', 'specialMetadata6', 4193],
  ['fe80::/10', 'link-local', 'specialLinkLocal', 4291],
  ['ff00::/8', 'multicast', 'specialMulticast', 4291],
];

/** What is said, in English, of a text that is no address. */
export const NO_ADDRESS = SPECIAL_ROWS.specialNoAddress.en;

interface Block {
  /** In the numbers of the family: unsigned 32-bit, or 128-bit. */
  first: number | bigint;
  last: number | bigint;
  special: Special;
}

/** The family's blocks, longest prefix first. */
function blocksOf(family: 4 | 6): Block[] {
  const prefixes = REGISTRY.map((line) => ({ line, prefix: parsePrefix(line[0]) }));
  return prefixes
    .flatMap(({ line: [text, kind, key, number, global], prefix }) => {
      if (prefix?.family !== family) return [];
      const rfc = `RFC ${number}`;
      const note = SPECIAL_ROWS[key].en.replace('{rfc}', rfc);
      const message = { key, params: { rfc } };
      return [{ prefix, special: { prefix: text, note, message, kind, global: global === true } }];
    })
    .sort((a, b) => b.prefix.length - a.prefix.length)
    .map(({ prefix: { first, last }, special }) =>
      family === 6
        ? { first, last, special }
        : { first: Number(first & 0xffff_ffffn), last: Number(last & 0xffff_ffffn), special },
    );
}

const BLOCKS = { 4: blocksOf(4), 6: blocksOf(6) } as const;

/**
 * The special blocks of IPv4, with unsigned 32-bit numbers; of two nested ones the longer prefix comes first, and is the one
 * that counts.
 */
export function specialBlocksV4(): { first: number; last: number; note: string }[] {
  return BLOCKS[4].map(({ first, last, special: { note } }) => ({
    first: Number(first),
    last: Number(last),
    note,
  }));
}

/** What the registries say of the address; undefined for ordinary public space. */
export function specialOf(address: Address): Special | undefined {
  const { family, key } = address;
  const value = family === 4 ? v4OfKey(key) : numberOf(address);
  return BLOCKS[family].find(({ first, last }) => first <= value && value <= last)?.special;
}

/** True for an address that packets from the internet can reach. */
export function isPublic(address: Address): boolean {
  const special = specialOf(address);
  return special === undefined || special.global;
}
