import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { NFT_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof NFT_ROWS>();

const TABLE = /^table (?:ip|ip6|inet|arp|bridge|netdev) \S{1,128} \{/;
const CHAIN = /^\s{1,8}chain (\S{1,128}) \{/;
const VERDICT = /\b(accept|drop|reject|queue|return|jump \S+|goto \S+|masquerade|redirect|dnat|snat)\b/;
/** Comments, prefixes and names of interfaces may say anything; `nft -a` puts a number behind each line. */
const ASIDE = /"[^"]*"| # handle \d+\s*$/g;

class NftReader implements Reader {
  readonly #facts: Facts;
  #chain: string | undefined;
  #depth = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const bare = text.replaceAll(ASIDE, '');
    if (TABLE.test(text)) {
      this.#depth = 1;
      return HEADER;
    }
    if (this.#depth === 0) return undefined;
    const chain = CHAIN.exec(text)?.[1];
    const opens = bare.trimEnd().endsWith('{');
    this.#depth += Number(opens) - Number(bare.trim() === '}');
    if (chain !== undefined) {
      this.#chain = chain;
      return HEADER;
    }
    if (bare.trim() === '}') {
      this.#chain = undefined;
      return HEADER;
    }
    // What stands in a chain or a set is moved in; the end of a line that was wrapped is not.
    if (!/^(?:\t|\s{4})/.test(text)) return undefined;
    // Words of rules; an indented line of something else begins otherwise, and a number behind a line is whole.
    if (!/^\s+(?:[a-z][a-z\d_]*|\}|@\S+|"[^"]*",?)(?:\s|$|;)/.test(bare) && this.#chain !== undefined)
      return undefined;
    if (/ # ?[a-z]*\s*$/.test(bare))
      return { rejected: hostReason('pasteUnfinished', { program: 'nft' }), unfinished: true };
    if (this.#chain === undefined || opens) return { skipped: reason('nftOther') };
    // A set that does not end in its line was wrapped.
    if (bare.split('{').length !== bare.split('}').length)
      return { rejected: hostReason('pasteUnfinished', { program: 'nft' }), unfinished: true };
    const policy = /\bpolicy (accept|drop);/.exec(bare)?.[1];
    const verdict = policy ?? VERDICT.exec(bare)?.[1];
    if (verdict === undefined) {
      return text.trim().split(/\s+/).length >= 3 || text.includes('"') || bare.trim() === 'counter'
        ? { skipped: reason('nftCounts') }
        : { rejected: hostReason('pasteUnfinished', { program: 'nft' }), unfinished: true };
    }
    this.#facts.filters.push({ chain: this.#chain, verdict, text: text.trim(), origin });
    return 'parsed';
  }
}

export const NFT: HostParser = {
  name: 'nft',
  rows: NFT_ROWS,
  title: 'nft list ruleset',
  programs: ['nft'],
  wraps: true,
  strict: true,
  closed: true,
  sample: 'table inet filter {',
  begin: (line, facts) => (TABLE.test(line) ? new NftReader(facts) : undefined),
  hides: () => ({
    unseen: ['other network namespaces', 'packet sockets'],
    next: ['lsns -t net', 'ss -0anp'],
  }),
};
