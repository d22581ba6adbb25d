import type { DetectorContext } from './detector.ts';
import type { Finding } from '../model/finding.ts';

/** A host of ours as the subject of a finding, with what is known of it. */
export function subjectOf(context: DetectorContext, address: string): Finding['subject'] {
  const { instance, interface: networkInterface } = context.hosts.of(address);
  return {
    address,
    ...(instance === undefined ? {} : { instance }),
    ...(networkInterface === undefined ? {} : { interface: networkInterface }),
  };
}
