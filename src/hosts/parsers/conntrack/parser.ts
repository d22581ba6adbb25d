import { parseAddress } from '../../../net/address.ts';
import type { Facts, Origin, TrackedFact } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { SUMMARY } from '../../parser.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

/** `tcp 6 431999 ESTABLISHED src=…`; /proc/net/nf_conntrack has `ipv4 2` before it. */
const ROW =
  /^\s{0,4}(?:ipv[46]\s+\d{1,2}\s+)?([a-z][\w-]{1,12})\s+(\d{1,3})\s+(?:\d{1,10}\s+)?(?:([A-Z_]{3,20}\d?)\s+)?(?:timeout=\d{1,10}, stream_timeout=\d{1,10}\s+)?(src=\S.*)$/;
const BEGUN =
  /^\s{0,4}(?:ipv[46]\s+\d{1,2}\s+)?(?:tcp|udp|icmp|icmpv6|unknown)\s+\d{1,3}\s+\d{1,10}(?:\s+[A-Z_]+\d?)?\s*$/;

function valueOf(text: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(text)?.[1];
}

/** The first src and dst are of the direction that began; counters are there where accounting is on. */
function factOf(line: string, origin: Origin): TrackedFact | undefined {
  const [, , protocol = '', state, both = ''] = ROW.exec(line) ?? [];
  // `[UNREPLIED]` stands before the other direction: without that the row is not whole.
  const back = both.indexOf(' src=');
  if (protocol === '' || back < 0) return undefined;
  const rest = both.slice(0, back);
  const from = parseAddress(valueOf(rest, 'src') ?? '')?.text;
  const to = parseAddress(valueOf(rest, 'dst') ?? '')?.text;
  if (from === undefined || to === undefined) return undefined;
  return {
    protocol: Number(protocol),
    from,
    to,
    ...given('from_port', wholeNumber(valueOf(rest, 'sport'))),
    ...given('to_port', wholeNumber(valueOf(rest, 'dport'))),
    ...given('state', state),
    ...given('packets', wholeNumber(valueOf(rest, 'packets'))),
    ...given('bytes', wholeNumber(valueOf(rest, 'bytes'))),
    unreplied: rest.includes('[UNREPLIED]'),
    origin,
  };
}

class ConntrackReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (/^conntrack v\d/.test(text)) return SUMMARY;
    const fact = factOf(text, origin);
    if (fact === undefined) {
      return ROW.test(text) || BEGUN.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: 'conntrack' }), unfinished: true }
        : undefined;
    }
    this.#facts.tracked.push(fact);
    return 'parsed';
  }
}

export const CONNTRACK: HostParser = {
  name: 'conntrack',
  title: 'conntrack -L, /proc/net/nf_conntrack',
  programs: ['conntrack'],
  wraps: true,
  strict: true,
  closed: true,
  sample:
    'tcp      6 431999 ESTABLISHED src=192.0.2.10 dst=203.0.113.5 sport=40132 dport=443 src=203.0.113.5 dst=192.0.2.10 sport=443 dport=40132 [ASSURED] mark=0 use=1',
  begin: (line, facts) => (ROW.test(line) ? new ConntrackReader(facts) : undefined),
  hides: () => ({
    unseen: ['processes', 'history', 'packet sockets'],
    next: ['ss -tunap', 'ss -wanp', 'ss -0anp'],
  }),
};
