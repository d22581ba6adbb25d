import { parseAddress } from '../../../net/address.ts';
import type { Facts, InterfaceFact, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { wholeNumber, wordsOf } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { IP_LINK_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof IP_LINK_ROWS>();

const START = /^\d{1,6}: ([^\s:@]{1,32})(?:@[^\s:]{1,32})?: <([A-Z,_0-9-]*)>/;

class IpLinkReader implements Reader {
  readonly #facts: Facts;
  #now: InterfaceFact | undefined;
  /** The direction whose header was read, and its columns: the numbers are in the next line. */
  #columns: { way: 'rx' | 'tx'; names: string[] } | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  cut(): void {
    this.#now = undefined;
  }

  line(text: string, origin: Origin): Outcome {
    const [, name, flags = ''] = START.exec(text) ?? [];
    if (name !== undefined) {
      this.#now = { interface: name, addresses: [], origin };
      if (flags.split(',').includes('PROMISC')) this.#now.promiscuous = true;
      this.#facts.interfaces.push(this.#now);
      this.#columns = undefined;
      return 'parsed';
    }
    if (this.#now === undefined || !/^\s+\S/.test(text)) return undefined;
    const header = /^\s+(RX|TX):\s+bytes\s+packets\s/.exec(text)?.[1];
    if (header !== undefined) {
      // Each direction is printed once: the middle of another interface.
      if (this.#now[header === 'RX' ? 'rx_bytes' : 'tx_bytes'] !== undefined) {
        this.#now = undefined;
        return undefined;
      }
      this.#columns = { way: header === 'RX' ? 'rx' : 'tx', names: wordsOf(text).slice(1) };
      return HEADER;
    }
    if (/^[\s\d]+$/.test(text) && this.#columns !== undefined) return this.#numbers(text, this.#now);
    if (/^\s+(?:RX|TX) errors:/.test(text)) return HEADER;
    const place = /^\s+inet6? ([\da-fA-F:.]+)(?:\/\d+| peer \S+)\s/.exec(`${text} `)?.[1];
    const address = place === undefined ? undefined : parseAddress(place);
    if (address === undefined) return { skipped: reason('ipLinkOther') };
    this.#now.addresses.push(address.text);
    return 'parsed';
  }

  #numbers(text: string, fact: InterfaceFact): Outcome {
    const columns = this.#columns;
    this.#columns = undefined;
    if (columns === undefined) return undefined;
    const values = wordsOf(text).map(wholeNumber);
    if (values.length < columns.names.length)
      return { rejected: hostReason('pasteUnfinished', { program: 'ip' }), unfinished: true };
    for (const [i, name] of columns.names.entries()) {
      const key = name === 'bytes' || name === 'packets' || name === 'dropped' ? name : undefined;
      const value = values[i];
      if (key !== undefined && value !== undefined) fact[`${columns.way}_${key}`] = value;
    }
    return 'parsed';
  }
}

export const IP_LINK: HostParser = {
  name: 'ip-link',
  rows: IP_LINK_ROWS,
  title: 'ip -s link, ip addr (iproute2)',
  programs: ['ip'],
  wraps: false,
  closed: true,
  sample:
    '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001 qdisc mq state UP mode DEFAULT group default qlen 1000',
  begin: (line, facts) => (START.test(line) ? new IpLinkReader(facts) : undefined),
  hides: () => ({
    unseen: ['processes', 'history', 'other network namespaces'],
    next: ['ss -wanp', 'ss -tunap', 'lsns -t net'],
  }),
};
