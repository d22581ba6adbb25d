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
