import type { CaseDocument } from '../cases/case.ts';
import type { Culprit } from '../findings/finding.ts';
import type { Said } from '../findings/sentences/messages.ts';
import type { Phrases } from '../findings/sentences/say.ts';

/** The ids come from evidence: only what has the form of one goes into a command that people copy. */
const INSTANCE = /^i-[0-9a-f]{8,17}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

function hostOf(culprit: Culprit): string {
  return culprit.instance ?? culprit.interface ?? culprit.address;
}

function regionOf(document: CaseDocument): { region?: string } {
  const region = document.cost?.region ?? document.claims.flatMap((claim) => claim.regions)[0] ?? '';
  return REGION.test(region) ? { region } : {};
}

/** One host is accused and nothing ties with it: cut it off, without destroying what it can still tell. */
function containment(culprit: Culprit, document: CaseDocument): Said[] {
  const host = hostOf(culprit);
  if (culprit.ties.length > 0) {
    return [{ key: 'nextTogether', host, others: culprit.ties.map((tie) => tie.instance ?? tie.address) }];
  }
  const known = culprit.instance ?? '';
  const target = { host, ...regionOf(document), instance: INSTANCE.test(known) ? known : 'INSTANCE-ID' };
  return [
    { key: 'nextSnapshot', ...target },
    { key: 'nextCutOff', ...target },
  ];
}

function missing(document: CaseDocument): Said[] {
  const formats = new Set(document.evidence.map((entry) => entry.format));
  const flows = document.evidence.some((entry) => entry.table === 'flows');
  const steps: Said[] = [];
  if (document.claims.length > 0 && !flows) steps.push({ key: 'nextFlowLogs' });
  if (flows && !formats.has('aws-inventory')) steps.push({ key: 'nextInventory' });
  return steps;
}

/** What a verdict lacks, in the words in which it was said there. */
function verdictSteps(document: CaseDocument, phrases: Phrases): Said[] {
  const absent = new Set(document.verdicts.flatMap((verdict) => verdict.missing ?? []));
  const steps = [...absent].map((text) => phrases.again(text));
  return steps.length > 0 ? [...steps, { key: 'nextAgain' }] : [];
}

function users(document: CaseDocument): Said[] {
  const exposed = document.findings.filter((finding) => finding.type === 'credential_exposure');
  const names = new Set(exposed.flatMap((finding) => finding.subject.user ?? []));
  return names.size === 0 ? [] : [{ key: 'nextPasswords', users: [...names] }];
}

/** The letter to send, in English where there is one: the provider's desk reads it. */
function letterStep(document: CaseDocument, kind: string, key: 'nextInterim' | 'nextFinal'): Said[] {
  const letters = document.letters.filter((letter) => letter.kind === kind);
  const letter = letters.find(({ lang }) => lang === 'en') ?? letters[0];
  return letter === undefined ? [] : [{ key, path: letter.path }];
}

function forged(document: CaseDocument): Said[] {
  const found = document.claims.some(({ authenticity }) => authenticity.verdict === 'forged');
  return found ? [{ key: 'nextForged' }] : [];
}

function ranges(document: CaseDocument): Said[] {
  const known = document.evidence.some((entry) => entry.format === 'aws-ranges');
  if (known || document.sources.some((source) => source.provider !== null)) return [];
  return [{ key: 'nextRanges' }];
}

/**
 * What to do next, most urgent first, each with its command where there is one.
 * Paths are within the case folder.
 * @param document with its letters
 * @param phrases the case's, where the steps are kept for other languages
 */
export function nextSteps(document: CaseDocument, phrases: Phrases): string[] {
  const steps: Said[] = [
    ...forged(document),
    ...letterStep(document, 'reply-interim', 'nextInterim'),
    ...users(document),
    ...document.culprits.flatMap((culprit) => containment(culprit, document)),
    ...missing(document),
    ...verdictSteps(document, phrases),
    ...ranges(document),
    ...letterStep(document, 'reply-final', 'nextFinal'),
  ];
  return steps.map((step) => phrases.say(step));
}
