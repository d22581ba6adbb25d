import type { Finding } from '../model/finding.ts';
import { DETECTORS } from '../findings/detectors/index.ts';
import { deedOf, doubtOf, isAccusing } from '../findings/outsiders.ts';
import type { ComplaintMessage } from './messages.ts';

/** Whom a finding is about, as the case names him, for its owner's eyes. */
function whoOf({ subject: { user, address, provider }, detector }: Finding): string {
  return [user, address ?? provider].filter((part) => part !== undefined).join(', ') || detector;
}

/** Detectors over flows that give no rows to complain with: a flow shows no login. */
const UNSAID = new Set(
  DETECTORS.filter((detector) => detector.table === 'flows' && detector.accused === undefined).map(
    ({ name }) => name,
  ),
);

/** What one packet does, whoever sent it. */
const PROBES: ReadonlySet<Finding['type']> = new Set(['port_scan', 'reconnaissance']);

function reasonOf(finding: Finding): ComplaintMessage | undefined {
  if (finding.type === 'backscatter') return { key: 'leftBackscatter', params: {} };
  if (finding.type === 'ddos' && finding.direction === 'inbound') {
    return { key: 'leftFlood', params: { sources: finding.numbers.sources ?? 0 } };
  }
  if (deedOf(finding) === undefined) return undefined;
  if (UNSAID.has(finding.detector)) return { key: 'leftFlowsAlone', params: { who: whoOf(finding) } };
  const doubt = doubtOf(finding);
  if (doubt === undefined) return undefined;
  return { key: doubt === 'device' ? 'leftDevice' : 'leftUnsure', params: { who: whoOf(finding) } };
}

/** Addresses that attack by a finding of their own: whatever they entered, they did not mistype. */
function attackersOf(findings: readonly Finding[]): Set<string> {
  const attacks = findings.filter((finding) => finding.type === 'login_attack' && isAccusing(finding));
  return new Set(attacks.flatMap(({ subject }) => subject.address ?? []));
}

/** Findings by which somebody outside can be accused, and why the others are not. */
export function leftOut(findings: readonly Finding[]): { accused: Finding[]; left: ComplaintMessage[] } {
  const attackers = attackersOf(findings);
  const accused: Finding[] = [];
  const left: ComplaintMessage[] = [];
  let own = 0;
  let probes = 0;
  for (const finding of findings) {
    const known = finding.type === 'credential_exposure' && attackers.has(finding.subject.address ?? '');
    const reason = known ? undefined : reasonOf(finding);
    if (reason !== undefined) left.push(reason);
    else if (PROBES.has(finding.type) && finding.direction === 'inbound') probes += 1;
    else if (known || isAccusing(finding)) accused.push(finding);
    else own += 1;
  }
  if (probes > 0) left.push({ key: 'leftProbes', params: { count: probes } });
  if (own > 0) left.push({ key: 'leftOwn', params: { count: own } });
  return { accused, left };
}
