/**
 * The two tests of the literature that judge a source by its own records and know no window. They are shown beside the
 * fixed rules and decide nothing by themselves.
 */

/**
 * Threshold random walk: Jung et al., "Fast Portscan Detection Using Sequential Hypothesis Testing", 2004, with the constants of
 * SiLK's rwscan. Each first contact with a host multiplies the odds by 4 where it failed and by 1/4 where it succeeded
 * (θ0 = .8, θ1 = .2), until they pass (β/α = .99/.01) or fall below ((1−β)/(1−α)): that is 4 more failures than successes, or 4
 * more successes.
 */
const TRW_NET = 4;

/**
 * A SELECT with `source`, `protocol` and `trw_contacts`: after how many first contacts the walk calls the source a scanner; null
 * where it never does, or calls it benign before.
 * @param contacts a table with `source`, `host`, `protocol`, `port`, `second` and `unanswered`
 */
export function sqlTrw(contacts: string): string {
  const order = 'PARTITION BY source, protocol ORDER BY second, host';
  return `SELECT source, protocol, CASE WHEN guilty < coalesce(benign, guilty + 1) THEN guilty END AS trw_contacts FROM (
  SELECT source, protocol, min(CASE WHEN balance >= ${TRW_NET} THEN contact END) AS guilty,
    min(CASE WHEN balance <= -${TRW_NET} THEN contact END) AS benign
  FROM (
    SELECT source, protocol, row_number() OVER (${order}) AS contact,
      sum(step) OVER (${order} ROWS UNBOUNDED PRECEDING) AS balance
    FROM (
      SELECT source, protocol, host, second, CASE WHEN unanswered THEN 1 ELSE -1 END AS step,
        row_number() OVER (PARTITION BY source, protocol, host ORDER BY second, port) AS turn
      FROM ${contacts} AS contacts
    ) AS turns WHERE turn = 1
  ) AS walk GROUP BY source, protocol
) AS decided`;
}

/** What Bayesian logistic regression looks at: shares of a source's TCP flows, 0 to 1, and a ratio. */
export interface BlrFeatures {
  /** Flows. */
  flows: number;
  /** Share without the ACK flag. */
  without_ack: number;
  /** Share of fewer than 3 packets. */
  small: number;
  /** Distinct source ports for each destination address, on average. */
  source_ports: number;
  /** Share with more than 60 bytes a packet. */
  payload: number;
  /** Distinct destination addresses over flows. */
  targets: number;
  /** Share that are answers alone: RST, SYN-ACK, RST-ACK. */
  backscatter: number;
}

/** Fewer flows than this the model does not judge (SiLK rwscan). */
const BLR_LEAST = 32;

/**
 * The probability that a source scans, by the model of SiLK's rwscan (Bayesian logistic regression; beyond .5 it is called a
 * scan). Undefined for fewer flows than the model is made for.
 */
export function blrProbability(features: BlrFeatures): number | undefined {
  if (!(features.flows >= BLR_LEAST)) return undefined;
  const logit =
    -2.838353611 +
    3.309023427 * features.without_ack -
    0.157047027 * features.small -
    0.002319304 * features.source_ports -
    1.047413699 * features.payload +
    3.163018548 * features.targets -
    3.260270447 * features.backscatter;
  return 1 / (1 + Math.exp(-logit));
}

/** Sums over TCP records with flags, from which `blrFeatures` come; of a table with the columns of `flows`. */
export const BLR_SUMS = `count(*) AS blr_flows, sum(CASE WHEN tcp_flags % 32 >= 16 THEN 0 ELSE 1 END) AS blr_without_ack,
    sum(CASE WHEN packets < 3 THEN 1 ELSE 0 END) AS blr_small, sum(CASE WHEN bytes > 60 * packets THEN 1 ELSE 0 END) AS blr_payload,
    sum(CASE WHEN tcp_flags IN (4, 18, 20) THEN 1 ELSE 0 END) AS blr_backscatter`;

/** The features from a row with the sums, `blr_pairs` (distinct host and source port) and `blr_hosts`. */
export function blrFeatures(row: Readonly<Record<string, unknown>>): BlrFeatures {
  const number = (name: string): number => Number(row[`blr_${name}`] ?? 0);
  const flows = number('flows');
  const share = (name: string): number => number(name) / Math.max(1, flows);
  return {
    flows,
    without_ack: share('without_ack'),
    small: share('small'),
    source_ports: number('pairs') / Math.max(1, number('hosts')),
    payload: share('payload'),
    targets: share('hosts'),
    backscatter: share('backscatter'),
  };
}
