import type { Row } from '../events/engines/engine.ts';
import type { Detector } from './detector.ts';
import type { Finding } from '../model/finding.ts';
import { numberIn } from './sql/number-in.ts';
import { samples } from './sql/samples.ts';

/** What a finding has that names nobody: it counts those beyond the ones that have a finding each. */
type Beyond = Pick<
  Finding,
  'id' | 'type' | 'detector' | 'subject' | 'direction' | 'targets' | 'from' | 'to' | 'severity'
>;

/**
 * What such findings have in common, whatever was done to us.
 * @param row has `hosts`, `sample` (of targets), `first` and `last` over all of them
 */
export function beyondNamed({ name, type }: Detector, row: Row, ports: number[] = []): Beyond {
  const [from, to] = [String(row['first']), String(row['last'])];
  return {
    id: [name, 'others', from].join('|'),
    type,
    detector: name,
    subject: {},
    direction: 'inbound',
    targets: { hosts: numberIn(row, 'hosts'), ports, sample: samples(row['sample']) },
    from,
    to,
    severity: 'low',
  };
}
