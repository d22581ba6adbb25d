import type { Deed } from '../model/complaint.ts';
import { DETECTORS } from './detectors/index.ts';
import type { Finding } from '../model/finding.ts';

/** Less sure than this that it was a stranger, and whoever is complained about may be the owner of the account. */
const SURE = 0.75;

const DEED_OF: Partial<Record<Finding['type'], Deed>> = {
  login_attack: 'login',
  credential_exposure: 'login',
  malware: 'script',
};

/** Detectors that repeat what another system says: nobody is complained about by that. */
const HEARSAY = new Set(DETECTORS.filter(({ hearsay }) => hearsay).map(({ name }) => name));

/** What somebody outside did by a finding; undefined: it is about nobody outside, or about no deed of his. */
export function deedOf({
  type,
  direction,
  detector,
}: Pick<Finding, 'type' | 'direction' | 'detector'>): Deed | undefined {
  return direction === 'inbound' && !HEARSAY.has(detector) ? DEED_OF[type] : undefined;
}

/** Why somebody outside is not accused by a finding: a device with an old password, or it is not sure enough. */
export function doubtOf({
  type,
  severity,
  confidence,
}: Pick<Finding, 'type' | 'severity' | 'confidence'>): 'device' | 'unsure' | undefined {
  // One client that fails on one account: the finding says so by its severity.
  if (type === 'login_attack') return severity === 'low' ? 'device' : undefined;
  if (type === 'credential_exposure') return confidence < SURE ? 'unsure' : undefined;
  return severity === 'high' ? undefined : 'unsure';
}

/** Can somebody outside be complained about by the finding? */
export function isAccusing(finding: Finding): boolean {
  return deedOf(finding) !== undefined && doubtOf(finding) === undefined;
}
