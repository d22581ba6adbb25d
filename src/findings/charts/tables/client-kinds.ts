import { SCRIPT_AGENTS } from '../../sql/script-agents.ts';

/** What kind of program a client is. */
export type ClientKind =
  | 'Exchange health probe'
  | 'monitoring'
  | 'attack tool'
  | 'EWS library'
  | 'script'
  | 'Outlook mobile'
  | 'Outlook'
  | 'Skype for Business'
  | 'Apple Mail or Calendar'
  | 'phone (ActiveSync)'
  | 'OWA in a browser'
  | 'crawler'
  | 'browser'
  | 'no user agent'
  | 'other';

/** One way to tell a client's kind, from how its user agent begins or what it holds, in lower case. */
interface Kind {
  kind: ClientKind;
  begins?: readonly string[];
  holds?: readonly string[];
  /** Where the agents come from. */
  source: string;
}

/**
 * What kind of client a user agent belongs to. An agent is what the client says of itself: a script can call
 * itself a browser, but a person's browser does not call itself a script. The first that fits counts.
 */
const KINDS: readonly Kind[] = [
  {
    kind: 'Exchange health probe',
    holds: ['activemonitoring', 'amprobe', 'msexchmon'],
    source: 'Microsoft, Exchange Server: managed availability probes',
  },
  {
    kind: 'monitoring',
    begins: ['elb-healthchecker', 'googlehc', 'kube-probe', 'check_http', 'amazon-route53-health-check'],
    holds: ['uptimerobot', 'pingdom', 'nagios', 'zabbix', 'statuscake', 'site24x7'],
    source: 'the monitoring services’ own documentation',
  },
  {
    kind: 'attack tool',
    begins: ['sqlmap', 'masscan', 'gobuster', 'wpscan', 'nuclei', 'ruler'],
    holds: ['nikto', 'zgrab', 'nmap scripting engine', 'nuclei', '(hydra)', 'dirbuster'],
    source: 'the tools’ default user agents, in their source code',
  },
  {
    kind: 'EWS library',
    begins: ['exchangeservicesclient', 'exchangelib'],
    source: 'Microsoft, EWS Managed API; exchangelib documentation',
  },
  {
    kind: 'script',
    begins: SCRIPT_AGENTS,
    holds: ['powershell'],
    source: 'the libraries’ default user agents, in their documentation',
  },
  {
    kind: 'Outlook mobile',
    begins: ['outlook-ios', 'outlook-android'],
    source: 'Microsoft, Outlook for iOS and Android: its service comes from a cloud, not from the phone',
  },
  {
    kind: 'Outlook',
    begins: ['microsoft office/', 'microsoft outlook', 'msrpc', 'macoutlook', 'microsoft.office'],
    holds: ['macoutlook', 'outlook '],
    source: 'Microsoft, Outlook: Outlook Anywhere (MSRPC) and MAPI over HTTP',
  },
  {
    kind: 'Skype for Business',
    begins: ['oc/', 'uccapi', 'lync', 'skype'],
    source: 'Microsoft, Skype for Business',
  },
  {
    kind: 'Apple Mail or Calendar',
    begins: ['mac os x/', 'macos/', 'ios/', 'calendaragent', 'dataaccessd', 'exchangewebservices'],
    source: 'Apple, macOS and iOS clients of Exchange Web Services',
  },
  {
    kind: 'phone (ActiveSync)',
    begins: ['apple-iphone', 'apple-ipad', 'android', 'samsung', 'touchdown', 'msft-wp', 'htc', 'lg-'],
    source: 'Microsoft, [MS-ASHTTP]: the device names itself in the user agent',
  },
  {
    kind: 'crawler',
    holds: [
      'googlebot',
      'bingbot',
      'yandexbot',
      'baiduspider',
      'duckduckbot',
      'facebookexternalhit',
      'crawler',
    ],
    source: 'the crawlers’ own documentation',
  },
  {
    kind: 'browser',
    begins: ['mozilla/', 'opera/'],
    source: 'RFC 9110, section 10.1.5, and common practice',
  },
];

/**
 * @param agent user agent, empty if there was none
 * @param service as `SERVICE` names it; tells ActiveSync devices with unusual names, and OWA in a browser
 */
export function clientKind(agent: string, service: string): ClientKind {
  if (agent === '') return 'no user agent';
  const lower = agent.toLowerCase();
  const found = KINDS.find(
    ({ begins = [], holds = [] }) =>
      begins.some((text) => lower.startsWith(text)) || holds.some((text) => lower.includes(text)),
  );
  if (found?.kind === 'browser' && service === 'OWA') return 'OWA in a browser';
  return found?.kind ?? (service === 'ActiveSync' ? 'phone (ActiveSync)' : 'other');
}
