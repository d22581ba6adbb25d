import { join } from 'node:path';
import { ROOT } from '../../../test/support.ts';
import { DARK, LIT, OURS, STRANGERS } from './network.ts';
import type { Lab } from './network.ts';

/** Somebody in the lab, and what is expected of whoever reads the traffic. */
export interface Scenario {
  /** The program and how it is used, for the table. */
  what: string;
  /** It stands outside and calls us. */
  outside?: true;
  /** Detectors of which one must find it; none: quiet traffic that nobody may accuse. */
  found: readonly string[];
  /** Those that may find it too: it is what they say. */
  also?: readonly string[];
  run(lab: Lab, address: string, next: (below: number) => number): Promise<unknown>;
}

const CLIENTS = join(ROOT, 'suites', 'installed', 'lab', 'clients.py');
const LIMIT = 75;
const NMAP = ['nmap', '-n', '-Pn', '--disable-arp-ping', '-T4', '--max-retries', '0'];
const SCANS = ['port-scan-horizontal', 'port-scan-vertical', 'port-scan-block'];

/** So many addresses of a network, those after the first by `step`. */
function some(network: string, first: number, count: number, step = 1): string[] {
  return Array.from({ length: count }, (_, i) => `${network}.${1 + ((first + i * step) % 250)}`);
}

/** What an nmap scan from our side is. */
function scan(
  what: string,
  argv: (next: (below: number) => number) => string[],
  found: readonly string[],
): Scenario {
  return {
    what,
    found,
    also: SCANS,
    run: (lab, address, next) => lab.run(address, [...NMAP, ...argv(next)], LIMIT),
  };
}

/** 90,000 packets within nine seconds at one address. @param options of hping3, with a blank between them */
function flood(what: string, options: string): Scenario {
  const argv = `hping3 -q -n ${options} -i u100 -c 90000`.split(' ');
  return {
    what,
    found: ['flood'],
    run: (lab, address, next) => lab.run(address, [...argv, `${DARK}.${1 + next(250)}`], LIMIT),
  };
}

const lit = (next: (below: number) => number): string => `${LIT}.${1 + next(250)}`;

export const SCENARIOS: readonly Scenario[] = [
  scan(
    'nmap -sS, a port of a network',
    (next) => ['-sS', '-p', String([445, 3389, 23][next(3)]), `${DARK}.0/24`],
    ['port-scan-horizontal'],
  ),
  scan('nmap -sT, ports of a host', (next) => ['-sT', '-p', `1-${100 + next(200)}`, lit(next)], [
    'port-scan-vertical',
  ]),
  scan('nmap -sU, a port of a network', () => ['-sU', '-p', '161', `${DARK}.0/24`], ['port-scan-horizontal']),
  scan('nmap -sF, ports of a host', (next) => ['-sF', '-p', `1-${60 + next(60)}`, lit(next)], [
    'port-scan-vertical',
  ]),
  scan('nmap -sN, ports of a host', (next) => ['-sN', '-p', `1-${60 + next(60)}`, lit(next)], [
    'port-scan-vertical',
  ]),
  scan('nmap -sX, ports of a host', (next) => ['-sX', '-p', `1-${60 + next(60)}`, lit(next)], [
    'port-scan-vertical',
  ]),
  scan(
    'nmap -sS, one host a second',
    () => [
      '-sS',
      '--scan-delay',
      '1s',
      '--max-parallelism',
      '1',
      '--min-hostgroup',
      '64',
      '-p',
      '22',
      `${DARK}.0/26`,
    ],
    ['port-scan-horizontal'],
  ),
  {
    what: 'masscan, four ports of a network',
    found: SCANS,
    run: (at, address, next) =>
      at.run(
        address,
        [
          'masscan',
          `${DARK}.0/24`,
          '-p22,23,80,443',
          '--rate',
          String(200 + next(200)),
          '--wait',
          '1',
          '--seed',
          String(next(1e6)),
          '-e',
          'e0',
          '--router-ip',
          '169.254.8.1',
        ],
        LIMIT,
      ),
  },
  {
    what: 'nmap -sn, pings of a network',
    found: ['icmp-sweep'],
    run: (at, address) =>
      at.run(address, ['nmap', '-n', '-sn', '-PE', '--max-retries', '0', `${DARK}.0/24`], LIMIT),
  },
  flood('hping3 --udp, a flood', '--udp -p 80 -d 64'),
  flood('hping3 -S, a flood', '-S -p 443'),
  flood('hping3 --icmp, a flood', '--icmp -d 64'),
  {
    what: 'mails to sixty servers',
    found: ['spam'],
    run: (at, address, next) =>
      at.run(address, ['python3', CLIENTS, 'mail', '30', ...some(LIT, next(200), 60, 3)], LIMIT),
  },
  {
    what: 'nmap -sS from outside, ports of our network',
    outside: true,
    found: ['inbound-scan'],
    run: (at, address) => at.run(address, [...NMAP, '-sS', '--top-ports', '40', `${OURS}.0/26`], LIMIT),
  },
  {
    what: 'nmap -sX from outside, ports of a host of ours',
    outside: true,
    found: ['inbound-scan'],
    run: (at, address, next) =>
      at.run(address, [...NMAP, '-sX', '-p', `1-${60 + next(60)}`, `${OURS}.${70 + next(6)}`], LIMIT),
  },
  {
    what: 'curl, as a browser',
    found: [],
    run: (at, address, next) =>
      at.run(
        address,
        [
          'curl',
          '-s',
          '--retry',
          '0',
          '-m',
          '10',
          '-o',
          '/dev/null',
          ...some(LIT, next(200), 12, 7).flatMap((host) => [
            `http://${host}/`,
            `http://${host}/a.js`,
            `http://${host}/b.png`,
          ]),
        ],
        LIMIT,
      ),
  },
  {
    what: 'rsync, a backup',
    found: [],
    run: (at, address) =>
      at.run(
        address,
        ['rsync', '-a', '--bwlimit=2000', 'rsync://203.0.113.250/backup/', `/tmp/lab-backup-${process.pid}/`],
        LIMIT,
      ),
  },
  {
    what: 'ping and curl, monitoring of eight hosts',
    found: [],
    run: async (at, address, next) => {
      const hosts = some(LIT, next(200), 8, 5);
      await Promise.all(
        hosts.map((host) => at.run(address, ['ping', '-q', '-i', '2', '-c', '20', host], 50)),
      );
      await at.run(
        address,
        ['curl', '-s', '-m', '5', '-o', '/dev/null', ...hosts.map((host) => `http://${host}/health`)],
        20,
      );
    },
  },
  {
    what: 'curl, a crawler of 120 sites',
    found: [],
    run: (at, address, next) =>
      at.run(
        address,
        [
          'curl',
          '-s',
          '-m',
          '10',
          '-o',
          '/dev/null',
          ...some(LIT, next(100), 120).map((host) => `http://${host}/robots.txt`),
        ],
        LIMIT,
      ),
  },
  {
    what: 'a peer of sixty peers, half of them gone',
    found: [],
    run: (at, address, next) =>
      at.run(address, ['python3', CLIENTS, 'peer', '40', ...some(LIT, next(150), 60)], LIMIT),
  },
];

/** An address for each: other ones with each seed. */
export function cast(next: (below: number) => number): Map<string, Scenario> {
  const free = Array.from({ length: 60 }, (_, i) => i + 2);
  return new Map(
    SCENARIOS.map((scenario) => {
      const [last = 0] = free.splice(next(free.length), 1);
      return [`${scenario.outside === true ? STRANGERS : OURS}.${last}`, scenario];
    }),
  );
}
