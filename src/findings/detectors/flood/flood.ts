import type { Row } from '../../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { floodFindings } from './flood-finding.ts';
import type { Flood } from './flood-finding.ts';
import { ratesOfBusy } from './flood-rates.ts';
import { askSteps } from '../../sql/steps.ts';
import { aggregationOf } from '../../sql/aggregation.ts';
import { instantOf } from '../../sql/instants.ts';
import { mergeWindows } from '../../sql/periods.ts';
import type { Window } from '../../sql/periods.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import { FLOOD } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/**
 * Windows in which one host sent one target very much and got hardly anything back. A flood of SYNs alone may be
 * answered, packet by packet, until the target gives up.
 */
function findWindows(context: DetectorContext, window: number): Promise<Row[]> {
  const flood = limitsOf(context, FLOOD);
  const least = Math.min(flood.one_sided_packets, flood.packets_per_second * flood.mean_over);
  const flows = flood.flows_per_second * flood.mean_over;
  const bytes = (flood.bits_per_second * flood.mean_over) / 8;
  const enough = `sum(packets) >= ${least} OR count(*) >= ${flows} OR sum(bytes) >= ${bytes}`;
  return askSteps(context.engine, ratesOfBusy(context, window, enough), (ask) =>
    ask(`SELECT host, target, protocol, interface, ${context.engine.dialect.epoch('win')} AS start
FROM rates
WHERE (packets_back <= ${flood.share_back} * packets OR protocol = 6 AND syn_packets >= 0.9 * packets)
  AND (packets >= ${flood.packets_per_second} * seconds OR bytes * 8 >= ${flood.bits_per_second} * seconds
    OR flows >= ${flood.flows_per_second} * seconds
    OR packets >= ${flood.one_sided_packets} AND packets >= ${flood.one_sided_packets_per_second} * seconds)
ORDER BY host, protocol, start, target`),
  );
}

/** Whether the record was made at the observation point where the host is read; others show the same packets again. */
function isRead(row: Row, context: DetectorContext): boolean {
  const reading = context.observationPoints.of(String(row['host']));
  return reading === undefined || reading.interfaces.includes(String(row['interface']));
}

/** Outbound denial of service. */
export const flood: Detector = {
  name: 'flood',
  type: 'ddos',
  title: 'One of our hosts sends one target more than it can answer',
  source: { key: 'sourceFlood', params: {} },
  table: 'flows',
  async detect(context) {
    const window = await aggregationOf(context);
    const rows = (await findWindows(context, window)).filter((row) => isRead(row, context));
    const windows = rows.map((row): Window<string> => {
      const start = Number(row['start']);
      const subject = `${row['host']} ${row['protocol']}`;
      return { subject, start, end: start + window, item: String(row['target']) };
    });
    const floods = mergeWindows(windows, limitsOf(context, FLOWS).merge_gap).map((period): Flood => {
      const [host = '', protocol] = period.subject.split(' ');
      return {
        host,
        protocol: Number(protocol),
        targets: [...new Set(period.items)].sort(),
        from: instantOf(period.start),
        to: instantOf(period.end),
        window,
      };
    });
    return floodFindings(context, flood, floods);
  },
};
