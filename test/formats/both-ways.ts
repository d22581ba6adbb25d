import type { PlainRow } from './memory-sink.ts';

/** The rows of the SSH connection that the samples of several sensors tell of. @param common what both rows have */
export function bothWays(common: PlainRow): PlainRow[] {
  return [
    {
      ...common,
      src: '203.0.113.9',
      src_port: 40001,
      dst: '192.0.2.10',
      dst_port: 22,
      packets: 20,
      bytes: 2400,
      initiator: 'src',
    },
    {
      ...common,
      src: '192.0.2.10',
      src_port: 22,
      dst: '203.0.113.9',
      dst_port: 40001,
      packets: 18,
      bytes: 3600,
      initiator: 'dst',
    },
  ];
}
