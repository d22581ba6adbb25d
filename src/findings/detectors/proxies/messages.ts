import type { Message, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { PROXY_NUMBERS } from './numbers.ts';

/** What the detectors of open proxies say, and the rules by which they do. */
export interface ProxyMessages extends NamesOf<typeof PROXY_NUMBERS> {
  relayed: {
    who: string;
    ports: number[];
    /** In the busiest window, of so many seconds. */
    clients: number;
    targets: number;
    window: number;
    /** To the clients, and from the targets. */
    bytes: number;
    fetched: number;
    when: Span;
  };
  relayRule: {
    source: Message;
    clients: number;
    targets: number;
    window: number;
    alike: number;
    ports: number[];
  };
  sourceRelay: Nothing;
  /** `who` is absent where the log does not name the server. */
  proxied: {
    who?: string;
    requests: number;
    clients: number;
    hosts: number;
    sample: string[];
    tunnels: number;
    when: Span;
  };
  proxiedRule: { source: Message; hosts: number };
  sourceProxied: Nothing;
}
