import { ONE_WAY_FLOOD } from '../model/one-way-flood.ts';
import type { ClaimedFlow } from '../model/claim.ts';

function seconds({ from, to }: ClaimedFlow): number | undefined {
  const span = from === undefined || to === undefined ? 0 : (Date.parse(to) - Date.parse(from)) / 1000;
  return span > 0 ? span : undefined;
}

/**
 * Do the notice's own numbers show a flood: very many packets in the time that it states, and next to nothing back? The same
 * figures by which a flood is found in flow logs. A flow without its times, or without what came back, shows none.
 */
export function isOneWayFlood(flow: ClaimedFlow): boolean {
  const { packets_sent: sent, packets_received: back } = flow;
  const time = seconds(flow);
  if (sent === undefined || back === undefined || time === undefined) return false;
  return (
    sent >= ONE_WAY_FLOOD.packets &&
    sent / time >= ONE_WAY_FLOOD.packets_per_second &&
    back <= sent * ONE_WAY_FLOOD.share_back
  );
}
