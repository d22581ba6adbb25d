import { protocolName } from '../net/protocols.ts';
import { protocolOf } from './answer.ts';
import type { Answer } from './answer.ts';

/** What the culprit's traffic went to, for the picture of its path. */
export interface Aim {
  hosts: number;
  /** Those that the notice names first. */
  sample: string[];
  ports: number[];
  /** `TCP`, or nothing where it is not known. */
  protocol: string;
  from?: string;
  to?: string;
}

/** From the finding, and from the flows that the notice lists; undefined where neither names a target. */
export function aimOf({ deed, claim }: Answer): Aim | undefined {
  const flows = claim?.flows ?? [];
  const named = [...new Set(flows.flatMap((flow) => flow.remote ?? []))];
  if (deed !== undefined) {
    const { hosts, ports, sample } = deed.targets;
    const all = [...new Set([...named, ...sample])];
    return { hosts, sample: all, ports, protocol: protocolOf(deed), from: deed.from, to: deed.to };
  }
  if (named.length === 0) return undefined;
  const protocol = flows.find((flow) => flow.protocol !== undefined)?.protocol;
  const { from, to } = claim?.window ?? {};
  return {
    hosts: named.length,
    sample: named,
    ports: [...new Set(flows.flatMap((flow) => flow.remote_ports ?? []))],
    protocol: protocol === undefined ? '' : protocolName(protocol),
    ...(from !== undefined && { from, to: to ?? from }),
  };
}
