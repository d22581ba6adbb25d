import { sqlAttempts } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { isService, isServicePort } from '../../../net/ports.ts';
import { findScans } from './scans.ts';
import { PORT_SCAN } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/**
 * Windows in which one host tried one port on many hosts, mostly in vain. Peer to peer programs do that, too, on a port of
 * their own, and some of their peers answer: on a port of no service hardly anybody may.
 */
function sqlWindows(context: DetectorContext): string {
  const { window, targets_per_window, unanswered_share, sparse_unanswered_share } = limitsOf(
    context,
    PORT_SCAN,
  );
  const share = `CASE WHEN ${isServicePort('port')} THEN ${unanswered_share} ELSE ${sparse_unanswered_share} END`;
  const attempts = sqlAttempts(context, {}, window, {
    keys: ['host', 'protocol', 'port', 'win'],
    having: `count(DISTINCT target) >= ${targets_per_window}`,
  });
  return `${attempts}
SELECT host, protocol, port, ${context.engine.dialect.epoch('win')} AS start
FROM attempts WHERE opened GROUP BY host, protocol, port, win
HAVING count(CASE WHEN unanswered THEN 1 END) >= ${targets_per_window}
  AND count(CASE WHEN unanswered THEN 1 END) >= (${share}) * count(*)
ORDER BY host, protocol, port, win`;
}

/** One port on many hosts: a sweep for open services. */
export const portScanHorizontal: Detector = {
  name: 'port-scan-horizontal',
  type: 'port_scan',
  title: 'One of our hosts tries one port on many hosts and gets no answer',
  source: { key: 'sourceHorizontal', params: {} },
  reach: true,
  table: 'flows',
  detect(context) {
    const { window, targets_per_window, unanswered_share, sparse_unanswered_share } = limitsOf(
      context,
      PORT_SCAN,
    );
    return findScans(context, portScanHorizontal, {
      sql: sqlWindows(context),
      window,
      item: (row) => Number(row['port']),
      column: 'port',
      aim: (items) => ({
        ports: items.sort((a, b) => a - b),
        share: items.some((port) => isService(port)) ? unanswered_share : sparse_unanswered_share,
      }),
      unit: 'hosts',
      threshold: targets_per_window,
    });
  },
};
