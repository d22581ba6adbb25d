import { sqlAttempts } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { findScans } from './scans.ts';
import { PORT_SCAN } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/** UDP ports to which traceroute counts up, three for each hop; they are no scan. */
const TRACEROUTE = 'NOT (protocol = 17 AND port BETWEEN 33434 AND 33534)';

/** Windows in which one host tried many ports of one host, mostly in vain. */
function sqlWindows(context: DetectorContext): string {
  const { window, ports_per_window, unanswered_share } = limitsOf(context, PORT_SCAN);
  const attempts = sqlAttempts(context, {}, window, {
    keys: ['host', 'protocol', 'target', 'win'],
    having: `count(DISTINCT port) >= ${ports_per_window}`,
  });
  return `${attempts}
SELECT host, protocol, target, ${context.engine.dialect.epoch('win')} AS start
FROM attempts WHERE opened AND ${TRACEROUTE} GROUP BY host, protocol, target, win
HAVING count(CASE WHEN unanswered THEN 1 END) >= ${ports_per_window}
  AND count(CASE WHEN unanswered THEN 1 END) >= ${unanswered_share} * count(*)
ORDER BY host, protocol, target, win`;
}

/** Many ports of one host: looking for a way in. */
export const portScanVertical: Detector = {
  name: 'port-scan-vertical',
  type: 'port_scan',
  title: 'One of our hosts tries many ports of one host and gets no answer',
  source: { key: 'sourceVertical', params: {} },
  reach: true,
  table: 'flows',
  detect(context) {
    const { window, ports_per_window } = limitsOf(context, PORT_SCAN);
    return findScans(context, portScanVertical, {
      sql: sqlWindows(context),
      window,
      item: (row) => String(row['target']),
      column: 'target',
      aim: (items) => ({ targets: items.sort() }),
      unit: 'ports',
      threshold: ports_per_window,
    });
  },
};
