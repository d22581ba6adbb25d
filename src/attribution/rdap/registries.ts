import type { Address } from '../../net/address.ts';
import { numberOf } from '../../net/prefix.ts';

/*
 * The registries themselves. Their blocks and contacts stand in for what is registered elsewhere or not at all; a report of
 * abuse that is sent there reaches nobody who could act.
 */

/** Mail domains of the five regional registries, of IANA and of the national registries of APNIC and LACNIC (2026-11). */
const MAIL_DOMAINS = [
  'arin.net',
  'ripe.net',
  'apnic.net',
  'lacnic.net',
  'afrinic.net',
  'iana.org',
  'icann.org',
  'nic.ad.jp',
  'nic.or.kr',
  'cnnic.cn',
  'cnnic.net.cn',
  'twnic.tw',
  'twnic.net',
  'twnic.net.tw',
  'idnic.net',
  'idnic.id',
  'irinn.in',
  'vnnic.vn',
  'vnnic.net.vn',
  'nic.mx',
];

/**
 * Names of networks and holders that are a registry's own: RIPE NCC's "not managed here" and stubs, IANA's blocks, what was
 * registered early and moved (ERX), and the registries by their full names.
 */
const NAMES = [
  /^NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK/i,
  /^IANA(?:-|$|\d)/i,
  /^(?:EU-ZZ|STUB)-/i,
  /^ERX-NETBLOCK/i,
  /^(?:ARIN|RIPE|APNIC|LACNIC|AFRINIC)(?:-(?:CIDR|ERX|AP|BLK|NCC)\b|-\d|\d|$)/i,
  // ARIN's placeholders for what other registries have: 77-RIPE, NET-RIPE-CBLK, RIPE-C3, APNIC4.
  /^(?:NET-)?(?:\d{1,3}-)?(?:ARIN|RIPE|APNIC|LACNIC|AFRINIC)(?:-C\d*|-CBLK\d*|\d*)$/i,
  /^(?:JPNIC|KRNIC|CNNIC|TWNIC|VNNIC|IDNIC|IRINN)-(?:NET|BLK|AP)/i,
  /^RIPE Network Coordination Cent/i,
  /^Asia Pacific Network Information Cent/i,
  /^American Registry for Internet Numbers/i,
  /^Latin American and Caribbean IP address Regional Registry/i,
  /^African Network Information Cent/i,
  /^Internet Assigned Numbers Authority/i,
  /^Japan Network Information Cent/i,
];

export function isRegistryName(name: string | undefined): boolean {
  return name !== undefined && NAMES.some((pattern) => pattern.test(name));
}

export function isRegistryMail(mail: string): boolean {
  const domain = mail.slice(mail.lastIndexOf('@') + 1).toLowerCase();
  return MAIL_DOMAINS.some((own) => domain === own || domain.endsWith(`.${own}`));
}

/** What registries write of a block that another one has, as its type or at the beginning of a line of its remarks. */
const ELSEWHERE = [
  /^(?:Early Registrations, )?(?:Allocated to|Maintained by|Transferred to)(?: the)? (?:ARIN|RIPE|APNIC|LACNIC|AFRINIC)\b/i,
  /^This (?:IP address|network) range is not (?:registered|allocated)\b/i,
  /^IPv[46] address block not managed by\b/i,
  /^The whole IPv[46] address space\b/i,
];

export function saysElsewhere(line: string): boolean {
  return ELSEWHERE.some((pattern) => pattern.test(line));
}

/** Nobody but a registry has more than a /8 of IPv4 or a /16 of IPv6: IANA gives the registries /8 and /12. In addresses. */
const WIDEST = { 4: 2n ** 24n, 6: 2n ** 112n };

/** @param from, to first and last address of a network, of one family */
export function isWiderThanAnyHolder(from: Address, to: Address): boolean {
  return numberOf(to) - numberOf(from) + 1n > WIDEST[from.family];
}
