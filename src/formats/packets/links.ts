import { worded } from './worded.ts';
/** Link types whose packets are read. Numbers: https://www.tcpdump.org/linktypes.html */
export const NULL = 0;
export const ETHERNET = 1;
export const RAW_BSD = 12;
export const RAW = 101;
export const LOOP = 108;
export const LINUX_COOKED = 113;
export const IPV4 = 228;
export const IPV6 = 229;
export const LINUX_COOKED_2 = 276;

/** Names of the others that people capture, so that a refusal says what it refuses. */
const OTHERS = new Map<number, string>([
  [9, 'PPP'],
  [50, 'PPP over HDLC'],
  [51, 'PPPoE'],
  [104, 'Cisco HDLC'],
  [105, 'IEEE 802.11'],
  [107, 'Frame Relay'],
  [119, 'IEEE 802.11 with Prism header'],
  [122, 'IP over Fibre Channel'],
  [127, 'IEEE 802.11 with radiotap header'],
  [147, 'user-defined 0'],
  [187, 'Bluetooth HCI'],
  [189, 'USB under Linux'],
  [192, 'per-packet information'],
  [195, 'IEEE 802.15.4'],
  [220, 'USB under Linux, padded'],
  [227, 'CAN bus'],
  [239, 'nflog'],
  [249, 'USBPcap'],
  [252, 'Wireshark upper PDU'],
  [253, 'netlink'],
]);

/** `link type 105 (IEEE 802.11) is not read`. */
export function unreadLink(link: number): string {
  const name = OTHERS.get(link);
  return name === undefined
    ? worded('packetLink', { link: String(link) })
    : worded('packetLinkNamed', { link: String(link), name });
}
