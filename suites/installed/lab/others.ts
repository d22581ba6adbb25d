/** What other programs would say of the same records: their published numbers as questions over the lake of the log in version 5. */
export interface Rule {
  name: string;
  source: string;
  /** One column, `address`: whom it accuses. */
  sql: string;
}

/** Attempts: who began, to where, whether it was answered. A first packet is a SYN without ACK; of UDP, the record from the higher port. */
const ATTEMPTS = `WITH records AS (
  SELECT src, dst, src_port, dst_port, protocol, packets, coalesce(tcp_flags, 0) AS flags, epoch(ts_start) AS began FROM flows
), asked AS (
  SELECT src, dst, dst_port, protocol, src_port, min(began) AS began FROM records
  WHERE (protocol = 6 AND flags & 2 = 2 AND flags & 16 = 0) OR (protocol = 17 AND src_port > dst_port)
  GROUP BY src, dst, dst_port, protocol, src_port
), answers AS (
  SELECT DISTINCT src, dst, src_port, dst_port, protocol FROM records
  WHERE (protocol = 6 AND flags & 18 = 18) OR protocol = 17
), resets AS (
  SELECT DISTINCT src, dst, src_port, dst_port FROM records WHERE protocol = 6 AND flags & 4 = 4
), attempts AS (
  SELECT asked.*, answers.src IS NOT NULL AS answered, resets.src IS NOT NULL AS refused FROM asked
  LEFT JOIN answers ON answers.src = asked.dst AND answers.dst = asked.src AND answers.src_port = asked.dst_port
    AND answers.dst_port = asked.src_port AND answers.protocol = asked.protocol
  LEFT JOIN resets ON resets.src = asked.dst AND resets.dst = asked.src AND resets.src_port = asked.dst_port
    AND resets.dst_port = asked.src_port AND asked.protocol = 6
)`;

export const RULES: readonly Rule[] = [
  {
    name: 'Zeek scan',
    source: 'Zeek policy/misc/scan: 25 hosts on a port, or 15 ports of a host, failed, in 5 minutes; TCP',
    sql: `${ATTEMPTS}
SELECT DISTINCT src AS address FROM (
  SELECT src FROM attempts WHERE protocol = 6 AND NOT answered GROUP BY src, dst_port, floor(began / 300) HAVING count(DISTINCT dst) >= 25
  UNION ALL
  SELECT src FROM attempts WHERE protocol = 6 AND NOT answered GROUP BY src, dst, floor(began / 300) HAVING count(DISTINCT dst_port) >= 15
) AS scans`,
  },
  {
    name: 'Snort 3 port_scan',
    source:
      'Snort 3 port_scan, medium, TCP, 90 s: 200 connections or 10 rejects to 15 ports (a scan); 30 or 7 to 7 hosts on at most 10 ports (a sweep)',
    sql: `${ATTEMPTS}
SELECT DISTINCT src AS address FROM (
  SELECT src FROM attempts WHERE protocol = 6 GROUP BY src, dst, floor(began / 90)
  HAVING (count(*) >= 200 OR count(*) FILTER (WHERE refused) >= 10) AND count(DISTINCT dst_port) >= 15
  UNION ALL
  SELECT src FROM attempts WHERE protocol = 6 GROUP BY src, floor(began / 90)
  HAVING (count(*) >= 30 OR count(*) FILTER (WHERE refused) >= 7) AND count(DISTINCT dst) >= 7 AND count(DISTINCT dst_port) <= 10
) AS scans`,
  },
  {
    name: 'SiLK rwscan (TRW)',
    source:
      'Threshold random walk (Jung et al. 2004) with the constants of SiLK: θ0 .8, θ1 .2, α .01, β .99, so four failures more than successes in the first contacts; TCP',
    sql: `${ATTEMPTS}, contacts AS (
  SELECT src, dst, bool_or(answered) AS answered, min(began) AS began FROM attempts WHERE protocol = 6 GROUP BY src, dst
), walk AS (
  SELECT src, sum(CASE WHEN answered THEN -1 ELSE 1 END) OVER (PARTITION BY src ORDER BY began, dst) AS misses FROM contacts
)
SELECT DISTINCT src AS address FROM walk WHERE misses >= 4`,
  },
  {
    name: 'SiLK rwscan (BLR)',
    source:
      'Bayesian logistic regression of SiLK rwscan with its coefficients: TCP, 32 flows of a source and more, over .5',
    sql: `WITH records AS (
  SELECT src, dst, src_port, packets, bytes, coalesce(tcp_flags, 0) AS flags FROM flows WHERE protocol = 6
), shares AS (
  SELECT src, count(*) AS n,
    avg(CASE WHEN flags & 16 = 0 AND packets < 3 THEN 1e0 ELSE 0e0 END) AS no_ack,
    avg(CASE WHEN packets < 3 THEN 1e0 ELSE 0e0 END) AS small,
    count(DISTINCT src_port) / CAST(count(DISTINCT dst) AS DOUBLE) AS ports,
    avg(CASE WHEN bytes / packets > 60 THEN 1e0 ELSE 0e0 END) AS payload,
    count(DISTINCT dst) / CAST(count(*) AS DOUBLE) AS hosts,
    avg(CASE WHEN flags & 4 = 4 OR flags & 18 = 18 THEN 1e0 ELSE 0e0 END) AS backscatter
  FROM records GROUP BY src
)
SELECT src AS address FROM shares WHERE n >= 32
  AND 1 / (1 + exp(-(-2.838353611 + 3.309023427 * no_ack - .157047027 * small - .002319304 * ports - 1.047413699 * payload
    + 3.163018548 * hosts - 3.260270447 * backscatter))) > .5`,
  },
];
