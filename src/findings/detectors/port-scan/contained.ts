import type { Finding } from '../../../model/finding.ts';
import { entriesOf } from '../../../model/numbers.ts';
import type { DetectorContext } from '../../detector.ts';
import { limitsOf } from '../../threshold.ts';
import { PORT_SCAN } from './thresholds.ts';

/** A row or a column that holds this much of a block's pairs is the whole story. */
const MOST = 0.8;

const LINE_SCANS = new Set(['port-scan-horizontal', 'port-scan-vertical']);

function overlap(a: Finding, b: Finding): boolean {
  return Date.parse(a.from) <= Date.parse(b.to) && Date.parse(b.from) <= Date.parse(a.to);
}

const SCANS = new Set([...LINE_SCANS, 'port-scan-block']);

/** That a host turned to many strangers on a worm's port, and no more: where it was come to so before, that is news beside a scan. */
function isBareSpread({ detector, numbers }: Finding): boolean {
  return detector === 'worm-spread' && !entriesOf(numbers).some(([name]) => name === 'seconds_after_entry');
}

/** All ports of the one are among the other's, at one time. */
function isOver(scan: Finding, spread: Finding): boolean {
  return overlap(scan, spread) && spread.targets.ports.every((port) => scan.targets.ports.includes(port));
}

/** The line scan tells what the block scan tells, and shorter. */
function tellsAll(line: Finding, block: Finding, context: DetectorContext): boolean {
  const { targets_per_window, ports_per_window } = limitsOf(context, PORT_SCAN);
  const pairs = (finding: Finding): number => finding.numbers.unanswered_pairs ?? 0;
  const narrow =
    line.detector === 'port-scan-horizontal'
      ? line.targets.ports.length < ports_per_window
      : line.targets.hosts < targets_per_window;
  return narrow && pairs(line) >= MOST * pairs(block);
}

/**
 * One scan is one finding: a block scan also meets the rules of the rows and columns that it is made of, and a
 * wide sweep with a few strays also meets the rule of the block. The one that tells it shortest and whole stays.
 */
export function dropContained(findings: readonly Finding[], context: DetectorContext): Finding[] {
  const dropped = new Set<Finding>();
  const blocks = findings.filter((finding) => finding.detector === 'port-scan-block');
  const lines = findings.filter((finding) => LINE_SCANS.has(finding.detector));
  for (const block of blocks) {
    for (const line of lines) {
      const related =
        line.subject.address === block.subject.address &&
        line.numbers.protocol === block.numbers.protocol &&
        overlap(line, block);
      if (related) dropped.add(tellsAll(line, block, context) ? block : line);
    }
  }
  for (const spread of findings.filter(isBareSpread)) {
    const told = findings.some(
      (scan) =>
        SCANS.has(scan.detector) && scan.subject.address === spread.subject.address && isOver(scan, spread),
    );
    if (told) dropped.add(spread);
  }
  return findings.filter((finding) => !dropped.has(finding));
}
