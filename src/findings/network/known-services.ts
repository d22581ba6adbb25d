/**
 * Services of AWS that run what their customers put there: an address of theirs says nothing of who is behind it. The names are
 * those of `pkt-dst-aws-service` and of ip-ranges.json (AWS documentation, 2026-11).
 */
const OF_CUSTOMERS = ['EC2', 'CLOUDFRONT', 'GLOBALACCELERATOR'];

/**
 * SQL condition that a record goes to a service that the cloud itself runs: its API, its storage, its queues. By the log, which
 * names it, else by the published ranges.
 * @param target the expression of the record's target
 */
export function isOperated(target: string): string {
  const others = OF_CUSTOMERS.map((service) => `'${service}'`).join(', ');
  const unlisted = OF_CUSTOMERS.map((service) => `services NOT LIKE '%${service}%'`).join(' AND ');
  return `(coalesce(pkt_dst_service, 'EC2') NOT IN (${others})
    OR ${target} IN (SELECT address FROM attribution WHERE provider = 'aws' AND ${unlisted}))`;
}
