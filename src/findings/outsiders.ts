import type { Deed } from '../model/complaint.ts';
import type { TableName } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import { DETECTORS } from './detectors/index.ts';
import type { Detector } from './detector.ts';

/** Less sure than this that it was a stranger, and whoever is complained about may be the owner of the account. */
const SURE = 0.75;
/** Of alerts: what its sensor calls grave, or of some weight. What is less is not told to a provider. */
const SURE_SENSOR = 0.6;

/** By the type of an inbound finding, whatever log it is from. */
const DEED_OF: Partial<Record<Finding['type'], Deed>> = {
  login_attack: 'login',
  credential_exposure: 'login',
  malware: 'script',
  web_attack: 'exploit',
  sql_injection: 'exploit',
  vulnerability_scan: 'exploit',
  reconnaissance: 'probing',
  port_scan: 'scan',
};

const DETECTOR_OF: ReadonlyMap<string, Detector> = new Map(DETECTORS.map((one) => [one.name, one]));

/** The table that a finding's rows are of. */
export function tableOf({ detector }: Pick<Finding, 'detector'>): TableName | undefined {
  return DETECTOR_OF.get(detector)?.table;
}

/** Why nobody is accused by findings of this detector; undefined: somebody is, or nothing is said of it. */
export function blameless({ detector }: Pick<Finding, 'detector'>): Detector['unaccused'] {
  return DETECTOR_OF.get(detector)?.unaccused;
}

/** What somebody outside did by a finding; undefined: it is about nobody outside, or about no deed of his. */
export function deedOf(finding: Pick<Finding, 'type' | 'direction' | 'detector'>): Deed | undefined {
  if (finding.direction !== 'inbound' || blameless(finding) !== undefined) return undefined;
  return DETECTOR_OF.get(finding.detector)?.deed ?? DEED_OF[finding.type];
}

type FindingVerdict = Pick<Finding, 'type' | 'direction' | 'detector' | 'severity' | 'confidence' | 'noise'>;

/** Why somebody outside is not accused by a finding: a device with an old password, or it is not sure enough. */
export function doubtOf(finding: FindingVerdict): 'device' | 'unsure' | 'weak' | undefined {
  const { type, severity, confidence } = finding;
  const table = tableOf(finding);
  if (table === 'alerts') return confidence < SURE_SENSOR ? 'weak' : undefined;
  // One client that fails on one account: the finding says so by its severity. Flows know no account.
  if (type === 'login_attack') return severity === 'low' && table !== 'flows' ? 'device' : undefined;
  if (type === 'credential_exposure') return confidence < SURE ? 'unsure' : undefined;
  if (type === 'port_scan') return confidence < SURE ? 'weak' : undefined;
  if (type === 'malware') return severity === 'high' ? undefined : 'unsure';
  return undefined;
}

/** Can somebody outside be complained about by the finding? Of research scanners, crawlers and health checks nobody is. */
export function isAccusing(finding: FindingVerdict): boolean {
  return finding.noise === undefined && deedOf(finding) !== undefined && doubtOf(finding) === undefined;
}
