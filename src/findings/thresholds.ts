import { z } from 'zod';

/** One number that decides: what it means, its unit and who says so. */
interface Threshold {
  default: number;
  unit: string;
  what: string;
  /** Paper, manual or vendor page; `definition` where no citable rule exists and this one is ours. */
  source: string;
}

/**
 * Every threshold of every detector. `abusedesk.yaml` tunes them by the same names:
 * `thresholds: { port_scan: { targets_per_window: 40 } }`.
 */
export const THRESHOLDS = {
  port_scan: {
    window: {
      default: 300,
      unit: 's',
      what: 'length of the windows in which targets are counted',
      source: 'Zeek policy/misc/scan: 5 minutes',
    },
    targets_per_window: {
      default: 25,
      unit: 'hosts',
      what: 'distinct hosts on one port without an answer, in one window',
      source: 'Zeek policy/misc/scan: addr_scan_threshold 25',
    },
    ports_per_window: {
      default: 15,
      unit: 'ports',
      what: 'distinct ports of one host without an answer, in one window',
      source: 'Zeek policy/misc/scan: port_scan_threshold 15',
    },
    block_window: {
      default: 900,
      unit: 's',
      what: 'length of the windows in which host and port pairs are counted',
      source: 'Zeek simple-scan: 15 minutes',
    },
    pairs_per_block_window: {
      default: 25,
      unit: 'host:port pairs',
      what: 'distinct host and port pairs without an answer, in one window',
      source: 'Zeek simple-scan: scan_threshold 25',
    },
    block_side: {
      default: 5,
      unit: 'hosts, and ports',
      what: 'least hosts and least ports among the pairs of a block scan',
      source: 'definition: fewer of either is a horizontal or a vertical scan',
    },
    sparse_unanswered_share: {
      default: 0.95,
      unit: 'share of pairs',
      what: 'share without an answer where the pairs fill no grid of hosts and ports, and on a port of no service',
      source: 'definition: peer to peer programs also try one port of many hosts, and are answered at times',
    },
    merge_gap: {
      default: 3600,
      unit: 's',
      what: 'windows of one host that are no further apart are one finding',
      source: 'definition',
    },
    unanswered_share: {
      default: 0.8,
      unit: 'share of targets',
      what: 'share of the attempted targets that did not answer',
      source: 'Jung et al. 2004 (TRW): a scanner succeeds with probability 0.2',
    },
    attempt_packets: {
      default: 3,
      unit: 'packets per flow record',
      what: 'most packets of a record that counts as an attempt and not as a conversation',
      source: 'SiLK rwscan: a small flow has fewer than 3 packets; SYN with two repeats is 3',
    },
  },
  flood: {
    packets_per_second: {
      default: 20_000,
      unit: 'packets/s',
      what: 'packets to one target with hardly anything back',
      source: 'FastNetMon default threshold_pps',
    },
    bits_per_second: {
      default: 1_000_000_000,
      unit: 'bit/s',
      what: 'bits to one target with hardly anything back',
      source: 'FastNetMon default threshold_mbps 1000',
    },
    flows_per_second: {
      default: 3500,
      unit: 'flow records/s',
      what: 'flows to one target with hardly anything back',
      source: 'FastNetMon default threshold_flows',
    },
    mean_over: {
      default: 5,
      unit: 's',
      what: 'shortest time over which a rate is taken',
      source: 'FastNetMon default average_calculation_time',
    },
    one_sided_packets_per_second: {
      default: 2000,
      unit: 'packets/s',
      what: 'lower rate that counts too, if kept up for one_sided_packets',
      source:
        'definition: above a one-way video stream (20 Mbit/s is 1,900), below the 4,850 of a published EC2 notice',
    },
    one_sided_packets: {
      default: 60_000,
      unit: 'packets in one window',
      what: 'packets that the lower rate must reach to count',
      source: 'definition: 30 seconds at that rate',
    },
    share_back: {
      default: 0.01,
      unit: 'packets back per packet sent',
      what: 'most that comes back from the target of a flood',
      source: 'definition: acknowledgements of a bulk transfer are 2 % and more, even with receive offload',
    },
    syn_sources: {
      default: 1000,
      unit: 'addresses in one minute',
      what: 'addresses that sent one port of ours a SYN and nothing more',
      source: 'definition: more than a popular service meets of scanners, fewer than any forged flood',
    },
    syn_share: {
      default: 0.9,
      unit: 'share of addresses',
      what: 'share of all that came to the port which sent a SYN and nothing more',
      source: 'definition: of real visitors nearly all go on',
    },
  },
  backscatter: {
    hosts: {
      default: 4,
      unit: 'of our addresses',
      what: 'addresses of ours that one stranger answered unasked',
      source:
        'backscatter rule of flow scan detectors: all flows RST, SYN-ACK or RST-ACK, more than 3 destinations',
    },
  },
  login_attack: {
    window: {
      default: 1800,
      unit: 's',
      what: 'time in which the failed logins of one client are counted',
      source: 'Zeek policy/protocols/ssh/detect-bruteforcing: guessing_timeout 30 minutes',
    },
    failures: {
      default: 30,
      unit: 'failed logins',
      what: 'failed logins of one client in one window, or of one group of rotating clients in all',
      source: 'Zeek policy/protocols/ssh/detect-bruteforcing: password_guesses_limit 30',
    },
    accounts: {
      default: 10,
      unit: 'accounts',
      what: 'accounts on which one client failed and never succeeded (password spraying)',
      source: 'definition',
    },
    rotating_addresses: {
      default: 5,
      unit: 'addresses',
      what: 'addresses of one provider that failed with the same user agent (one attacker who rotates)',
      source: 'definition',
    },
    failures_per_known_account: {
      default: 3,
      unit: 'failed logins per account that succeeded',
      what: 'an office behind one address mistypes too; more failures than this for each of its accounts is no office',
      source: 'definition',
    },
    failures_before_success: {
      default: 10,
      unit: 'failed logins',
      what: 'failed logins before the one that worked, to call the credentials guessed and not mistyped',
      source: 'Microsoft Entra smart lockout: an account locks after 10 failures by default',
    },
  },
} as const satisfies Record<string, Record<string, Threshold>>;

/** `thresholds.port_scan.window` and so on, as numbers in force. */
export type Thresholds = {
  [Group in keyof typeof THRESHOLDS]: { [Name in keyof (typeof THRESHOLDS)[Group]]: number };
};

function groupSchema(group: Record<string, Threshold>) {
  const fields = Object.entries(group).map(([name, threshold]) => [
    name,
    z.number().positive().default(threshold.default).describe(`${threshold.what} (${threshold.unit})`),
  ]);
  return z.strictObject(Object.fromEntries(fields)).prefault({});
}

const schema: unknown = z.strictObject(
  Object.fromEntries(Object.entries(THRESHOLDS).map(([name, group]) => [name, groupSchema(group)])),
);

/**
 * The `thresholds` section of the settings: positive numbers, every group and name optional, a wrong name
 * refused. What is left out has its default.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is made from THRESHOLDS, key by key
export const thresholdsSchema = schema as z.ZodType<Thresholds>;
/**
 * The thresholds in force.
 * @param settings the `thresholds` section as the user wrote it
 * @throws ZodError naming each wrong key
 */
export function thresholdsFrom(settings: unknown = {}): Thresholds {
  return thresholdsSchema.parse(settings);
}
