import type { Engine, Row } from '../../events/engines/engine.ts';
import type { ObservedFlow } from '../../actions/contain/surroundings.ts';

/** What was seen of a flow. */
export interface SeenFlow extends ObservedFlow {
  bytes: number;
  packets: number;
  records: number;
  /** ISO 8601, UTC. */
  first: string;
  last: string;
}

/** TCP and UDP; others have no ports. */
const PORTED = 'protocol IN (6, 17)';
const SYN = 'coalesce(tcp_flags, 0) % 4 >= 2';
const ACK = 'coalesce(tcp_flags, 0) % 32 >= 16';
/**
 * Ports below are called: the well-known ones (RFC 6335), and below where Linux's own begin (ip_local_port_range, 32768)
 * against one that is not.
 */
const CALLED_BY_PORT = (a: string, b: string): string =>
  `((${a} < 1024 AND ${b} >= 1024) OR (${a} < 32768 AND ${b} >= 32768))`;

/** Kinds of flow that are judged one by one; a scan has more targets than anybody reads. */
const MOST = 200_000;

/**
 * What the flow records show of a host, by other side, protocol and called port, the most bytes first. Who began is said by
 * what saw the packets, else by TCP's flags, else by which port is one that is called; else it is not known.
 * @param addresses the host's own
 */
export async function flowsOf(
  engine: Engine,
  addresses: readonly string[],
): Promise<{ flows: SeenFlow[]; more: boolean }> {
  const { dialect } = engine;
  const own = addresses.map((address) => dialect.text(address)).join(', ');
  if (own === '') return { flows: [], more: false };
  const rows = await engine.query(`WITH seen AS (
  SELECT protocol, CASE WHEN src IN (${own}) THEN src ELSE dst END AS local,
    -- Where a NAT gateway or a balancer has rewritten the other side, the packet's own is meant.
    CASE WHEN src IN (${own}) THEN coalesce(pkt_dst, dst) ELSE coalesce(pkt_src, src) END AS remote,
    CASE WHEN src IN (${own}) THEN src_port ELSE dst_port END AS local_port,
    CASE WHEN src IN (${own}) THEN dst_port ELSE src_port END AS remote_port,
    CASE
      WHEN initiator IS NOT NULL THEN CASE WHEN (initiator = 'src') = (src IN (${own})) THEN 'local' ELSE 'remote' END
      WHEN protocol = 6 AND ${SYN} AND NOT (${ACK}) THEN CASE WHEN src IN (${own}) THEN 'local' ELSE 'remote' END
      WHEN protocol = 6 AND ${SYN} AND ${ACK} THEN CASE WHEN src IN (${own}) THEN 'remote' ELSE 'local' END
    END AS shown, bytes, packets, ts_start, coalesce(ts_end, ts_start) AS ts_end
  FROM flows
  WHERE (src IN (${own}) OR dst IN (${own})) AND NOT (src IN (${own}) AND dst IN (${own}))
    AND coalesce(action, 'ACCEPT') <> 'REJECT'
), told AS (
  SELECT *, CASE WHEN shown IS NOT NULL OR NOT ${PORTED} THEN shown
    WHEN ${CALLED_BY_PORT('remote_port', 'local_port')} THEN 'local'
    WHEN ${CALLED_BY_PORT('local_port', 'remote_port')} THEN 'remote' END AS began
  FROM seen
), sorted AS (
  SELECT *, CASE WHEN NOT ${PORTED} THEN NULL WHEN began = 'local' THEN remote_port
    WHEN began = 'remote' THEN local_port END AS port
  FROM told
)
SELECT protocol, local, remote, port, began, sum(bytes) AS bytes, sum(packets) AS packets, count(*) AS records,
  min(ts_start) AS first, max(ts_end) AS last
FROM sorted WHERE local IS NOT NULL AND remote IS NOT NULL AND protocol IS NOT NULL
GROUP BY protocol, local, remote, port, began
ORDER BY sum(bytes) DESC NULLS LAST, local, remote, protocol, port LIMIT ${MOST + 1}`);
  return { flows: rows.slice(0, MOST).map(flowOf), more: rows.length > MOST };
}

function flowOf(row: Row): SeenFlow {
  const { port, began } = row;
  return {
    protocol: Number(row['protocol']),
    local: String(row['local']),
    remote: String(row['remote']),
    ...(port !== null && port !== undefined && { port: Number(port) }),
    ...((began === 'local' || began === 'remote') && { began }),
    bytes: Number(row['bytes'] ?? 0),
    packets: Number(row['packets'] ?? 0),
    records: Number(row['records']),
    first: String(row['first']),
    last: String(row['last']),
  };
}
