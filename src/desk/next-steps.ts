import type { CaseDocument } from '../cases/case.ts';
import type { Culprit } from '../findings/finding.ts';

function hostOf(culprit: Culprit): string {
  return culprit.instance ?? culprit.interface ?? culprit.address;
}

/** One host is accused and nothing ties with it: cut it off, without destroying what it can still tell. */
function containment(culprit: Culprit): string[] {
  const host = hostOf(culprit);
  if (culprit.ties.length > 0) {
    const others = culprit.ties.map((tie) => tie.instance ?? tie.address).join(', ');
    return [`look inside ${host} and ${others}: the flow logs do not tell them apart`];
  }
  const instance = culprit.instance ?? 'INSTANCE-ID';
  return [
    `keep the evidence of ${host} before anything else: aws ec2 create-snapshots --instance-specification InstanceId=${instance}`,
    `cut ${host} off: stop it (aws ec2 stop-instances --instance-ids ${instance}) or deny its traffic in the subnet's network ACL; a new security group does not end connections that are already open`,
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

/**
 * What to do next, most urgent first, each with its command where there is one.
 * @param folder the case folder, for commands
 */
export function nextSteps(document: CaseDocument, folder: string): string[] {
  const notices = document.claims.length > 0;
  const steps = [
    ...(notices
      ? [`send the interim answer as a reply to the notice: ${folder}/letters/reply-interim.en.txt`]
      : []),
    ...users(document),
    ...document.culprits.flatMap(containment),
    ...missing(document),
    ...verdictSteps(document),
    ...(document.evidence.some((entry) => entry.format === 'aws-ranges') ||
    document.sources.some((s) => s.provider)
      ? []
      : ['fetch the published ranges, so that addresses get owners: abusedesk ranges update']),
    ...(notices
      ? [`fill the blanks of the final answer and send it: ${folder}/letters/reply-final.en.txt`]
      : []),
  ];
  return steps;
}
