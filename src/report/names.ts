/** Names of a finding's figures, of tables' columns and of what is compared, as case.json has them. */
const NAMES = [
  'action',
  'active_hours',
  'addresses',
  'blr_probability',
  'bytes',
  'bytes_sent',
  'cs_uri_stem',
  'cs_username',
  'day',
  'direction',
  'failed',
  'first',
  'flows',
  'hits',
  'hosts',
  'hour_utc',
  'in',
  'kind',
  'last',
  'logins_succeeded',
  'median_gap_seconds',
  'month',
  'new_addresses',
  'new_sources',
  'ok',
  'out',
  'packets',
  'packets_sent',
  'pairs',
  'port',
  'ports',
  'protocol',
  'provider',
  'region',
  'remotes',
  'requests',
  'requests_per_active_hour',
  'requests_succeeded',
  'seconds',
  'service',
  'services',
  'share_that_day_only',
  'sources',
  'status',
  'targets',
  'that_day_only',
  'trw_contacts',
  'unanswered_pairs',
  'user',
  'user_agent',
] as const;
type Name = (typeof NAMES)[number];

export type Names = Readonly<Record<Name, string>>;

/** `new_addresses` → `new addresses`: how English, and whoever does not know a name, writes it. */
export function plainName(name: string): string {
  return name.replaceAll('_', ' ');
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
export const PLAIN_NAMES = Object.fromEntries(NAMES.map((name) => [name, plainName(name)])) as Names;
