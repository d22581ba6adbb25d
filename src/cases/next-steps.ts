import type { CaseDocument } from '../model/case.ts';
import type { Inventory } from '../clouds/inventory.ts';
import type { Culprit } from '../model/finding.ts';
import { UNKNOWN_INSTANCE } from '../findings/sentences/commands.ts';
import type { Said } from '../findings/sentences/messages.ts';
import type { Phrases } from '../findings/sentences/say.ts';
import { flowLogPlace } from './flow-log-place.ts';
import { claimedInstances, INSTANCE, regionOf } from './named-ids.ts';

function hostOf(culprit: Culprit): string {
  return culprit.instance ?? culprit.interface ?? culprit.address;
}

/** The culprit's instance; where the flows have none, the only one that the notices name, unless a NAT lies between. */
function instanceOf(culprit: Culprit, document: CaseDocument): { instance: string; named?: true } {
  const { instance = '' } = culprit;
  if (INSTANCE.test(instance)) return { instance };
  const [claimed, ...others] = claimedInstances(document);
  const alone = claimed !== undefined && others.length === 0 && document.culprits.length === 1;
  return alone && culprit.via === undefined
    ? { instance: claimed, named: true }
    : { instance: UNKNOWN_INSTANCE };
}

/** One host is accused and nothing ties with it: cut it off, without destroying what it can still tell. */
function containment(culprit: Culprit, document: CaseDocument): Said[] {
  const host = hostOf(culprit);
  if (culprit.ties.length > 0) {
    return [{ key: 'nextTogether', host, others: culprit.ties.map((tie) => tie.instance ?? tie.address) }];
  }
  const { instance, named } = instanceOf(culprit, document);
  const target = { host, ...regionOf(document), instance };
  return [
    { key: 'nextSnapshot', ...target, ...(named && { named }) },
    { key: 'nextCutOff', ...target },
  ];
}

/** Nobody is found, and the notice names an instance: what it can tell is kept, whatever turns out. */
function precaution(document: CaseDocument): Said[] {
  const open = document.verdicts.some(({ verdict }) => verdict === 'no data');
  if (document.culprits.length > 0 || !open) return [];
  const region = regionOf(document);
  return claimedInstances(document).map((id) =>
    Object.assign({ key: 'nextSnapshot' as const, host: id, instance: id }, region),
  );
}

function missing(document: CaseDocument): Said[] {
  const formats = new Set(document.evidence.map((entry) => entry.format));
  const flows = document.evidence.some((entry) => entry.table === 'flows');
  return flows && !formats.has('aws-inventory') ? [{ key: 'nextInventory' }] : [];
}

/**
 * What verdicts lack: flow records in one step with its commands, the rest in the words in which it was said there.
 * For a forged notice nothing needs to be fetched.
 */
function verdictSteps(document: CaseDocument, phrases: Phrases, inventory: Inventory | undefined): Said[] {
  const { claims, verdicts } = document;
  const heard = verdicts.filter(({ claim }) => claims[claim]?.authenticity.verdict !== 'forged');
  const absent = new Set(heard.flatMap((verdict) => verdict.missing ?? []));
  const said = [...absent].map((text) => phrases.again(text));
  const lacks = said.flatMap((one) => (one.key === 'lackHow' ? one.what : []));
  // What AWS has lost nobody can get.
  const others = said.filter(({ key }) => key !== 'lackHow' && key !== 'lackLost');
  const steps: Said[] = [
    ...(lacks.length > 0
      ? [{ key: 'nextFlowLogs' as const, ...flowLogPlace(document, inventory), lacks }]
      : []),
    ...others,
  ];
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

function ranges(document: CaseDocument, phrases: Phrases): Said[] {
  const unknown = document.gaps.some((gap) => phrases.again(gap).key === 'gapNoRanges');
  return unknown ? [{ key: 'nextRanges' }] : [];
}

/**
 * What to do next, most urgent first, each with its command where there is one.
 * Paths are within the case folder.
 * @param document with its letters
 * @param phrases the case's, where the steps are kept for other languages
 * @param inventory what commands are filled in from, where there is one
 */
export function nextSteps(document: CaseDocument, phrases: Phrases, inventory?: Inventory): string[] {
  const steps: Said[] = [
    ...forged(document),
    ...letterStep(document, 'reply-interim', 'nextInterim'),
    ...users(document),
    ...document.culprits.flatMap((culprit) => containment(culprit, document)),
    ...precaution(document),
    ...missing(document),
    ...verdictSteps(document, phrases, inventory),
    ...ranges(document, phrases),
    ...letterStep(document, 'reply-final', 'nextFinal'),
  ];
  return steps.map((step) => phrases.say(step));
}
