import { sqlAttempts } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { findScans } from './scans.ts';
import { PORT_SCAN } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/**
 * Windows in which one host tried many hosts and many ports, mostly in vain. Either the pairs fill a grid (each
 * host on two ports or more, each port on two hosts or more), or, for TCP, hardly any of them answered; peer to
 * peer programs try one port of each host and are answered now and then.
 */
function sqlWindows(context: DetectorContext): string {
  const { block_window, block_side, pairs_per_block_window, unanswered_share, sparse_unanswered_share } =
    limitsOf(context, PORT_SCAN);
  const attempts = sqlAttempts(context, {}, block_window, {
    keys: ['host', 'protocol', 'win'],
    having: `count(DISTINCT target) >= ${block_side} AND count(DISTINCT port) >= ${block_side} AND count(*) >= ${pairs_per_block_window}`,
  });
  const unanswered = 'count(CASE WHEN unanswered THEN 1 END)';
  const hosts = 'count(DISTINCT CASE WHEN unanswered THEN target END)';
  const ports = 'count(DISTINCT CASE WHEN unanswered THEN port END)';
  return `${attempts}
SELECT host, protocol, ${context.engine.dialect.epoch('win')} AS start
FROM attempts WHERE opened GROUP BY host, protocol, win
HAVING ${unanswered} >= ${pairs_per_block_window} AND ${unanswered} >= ${unanswered_share} * count(*)
  AND ${hosts} >= ${block_side} AND ${ports} >= ${block_side}
  AND (${unanswered} >= 2 * ${hosts} AND ${unanswered} >= 2 * ${ports}
    OR protocol = 6 AND ${unanswered} >= ${sparse_unanswered_share} * count(*))
ORDER BY host, protocol, win`;
}

/** Many ports on many hosts. */
export const portScanBlock: Detector = {
  name: 'port-scan-block',
  type: 'port_scan',
  title: 'One of our hosts tries many ports on many hosts and gets no answer',
  source: { key: 'sourceBlock', params: {} },
  reach: true,
  table: 'flows',
  detect(context) {
    const { block_window, pairs_per_block_window } = limitsOf(context, PORT_SCAN);
    return findScans(context, portScanBlock, {
      sql: sqlWindows(context),
      window: block_window,
      item: (row) => Number(row['start']),
      column: 'start',
      aim: () => ({}),
      unit: 'pairs',
      threshold: pairs_per_block_window,
    });
  },
};
