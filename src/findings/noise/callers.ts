import type { Caller } from '../../clouds/caller.ts';
import { CLOUDS } from '../../clouds/index.ts';

/** A caller, and where it is a cloud's own that cloud with its lists of ranges. */
export interface KnownCaller extends Caller {
  readonly cloud?: { readonly name: string; readonly title: string; readonly lists: readonly string[] };
}

/**
 * Whom no cloud of the list runs. Names are what the programs call themselves by their owners' pages. Address blocks of research
 * scanners are those on which several public copies agree (MISP warning lists of 2026-10 among them): new ones are missed, and
 * then nothing is said.
 */
const OTHERS: readonly KnownCaller[] = [
  {
    name: 'Kubernetes',
    kind: 'health_check',
    agents: ['kube-probe/'],
    inside: true,
    source: 'Kubernetes documentation, HTTP probes: the kubelet of the node asks',
  },
  { name: 'UptimeRobot', kind: 'monitor', agents: ['uptimerobot/'], source: 'UptimeRobot, user agent' },
  { name: 'Pingdom', kind: 'monitor', agents: ['pingdom.com'], source: 'SolarWinds Pingdom, probes' },
  { name: 'StatusCake', kind: 'monitor', agents: ['statuscake'], source: 'StatusCake, user agent' },
  { name: 'Site24x7', kind: 'monitor', agents: ['site24x7'], source: 'Site24x7, user agent' },
  {
    name: 'Better Stack',
    kind: 'monitor',
    agents: ['better uptime bot'],
    source: 'Better Stack, user agent',
  },
  { name: 'YandexBot', kind: 'crawler', agents: ['yandexbot'], source: 'Yandex, robots of Yandex' },
  { name: 'Baiduspider', kind: 'crawler', agents: ['baiduspider'], source: 'Baidu, Baiduspider' },
  { name: 'DuckDuckBot', kind: 'crawler', agents: ['duckduckbot'], source: 'DuckDuckGo, DuckDuckBot' },
  { name: 'Applebot', kind: 'crawler', agents: ['applebot'], source: 'Apple, About Applebot' },
  { name: 'Yeti', kind: 'crawler', agents: ['naver.me/spd'], source: 'Naver, Yeti' },
  { name: 'SeznamBot', kind: 'crawler', agents: ['seznambot'], source: 'Seznam, SeznamBot' },
  {
    name: 'Censys',
    kind: 'research',
    agents: ['censysinspect/'],
    networks: [
      '162.142.125.0/24',
      '167.94.138.0/24',
      '167.94.145.0/24',
      '167.94.146.0/24',
      '167.248.133.0/24',
      '199.45.154.0/23',
      '206.168.34.0/24',
      '2602:80d:1000:b0cc:e::/80',
      '2602:80d:1003::/112',
      '2602:80d:1004::/112',
      '2620:96:e000:b0cc:e::/80',
    ],
    source: 'Censys, opt out of data collection',
  },
  {
    name: 'Shadowserver',
    kind: 'research',
    networks: [
      '64.62.197.0/24',
      '65.49.20.64/26',
      '74.82.47.0/26',
      '184.105.139.64/26',
      '184.105.247.192/26',
      '216.218.206.64/26',
    ],
    source: 'The Shadowserver Foundation: its scanners there are named scan-….shadowserver.org',
  },
  {
    name: 'Internet Measurement',
    kind: 'research',
    agents: ['internetmeasurement/'],
    source: 'internet-measurement.com, named in its agent',
  },
  {
    name: 'Cortex Xpanse',
    kind: 'research',
    agents: ['palo alto networks company'],
    source: 'Palo Alto Networks, Cortex Xpanse scanning activity',
  },
];

/** Everybody who is known to call by trade. */
export const CALLERS: readonly KnownCaller[] = [
  ...CLOUDS.flatMap(({ name, title, ranges = [], callers = [] }) => {
    const cloud = { name, title, lists: ranges.map(({ list }) => list) };
    return callers.map((caller) => ({ ...caller, cloud }));
  }),
  ...OTHERS,
];
