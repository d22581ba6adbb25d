import { gunzip, isGzip } from '../gunzip.ts';
import { bzip2, isBzip2 } from './bzip2.ts';
import { lz4, LZ4_MARK } from './lz4.ts';
import { markOf, unpackedBy } from './packing.ts';
import type { Packing } from './packing.ts';
import { isXz, xz } from './xz.ts';
import { zstd } from './zstd.ts';
import { ZSTD_MARK } from './zstd-frames.ts';

export type { Packing } from './packing.ts';

/** How files are packed by themselves. */
export const PACKINGS: readonly Packing[] = [
  { name: 'gzip', endings: ['.gz'], begins: isGzip, unpack: gunzip },
  {
    name: 'zstd',
    endings: ['.zst', '.zstd'],
    begins: (head) => markOf(head) === ZSTD_MARK,
    unpack: unpackedBy('zstd', zstd),
  },
  { name: 'xz', endings: ['.xz'], begins: isXz, unpack: unpackedBy('xz', xz) },
  { name: 'bzip2', endings: ['.bz2', '.bz'], begins: isBzip2, unpack: unpackedBy('bzip2', bzip2) },
  {
    name: 'lz4',
    endings: ['.lz4'],
    begins: (head) => markOf(head) === LZ4_MARK,
    unpack: unpackedBy('lz4', lz4),
  },
];

/** How a file is packed that begins so. Undefined: it is not. */
export function packingOf(head: Uint8Array): Packing | undefined {
  return PACKINGS.find(({ begins }) => begins(head));
}
