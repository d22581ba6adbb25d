import type { Row } from '../../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding } from '../../../model/finding.ts';
import { instantOf } from '../../sql/instants.ts';
import { mergeWindows } from '../../sql/periods.ts';
import type { Window } from '../../sql/periods.ts';
import { scanFinding } from './scan-finding.ts';
import type { Scan } from './scan-finding.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/** What one scan detector adds to the common way from windows to findings. */
export interface ScanRule<Item> {
  /** Rows with `host`, `protocol`, `start` (seconds since 1970) of the windows in which the rule held. */
  sql: string;
  /** Length of the windows in seconds. */
  window: number;
  /** What the windows of one host differ in: port, target. */
  item: (row: Row) => Item;
  /** Ports or targets of the scan, from the distinct items of its windows, and the share that the rule asks there. */
  aim: (items: Item[]) => Pick<Scan, 'ports' | 'targets' | 'share'>;
  unit: Scan['unit'];
  threshold: number;
}

/** Windows of one host and protocol that lie close together become one scan, with whatever they were aimed at. */
export async function findScans<Item extends string | number>(
  context: DetectorContext,
  detector: Detector,
  rule: ScanRule<Item>,
): Promise<Finding[]> {
  const { window, unit, threshold } = rule;
  const windows = (await context.engine.query(rule.sql)).map((row): Window<Item> => {
    const start = Number(row['start']);
    return { subject: `${row['host']} ${row['protocol']}`, start, end: start + window, item: rule.item(row) };
  });
  const findings: Finding[] = [];
  for (const period of mergeWindows(windows, limitsOf(context, FLOWS).merge_gap)) {
    const [host = '', protocol] = period.subject.split(' ');
    const finding = await scanFinding(context, detector, {
      host,
      protocol: Number(protocol),
      ...rule.aim([...new Set(period.items)]),
      from: instantOf(period.start),
      to: instantOf(period.end),
      window,
      unit,
      threshold,
    });
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}
