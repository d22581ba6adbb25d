import type { CaseDocument } from '../cases/case.ts';
import type { Culprit } from '../findings/finding.ts';

/** The ids come from evidence: only what has the form of one goes into a command that people copy. */
const INSTANCE = /^i-[0-9a-f]{8,17}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

function hostOf(culprit: Culprit): string {
  return culprit.instance ?? culprit.interface ?? culprit.address;
}

function regionOption(document: CaseDocument): string {
  const region = document.cost?.region ?? document.claims.flatMap((claim) => claim.regions)[0] ?? '';
  return REGION.test(region) ? ` --region ${region}` : '';
}

/** One host is accused and nothing ties with it: cut it off, without destroying what it can still tell. */
function containment(culprit: Culprit, document: CaseDocument): string[] {
  const host = hostOf(culprit);
  if (culprit.ties.length > 0) {
    const others = culprit.ties.map((tie) => tie.instance ?? tie.address).join(', ');
    return [`look inside ${host} and ${others}: the flow logs do not tell them apart`];
  }
  const instance = INSTANCE.test(culprit.instance ?? '') ? culprit.instance : 'INSTANCE-ID';
  const region = regionOption(document);
  return [
    `keep the evidence of ${host} before anything else: \`aws ec2 create-snapshots${region} --instance-specification InstanceId=${instance}\``,
    `cut ${host} off: stop it with \`aws ec2 stop-instances${region} --instance-ids ${instance}\`, or deny its traffic in the subnet's network ACL; a new security group does not end connections that are already open`,
  ];
}

function missing(document: CaseDocument): string[] {
  const formats = new Set(document.evidence.map((entry) => entry.format));
  const flows = document.evidence.some((entry) => entry.table === 'flows');
  const steps: string[] = [];
  if (document.claims.length > 0 && !flows) {
    steps.push(
      'get the flow logs around the time of the notice, or turn them on now: docs/how-to/get-flow-logs.md',
    );
  }
  if (flows && !formats.has('aws-inventory')) {
    steps.push('add the inventory, so that addresses get names: docs/how-to/collect-inventory.md');
  }
  return steps;
}

function verdictSteps(document: CaseDocument): string[] {
  const absent = document.verdicts.flatMap((verdict) => verdict.missing ?? []);
  const again = 'run the same command again when the missing logs are there';
  return absent.length > 0 ? [...new Set(absent), again] : [];
}

function users(document: CaseDocument): string[] {
  const exposed = document.findings.filter((finding) => finding.type === 'credential_exposure');
  const names = new Set(exposed.flatMap((finding) => finding.subject.user ?? []));
  if (names.size === 0) return [];
  return [
    `change the password of ${[...names].join(', ')} now, end the open sessions, and look for mailbox rules and forwarding`,
  ];
}

/** The letter to send, in English where there is one: the provider's desk reads it. */
function letterStep(document: CaseDocument, kind: string, words: string): string[] {
  const letters = document.letters.filter((letter) => letter.kind === kind);
  const letter = letters.find(({ lang }) => lang === 'en') ?? letters[0];
  return letter === undefined ? [] : [`${words}: ${letter.path}`];
}

function forged(document: CaseDocument): string[] {
  if (!document.claims.some(({ authenticity }) => authenticity.verdict === 'forged')) return [];
  return [
    "do not answer the forged notice and open nothing in it; look into your provider's console for a real one",
  ];
}

function ranges(document: CaseDocument): string[] {
  const known = document.evidence.some((entry) => entry.format === 'aws-ranges');
  if (known || document.sources.some((source) => source.provider !== null)) return [];
  return ['fetch the published ranges, so that addresses get owners: `abusedesk ranges update`'];
}

/**
 * What to do next, most urgent first, each with its command where there is one.
 * Paths are within the case folder.
 * @param document with its letters
 */
export function nextSteps(document: CaseDocument): string[] {
  return [
    ...forged(document),
    ...letterStep(document, 'reply-interim', 'send the interim answer as a reply to the notice'),
    ...users(document),
    ...document.culprits.flatMap((culprit) => containment(culprit, document)),
    ...missing(document),
    ...verdictSteps(document),
    ...ranges(document),
    ...letterStep(document, 'reply-final', 'fill the blanks of the final answer and send it'),
  ];
}
