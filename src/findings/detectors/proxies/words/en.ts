import {
  bytes as bytesText,
  count,
  counted,
  duration,
  listed,
  portWords,
  span,
} from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ProxyMessages } from '../messages.ts';

export const en: WordsOf<ProxyMessages> = {
  relayed: ({ who, ports, clients, targets, window, bytes, fetched, when }) =>
    `${counted(clients, 'address', 'addresses')} outside used ${portWords(listed(ports.map(String)), ports.length, 'TCP')} of ${who} within ${duration(window)}, while it made ` +
    `connections to ${counted(targets, 'other host')} itself; it fetched ${bytesText(fetched)} from these and sent ` +
    `${bytesText(bytes)} on, from ${span(when)}. So it may be an open proxy: the volumes alone say that.`,
  relayRule: ({ source, clients, targets, window, alike, ports }) =>
    `${source}. In force: ${count(clients)} addresses on ${portWords(listed(ports.map(String)), ports.length, 'TCP')} and ${count(targets)} ` +
    `other hosts within ${duration(window)}, and the bytes of the two sides at most ${count(alike)} times apart, both ways`,
  sourceRelay: () => 'definition: a proxy passes on as much as it takes, at once, for many, and to many',
  proxied: ({ who, requests, clients, hosts, sample, tunnels, when }) =>
    `${who ?? 'The web server'} answered ${counted(requests, 'request')} by ${counted(clients, 'address', 'addresses')} outside for ` +
    `${counted(hosts, 'other host')} (${sample.join(', ')}${hosts > sample.length ? ', …' : ''}) from ${span(when)}` +
    (tunnels > 0 ? `, ${count(tunnels)} of them with a tunnel (CONNECT)` : '') +
    '. The answers differ as those of different sites do, and nobody had to log in: it is an open proxy.',
  proxiedRule: ({ source, hosts }) =>
    `${source}. In force: ${count(hosts)} other hosts and as many sizes for one path or for tunnels, half of the smallest apart; ` +
    'requests with a user name, and those of our own addresses, are left out',
  sourceProxied: () =>
    'RFC 9112, sections 3.2.2 and 3.2.3: how a proxy is asked; how many unlike answers make one is a definition',
  name_windows_alike: () => 'windows with both sides alike',
  name_bytes_passed_on: () => 'bytes passed on',
  name_bytes_fetched: () => 'bytes fetched',
  name_proxied_requests: () => 'requests for other hosts',
  name_tunnels: () => 'tunnels',
};
