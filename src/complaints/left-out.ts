import type { TableName } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import { blameless, deedOf, doubtOf, isAccusing, tableOf } from '../findings/outsiders.ts';
import type { ComplaintMessage } from './messages.ts';

/** Whom a finding is about, as the case names him, for its owner's eyes. */
function whoOf({ subject: { user, address, provider }, detector }: Finding): string {
  return [user, address ?? provider].filter((part) => part !== undefined).join(', ') || detector;
}

function doubted(finding: Finding): ComplaintMessage | undefined {
  const doubt = deedOf(finding) === undefined || finding.noise !== undefined ? undefined : doubtOf(finding);
  if (doubt === undefined) return undefined;
  const key = { device: 'leftDevice', unsure: 'leftUnsure', weak: 'leftWeak' } as const;
  return { key: key[doubt], params: { who: whoOf(finding) } };
}

/** Findings that are left out for one reason are counted together. */
type CountedReason =
  | 'leftNoise'
  | 'leftPings'
  | 'leftTogether'
  | 'leftTerms'
  | 'leftVictims'
  | 'leftTold'
  | 'leftCovered'
  | 'leftNoType'
  | 'leftOwn';

function countedAs(finding: Finding): CountedReason {
  if (finding.noise !== undefined) return 'leftNoise';
  const reason = blameless(finding);
  if (reason === 'pings') return 'leftPings';
  if (reason === 'together') return 'leftTogether';
  if (reason === 'terms') return 'leftTerms';
  if (reason === 'victims') return 'leftVictims';
  if (reason === 'told') return 'leftTold';
  return finding.direction === 'inbound' ? 'leftNoType' : 'leftOwn';
}

/** Why nobody is complained about by a finding that names no sender: each has its own number of addresses. */
function unnamed(finding: Finding): ComplaintMessage | undefined {
  if (finding.type === 'backscatter') return { key: 'leftBackscatter', params: {} };
  const sources = finding.numbers.sources ?? 0;
  const reason = blameless(finding);
  if (reason === 'forged') return { key: 'leftFlood', params: { sources } };
  if (reason === 'unasked') return { key: 'leftVolume', params: { sources } };
  return reason === 'reflected' ? { key: 'leftReflection', params: { sources } } : undefined;
}

/** Flows show no account, and alerts are another's word: beside the service's own log of the same deed they are the same once more. */
const BESIDE: ReadonlySet<TableName | undefined> = new Set(['flows', 'alerts']);

/** Addresses that attack by a finding of their own: whatever they entered, they did not mistype. */
function attackersOf(findings: readonly Finding[]): Set<string> {
  const attacks = findings.filter(
    (finding) => finding.type === 'login_attack' && !BESIDE.has(tableOf(finding)) && isAccusing(finding),
  );
  return new Set(attacks.flatMap(({ subject }) => subject.address ?? []));
}

const deedAndActor = (finding: Finding): string => `${deedOf(finding)} ${finding.subject.address ?? ''}`;

/** Findings by which somebody outside can be accused, and why the others are not. */
export function leftOut(findings: readonly Finding[]): { accused: Finding[]; left: ComplaintMessage[] } {
  const attackers = attackersOf(findings);
  const accused: Finding[] = [];
  const left: ComplaintMessage[] = [];
  const counts = new Map<CountedReason, number>();
  const count = (key: CountedReason): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const finding of findings) {
    const known = finding.type === 'credential_exposure' && attackers.has(finding.subject.address ?? '');
    const reason = unnamed(finding) ?? (known ? undefined : doubted(finding));
    if (reason !== undefined) left.push(reason);
    else if (known || isAccusing(finding)) accused.push(finding);
    else count(countedAs(finding));
  }
  const said = new Set(accused.filter((one) => !BESIDE.has(tableOf(one))).map(deedAndActor));
  const kept = accused.filter((finding) => {
    const named = finding.subject.address !== undefined;
    const again = BESIDE.has(tableOf(finding)) && named && said.has(deedAndActor(finding));
    if (again) count('leftCovered');
    return !again;
  });
  for (const [key, some] of counts) left.push({ key, params: { count: some } });
  return { accused: kept, left };
}
