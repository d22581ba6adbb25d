import type { Firewall } from './firewall.ts';
import { ipset } from './ipset/firewall.ts';
import { nftables } from './nftables/firewall.ts';

/** All sinks. One line adds one. */
export const FIREWALLS: readonly Firewall[] = [nftables, ipset];
