import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { PcapRecords, pcapKind } from './pcap-records.ts';
import type { Head, PacketFormat, Recognition } from '../format.ts';

const HEADER_BYTES = 24;

function recognise(head: Head): Recognition | undefined {
  const kind = pcapKind(head.bytes);
  if (kind === undefined || head.bytes.length < HEADER_BYTES) return undefined;
  const { buffer, byteOffset } = head.bytes;
  const view = new DataView(buffer, byteOffset, HEADER_BYTES);
  // Version 2 in either order of bytes; it has been 2.4 since 1998.
  if (view.getUint16(4) !== 2 && view.getUint16(4, true) !== 2) return undefined;
  return kind === 'pcap'
    ? { confidence: 1, because: worded('pcapMagic') }
    : { confidence: 1, because: worded('pcapModified') };
}

/** Packet captures in libpcap's own format: tcpdump, most sensors. Both byte orders, micro- and nanoseconds. */
export const PCAP: PacketFormat = {
  name: 'pcap',
  title: 'Packet capture (pcap)',
  sample: '',
  kind: 'packets',
  table: 'flows',
  zone: ZONE.format,
  recognise,
  records: () => new PcapRecords(),
};
