import type { Row } from '../../../events/engines/engine.ts';
import type { DetectorContext } from '../../detector.ts';
import { numberIn } from '../../sql/number-in.ts';
import { limitsOf } from '../../threshold.ts';
import type { FloodMessages } from './messages.ts';
import { FLOOD } from './thresholds.ts';

/** The highest rates of a flood, in a second. */
export interface Rates {
  packets: number;
  bits: number;
  flows: number;
}

/** @param row has `packets_per_second`, `bits_per_second` and `flows_per_second` */
export function ratesOf(row: Row): Rates {
  const rate = (of: keyof Rates): number => numberIn(row, `${of}_per_second`);
  return { packets: rate('packets'), bits: rate('bits'), flows: rate('flows') };
}

/** How much of the cited rates it reaches; 1 and more: all of one of them. */
export function reachOf(context: DetectorContext, { packets, bits, flows }: Rates): number {
  const limits = limitsOf(context, FLOOD);
  return Math.max(
    packets / limits.packets_per_second,
    bits / limits.bits_per_second,
    flows / limits.flows_per_second,
  );
}

/** How sure: 0.95 at the rates of the cited thresholds, from 0.7 upwards below them. */
export const sureAt = (reach: number): number => Math.min(0.95, 0.7 + 0.25 * reach);

/** What is in force, as the sentence of a rule says it. */
export function ratesInForce(context: DetectorContext): Omit<FloodMessages['volumeFloodRule'], 'source'> {
  const limits = limitsOf(context, FLOOD);
  return {
    packets_per_second: limits.packets_per_second,
    bits_per_second: limits.bits_per_second,
    flows_per_second: limits.flows_per_second,
    one_sided_packets_per_second: limits.one_sided_packets_per_second,
    one_sided_packets: limits.one_sided_packets,
    share_back: limits.share_back,
  };
}
