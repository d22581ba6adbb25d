/**
 * Zones below which very many names are asked for by honest programs: reverse look-ups, lists of senders and files, and those in which
 * a cloud or a network of caches names its own machines. A tunnel needs a zone of which its owner answers the questions, and nobody is
 * given one below these. From the operators' documentation (2026-11).
 */
export const BUSY_ZONES: readonly string[] = [
  'in-addr.arpa',
  'ip6.arpa',
  'akadns.net',
  'akamai.net',
  'akamaiedge.net',
  'akamaihd.net',
  'amazonaws.com',
  'azure.com',
  'barracudacentral.org',
  'cloudapp.net',
  'cloudfront.net',
  'dnswl.org',
  'edgekey.net',
  'edgesuite.net',
  'fastly.net',
  'googleusercontent.com',
  'gvt1.com',
  'mcafee.com',
  'senderbase.org',
  'sophosxl.net',
  'sorbs.net',
  'spamhaus.net',
  'spamhaus.org',
  'surbl.org',
  'trafficmanager.net',
  'trendmicro.com',
  'uribl.com',
  'windows.net',
];
