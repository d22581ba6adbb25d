import { isAnyOf, OUTWARD } from '../../findings/attempts.ts';
import type { DetectorContext } from '../../findings/detector.ts';
import type { Reached } from '../../hosts/check.ts';
import { instantText } from '../../language/figures.ts';

/** SSH, RDP, VNC, WinRM. */
const PORTS = '22, 3389, 5900, 5985, 5986';
/** A refusal or an answer to a scan is one packet; behind a handshake come some of the protocol's own. */
const EXCHANGE_PACKETS = 5;
const MOST = 20;
const MOST_SAMPLES = 3;

/**
 * Ports of administration on which hosts of ours talked with addresses from outside, by what they sent from there.
 * @param hosts those that are accused; all where none is
 */
export async function reachedPorts(hosts: readonly string[], context: DetectorContext): Promise<Reached[]> {
  const { engine, localNetworks } = context;
  if (!(await engine.tables()).has('flows')) return [];
  const of =
    hosts.length === 0
      ? []
      : [
          isAnyOf(
            OUTWARD.host,
            hosts.map((one) => engine.dialect.text(one)),
          ),
        ];
  const where = [
    'protocol = 6',
    `${OUTWARD.local} IN (${PORTS})`,
    `packets >= ${EXCHANGE_PACKETS}`,
    localNetworks.condition(OUTWARD.host),
    `NOT ${localNetworks.condition(OUTWARD.target)}`,
    ...of,
  ].join('\n  AND ');
  const each = await engine.query(
    `SELECT ${OUTWARD.host} AS host, ${OUTWARD.local} AS port, count(DISTINCT ${OUTWARD.target}) AS clients,
  min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last
FROM flows WHERE ${where}
GROUP BY 1, 2 ORDER BY clients DESC, host, port LIMIT ${MOST}`,
  );
  const reached: Reached[] = [];
  for (const row of each) {
    const [host, port] = [String(row['host']), Number(row['port'])];
    const some = await engine.query(
      `SELECT ${OUTWARD.target} AS client, sum(packets) AS packets FROM flows WHERE ${where}
  AND ${OUTWARD.host} = ${engine.dialect.text(host)} AND ${OUTWARD.local} = ${port}
GROUP BY 1 ORDER BY packets DESC, client LIMIT ${MOST_SAMPLES}`,
    );
    reached.push({
      host,
      port,
      clients: Number(row['clients']),
      sample: some.map(({ client }) => String(client)),
      from: instantText(String(row['first'])),
      to: instantText(String(row['last'])),
    });
  }
  return reached;
}
