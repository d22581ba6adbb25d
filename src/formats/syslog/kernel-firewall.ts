import { worded } from './worded.ts';
import { protocolNumber } from '../../net/protocols.ts';
import type { FlowReading, Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';

/**
 * Packets that Netfilter logs (`-j LOG`, nftables `log`, ufw, firewalld, Shorewall): a prefix of the
 * administrator's, then `IN=eth0 OUT= MAC=… SRC=… DST=… LEN=… PROTO=TCP SPT=… DPT=… … SYN`, as the kernel's
 * `nf_log_syslog.c` writes it.
 */

const MAX_MESSAGE = 4096;
/** The kernel's clock since it started, which dmesg and syslog show in front. */
const UPTIME = /^\[ {0,10}\d{1,12}\.\d{1,9}\] ?/;
const FLAGS: ReadonlyMap<string, number> = new Map([
  ['FIN', 1],
  ['SYN', 2],
  ['RST', 4],
  ['PSH', 8],
  ['ACK', 16],
  ['URG', 32],
]);
const REFUSED = /drop|reject|block|deny|denied/i;
const ALLOWED = /accept|allow|pass/i;
/** Netfilter's own names for what IANA calls otherwise. */
const OWN_NAMES: ReadonlyMap<string, number> = new Map([
  ['ICMPv6', 58],
  ['UDPLITE', 136],
]);

function numberIn(fields: ReadonlyMap<string, string>, name: string): number {
  const text = fields.get(name) ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : -1;
}

/** The packet's own fields: what an ICMP error quotes is in brackets behind them. The first of a name counts. */
function fieldsOf(text: string): { fields: Map<string, string>; flags: number } {
  const quoted = text.indexOf(' [');
  const fields = new Map<string, string>();
  let flags = 0;
  for (const word of (quoted < 0 ? text : text.slice(0, quoted)).split(' ')) {
    const equals = word.indexOf('=');
    if (equals < 0) flags |= FLAGS.get(word) ?? 0;
    else if (!fields.has(word.slice(0, equals))) fields.set(word.slice(0, equals), word.slice(equals + 1));
  }
  return { fields, flags };
}

function actionOf(prefix: string): Pick<FlowReading, 'action'> {
  if (REFUSED.test(prefix)) return { action: 'REJECT' };
  return ALLOWED.test(prefix) ? { action: 'ACCEPT' } : {};
}

function wayOf(fields: ReadonlyMap<string, string>): Pick<FlowReading, 'direction' | 'interface'> {
  const into = fields.get('IN') ?? '';
  const out = fields.get('OUT') ?? '';
  // Both: the packet is forwarded.
  if (into !== '' && out !== '') return { interface: into };
  if (into !== '') return { direction: 'ingress', interface: into };
  return out === '' ? {} : { direction: 'egress', interface: out };
}

/** One message of the kernel, or of ulogd, which writes packets in the same words. */
export function readKernel(message: string): Reading {
  const text = message.replace(UPTIME, '');
  const begin = /(?:^|[ :\]])(?=IN=\S{0,32} OUT=)/.exec(text.slice(0, 400));
  if (begin === null) return skip(worded('sysKernelOther'));
  if (text.length > MAX_MESSAGE) return reject(worded('sysKernelLonger'));
  const at = begin.index + begin[0].length;
  const { fields, flags } = fieldsOf(text.slice(at));
  const src = fields.get('SRC');
  const dst = fields.get('DST');
  if (src === undefined || dst === undefined) return skip(worded('sysKernelNoIp'));
  const name = fields.get('PROTO') ?? '';
  const protocol = OWN_NAMES.get(name) ?? protocolNumber(name);
  if (protocol === undefined) return reject(worded('sysKernelNoProtocol'));
  return {
    kind: 'flow',
    src,
    dst,
    srcPort: numberIn(fields, 'SPT'),
    dstPort: numberIn(fields, 'DPT'),
    protocol,
    bytes: numberIn(fields, 'LEN'),
    flags: protocol === 6 ? flags : -1,
    ...actionOf(text.slice(0, at)),
    ...wayOf(fields),
  };
}
