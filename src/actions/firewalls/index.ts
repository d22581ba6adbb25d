import { apache } from './apache/firewall.ts';
import { awsNetworkAcl } from './aws-network-acl/firewall.ts';
import { awsNetworkFirewall } from './aws-network-firewall/firewall.ts';
import { awsPrefixList } from './aws-prefix-list/firewall.ts';
import { awsWaf } from './aws-waf/firewall.ts';
import { caddy } from './caddy/firewall.ts';
import { cidr } from './cidr/firewall.ts';
import { cisco } from './cisco/firewall.ts';
import { cloudflare } from './cloudflare/firewall.ts';
import { firewalld } from './firewalld/firewall.ts';
import { haproxy } from './haproxy/firewall.ts';
import { haproxyRuntime } from './haproxy-runtime/firewall.ts';
import { iis } from './iis/firewall.ts';
import { ipset } from './ipset/firewall.ts';
import { ipsetRestore } from './ipset-restore/firewall.ts';
import { json } from './json/firewall.ts';
import { junos } from './junos/firewall.ts';
import { mikrotik } from './mikrotik/firewall.ts';
import { netsh } from './netsh/firewall.ts';
import { nftables } from './nftables/firewall.ts';
import { nginx } from './nginx/firewall.ts';
import { pf } from './pf/firewall.ts';
import { ufw } from './ufw/firewall.ts';
import { windowsFirewall } from './windows-firewall/firewall.ts';
import { windowsKeywords } from './windows-keywords/firewall.ts';
import type { Firewall } from './firewall.ts';

/** All sinks. One line adds one. */
export const FIREWALLS: readonly Firewall[] = [
  apache,
  awsNetworkAcl,
  awsNetworkFirewall,
  awsPrefixList,
  awsWaf,
  caddy,
  cidr,
  cisco,
  cloudflare,
  firewalld,
  haproxy,
  haproxyRuntime,
  iis,
  ipset,
  ipsetRestore,
  json,
  junos,
  mikrotik,
  netsh,
  nftables,
  nginx,
  pf,
  ufw,
  windowsFirewall,
  windowsKeywords,
];
