import type { ThresholdGroup } from '../../threshold.ts';

export const BRUTE_FORCE = {
  name: 'brute_force',
  thresholds: {
    window: {
      default: 1800,
      unit: 's',
      what: 'time in which connections are counted',
      source: 'Zeek policy/protocols/ssh/detect-bruteforcing: guessing_timeout 30 minutes',
    },
    connections: {
      default: 30,
      unit: 'connections',
      what: 'connections of one client to one port, as large as failed logins, in that time',
      source: 'NEMEA brute force detector: 30 flows',
    },
    connections_other: {
      default: 100,
      unit: 'connections',
      what: 'the same for services whose sizes nobody has published (FTP, SMB, databases, VNC, WinRM)',
      source:
        'definition: programs connect to databases for each page; more than three a minute, all alike, they do not',
    },
    at_one_server: {
      default: 10,
      unit: 'connections',
      what: 'least of them at one server: a tool that manages many hosts turns to each a few times',
      source: 'SSHCure: 10 in a row',
    },
    sized_share: {
      default: 0.9,
      unit: 'share of connections',
      what: "share of the client's connections to the port that have that size: who is let in works, and sends more",
      source: 'definition',
    },
    flat_share: {
      default: 0.8,
      unit: 'share of connections',
      what: 'share whose answers are within a fifth of the median: a refusal is always the same',
      source: 'definition; flat traffic: SSHCure',
    },
    even_gap: {
      default: 30,
      unit: 's',
      what: 'connections that are evenly this far apart and more are a check by the clock',
      source: 'definition: schedulers run by the minute or half of it; who guesses is faster',
    },
    named: {
      default: 10,
      unit: 'sources',
      what: 'sources outside that have a finding each, those with most connections; all others share one',
      source: 'definition: an open SSH server is tried all day',
    },
  },
} as const satisfies ThresholdGroup;
