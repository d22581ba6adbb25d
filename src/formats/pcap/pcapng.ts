import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { PcapngRecords } from './pcapng-records.ts';
import type { Head, PacketFormat, Recognition } from '../format.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MIN_SECTION_BYTES = 28;

function recognise(head: Head): Recognition | undefined {
  if (head.bytes.length < MIN_SECTION_BYTES) return undefined;
  const view = new DataView(head.bytes.buffer, head.bytes.byteOffset, MIN_SECTION_BYTES);
  const ordered = view.getUint32(8) === BYTE_ORDER_MAGIC || view.getUint32(8, true) === BYTE_ORDER_MAGIC;
  return view.getUint32(0) === SECTION_HEADER && ordered
    ? { confidence: 1, because: worded('pcapngMagic') }
    : undefined;
}

/** Packet captures in Wireshark's and dumpcap's format: sections of either byte order, any clock. */
export const PCAPNG: PacketFormat = {
  name: 'pcapng',
  title: 'Packet capture (pcapng)',
  sample: '',
  kind: 'packets',
  table: 'flows',
  zone: ZONE.format,
  recognise,
  records: () => new PcapngRecords(),
};
