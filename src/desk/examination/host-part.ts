import { costOf, isMeasurable } from '../../cases/cost.ts';
import { cloudOf } from '../../cases/named-ids.ts';
import { casePart, floodedBytes } from '../../hosts/case-part.ts';
import { hostDocument } from '../../hosts/document.ts';
import type { HostPart } from '../../model/host.ts';
import type { Attachments } from '../attachments.ts';
import { pastedHost } from '../inspect.ts';

/** What the pasted outputs say of the host, and the price of what it has sent; undefined where nothing was pasted. */
export function hostPart({ claims, pastes }: Attachments): HostPart | undefined {
  if (pastes.length === 0) return undefined;
  const source = pastedHost(pastes);
  const flows = claims.flatMap((claim) => claim.flows);
  const document = hostDocument(source, new Set(flows.flatMap(({ remote }) => remote ?? [])));
  const egressBytes = floodedBytes(document);
  const region = claims.flatMap((claim) => claim.regions)[0];
  const month = flows.flatMap(({ from }) => from ?? [])[0]?.slice(0, 7);
  const cloud = cloudOf({ claims, culprits: [] });
  const prices = cloud?.prices;
  const question = {
    egressBytes,
    ...(region !== undefined && { region }),
    ...(month !== undefined && { month }),
  };
  const cost =
    egressBytes === 0 || prices === undefined ? undefined : costOf(question, prices, cloud?.short ?? '');
  return casePart(document, source.facts, cost && isMeasurable(cost) ? cost : undefined);
}
