import { parseAddress } from '../../../net/address.ts';
import type { Facts, InterfaceFact, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { wholeNumber, wordsOf } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { IFCONFIG_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof IFCONFIG_ROWS>();

/** `eth0      Link encap:Ethernet`, net-tools before 2.0 and BusyBox; German, French, Japanese, Portuguese by its catalogues. */
const OLD = /^([\w.:@-]{1,32})\s+(?:Link encap|Protokoll|Lien encap|リンク方法|Encapsulamento do Link):/;
/** `eth0: flags=4163<UP,…>  mtu 1500` */
const NEW = /^([\w.@-]{1,32}(?::\d+)?): flags=\d+<([A-Z,_]*)>\s+mtu \d+/;
/** The counters, as both dialects print them: `TX bytes:2130697820190 (1.9 TiB)`, `TX packets 5  bytes 400 (…)`. */
const COUNTERS = [
  [/\bRX bytes:(\d+)/, 'rx_bytes'],
  [/\bTX bytes:(\d+)/, 'tx_bytes'],
  [/\bRX packets:(\d+)/, 'rx_packets'],
  [/\bTX packets:(\d+)/, 'tx_packets'],
  [/\bRX packets \d+\s+bytes (\d+)/, 'rx_bytes'],
  [/\bTX packets \d+\s+bytes (\d+)/, 'tx_bytes'],
  [/\bRX packets (\d+)/, 'rx_packets'],
  [/\bTX packets (\d+)/, 'tx_packets'],
  [/\bRX (?:packets:\d+ )?errors.{0,30}?dropped[: ](\d+)/, 'rx_dropped'],
  [/\bTX (?:packets:\d+ )?errors.{0,30}?dropped[: ](\d+)/, 'tx_dropped'],
] as const;

/** `inet 192.0.2.1`, `inet addr:192.0.2.1`, `inet6-Adresse: fe80::1/64`, `adr inet6: …`, `inetアドレス:…` */
const ADDRESS =
  /(?:^|\s)inet6?(?:\s([\da-fA-F:.]{2,45})(?=[\s/]|$)|[^\s:]{0,12}(?:\s\p{L}{2,8})?:\s?([\da-fA-F:.]{2,45}))/u;
/**
 * The counters of the old dialect in any language, by their shape: five of packets in a line, of the received ones first
 * (lib/interface.c of net-tools); bytes of both directions in one line, each with its size in words behind it.
 */
const OLD_PACKETS =
  /^\s+[^:\d]{1,20}:(\d+)\s+[^:\d]{0,20}:\d+\s+[^:\d]{0,20}:(\d+)\s+[^:\d]{0,20}:\d+\s+[^:\d]{1,20}:\d+\s*$/;
const OLD_BYTES =
  /^\s+[^:\d]{1,20}:(\d+)\s\([\d.,]{1,8}\s\p{L}{1,5}\)\s+[^:\d]{1,20}:(\d+)\s\([\d.,]{1,8}\s\p{L}{1,5}\)/u;

class IfconfigReader implements Reader {
  readonly #facts: Facts;
  #now: InterfaceFact | undefined;
  /** Lines of packets of an interface in the old dialect. */
  #packets = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const name = OLD.exec(text)?.[1] ?? NEW.exec(text)?.[1];
    if (name !== undefined) {
      this.#now = { interface: name, addresses: [], origin };
      this.#packets = 0;
      if (NEW.exec(text)?.[2]?.includes('PROMISC') === true) this.#now.promiscuous = true;
      this.#facts.interfaces.push(this.#now);
      return 'parsed';
    }
    if (this.#now === undefined || !/^\s+\S/.test(text)) return undefined;
    if (isHalf(text))
      return { rejected: hostReason('pasteUnfinished', { program: 'ifconfig' }), unfinished: true };
    const own: InterfaceFact = { interface: '', addresses: [], origin };
    if (!take(text, own) && !this.#old(text, own)) return { skipped: reason('pasteNoAddress') };
    const { addresses, interface: _none, origin: _same, ...values } = own;
    if (!goesOn(this.#now, own, text)) {
      this.#now = undefined;
      return undefined;
    }
    this.#now.addresses.push(...addresses);
    Object.assign(this.#now, values);
    return 'parsed';
  }

  cut(): void {
    this.#now = undefined;
  }

  /** Counters in another language: `RX-Pakete:`, `RXパケット:`, `Octets reçus:`. */
  #old(text: string, fact: InterfaceFact): boolean {
    const [, received, sent] = OLD_BYTES.exec(text) ?? [];
    if (received !== undefined) {
      fact.rx_bytes = Number(received);
      fact.tx_bytes = Number(sent);
      return true;
    }
    const [, packets, dropped] = OLD_PACKETS.exec(text) ?? [];
    if (packets === undefined) return false;
    const way = /\bTX/.test(text) || (this.#packets === 1 && !/\bRX/.test(text)) ? 'tx' : 'rx';
    this.#packets += 1;
    fact[`${way}_packets`] = Number(packets);
    fact[`${way}_dropped`] = Number(dropped);
    return true;
  }
}

/** The line ends within its counters, of which each dialect prints the same number. */
function isHalf(text: string): boolean {
  // Behind an address stand the mask or the length of the prefix.
  if (/(?:^|\s)inet6/.test(text)) return /[\da-f]:[\da-f:]*$/i.test(text);
  if (/^\s+inet/.test(text)) return /^\D+[\d.]+\s*$/.test(text);
  if (/^\s+[RT]X packets:/.test(text)) return text.split(':').length < 6;
  if (/^\s+RX bytes:|^\s+[RT]X packets \d/.test(text)) return !/\)\s*$/.test(text);
  if (/^\s+RX errors \d/.test(text)) return wordsOf(text).length < 9;
  return /^\s+TX errors \d/.test(text) && wordsOf(text).length < 11;
}

/**
 * May the line belong to the interface? Each counter is printed once, addresses before them, and one of IPv4 with a mask of
 * four numbers: further ones have a name of their own (`eth0:1`).
 */
function goesOn(now: InterfaceFact, { addresses, ...line }: InterfaceFact, text: string): boolean {
  const counters = COUNTERS.map(([, key]) => key);
  if (counters.some((key) => now[key] !== undefined && line[key] !== undefined)) return false;
  if (addresses.length === 0) return true;
  const hasCounters = counters.some((key) => now[key] !== undefined);
  const second = now.addresses.some((one) => !one.includes(':')) && !addresses[0]?.includes(':');
  return !hasCounters && !(second && /\s\S{4,8}[\s:]\d{1,3}\.\d{1,3}\.\d{1,3}\.\d/.test(text));
}

function take(text: string, fact: InterfaceFact): boolean {
  let taken = false;
  for (const [pattern, key] of COUNTERS) {
    const value = wholeNumber(pattern.exec(text)?.[1]);
    if (value === undefined) continue;
    fact[key] = value;
    taken = true;
  }
  // As `ip addr` prints it.
  if (/^\s+inet6? [\da-f][\da-f.:]*\/|^\s+inet6 ::\S*\//i.test(text)) return false;
  const place = ADDRESS.exec(text)?.slice(1).find(Boolean);
  const address = place === undefined ? undefined : parseAddress(place);
  if (address !== undefined) fact.addresses.push(address.text);
  if (/\bPROMISC\b/.test(text)) fact.promiscuous = true;
  return taken || address !== undefined;
}

export const IFCONFIG: HostParser = {
  name: 'ifconfig',
  rows: IFCONFIG_ROWS,
  title: 'ifconfig (net-tools old and new, BusyBox)',
  programs: ['ifconfig'],
  wraps: false,
  sample: 'eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 9001',
  begin: (line, facts) => (OLD.test(line) || NEW.test(line) ? new IfconfigReader(facts) : undefined),
  hides: () => ({
    unseen: ['processes', 'history', 'other network namespaces'],
    next: ['ss -wanp', 'netstat -anpW', 'lsns -t net'],
  }),
};
