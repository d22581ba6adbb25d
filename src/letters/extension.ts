import type { CaseDocument } from '../model/case.ts';
import type { Matter } from '../model/conclusion.ts';
import { UserError } from '../base/errors.ts';
import type { Composition } from './composition.ts';
import { basisOf } from './basis.ts';
import { blank, clean } from './clean.ts';
import type { Draft } from './draft.ts';
import { resource } from './fields.ts';
import { listed } from './listed.ts';
import type { Page } from './page.ts';
import { moment } from './period.ts';
import { activities } from './sections.ts';

const utc = (at: string): string => `${at} UTC`;

/** What the matter lacks of records: its verdict is open, and flow logs are what is missing. */
function lacksRecords({ claims, verdicts, evidence }: CaseDocument, matter: Matter): boolean {
  if (matter.verdict !== 'cannot_tell') return false;
  // What was done with an access key no flow log shows.
  if (matter.claims.every((index) => claims[index]?.keys !== undefined)) return false;
  const missing = verdicts.some((one) => matter.claims.includes(one.claim) && (one.missing ?? []).length > 0);
  return missing || !evidence.some(({ table, parsed }) => table === 'flows' && parsed > 0);
}

/** Why the case cannot be answered yet, each reason as the letter says it; none where all is known. */
export function reasonsOf(
  document: CaseDocument,
  matter: Matter,
  { facts, language, occasion, answers }: Pick<Draft, 'facts' | 'language' | 'occasion' | 'answers'>,
): string[] {
  const { reasons } = occasion.extension;
  const shown = basisOf(facts.verdict) === 'shown';
  const said: string[] = [];
  if (lacksRecords(document, matter)) {
    const names = facts.named.length === 0 ? undefined : listed(facts.named, language);
    said.push(reasons.records(names, facts.when === undefined ? undefined : language.period(facts.when)));
  }
  const { stopped, claim } = document.conclusion;
  const own = claim !== undefined && matter.claims.includes(claim);
  if (own && stopped?.log_ends !== undefined && stopped.knowable_from !== undefined) {
    said.push(reasons.logsEnd(utc(moment(stopped.log_ends)), utc(moment(stopped.knowable_from))));
  }
  if (shown && facts.hosts.length === 0) said.push(language.hostOpen);
  if (facts.tied) said.push(reasons.tied(listed(facts.hosts, language)));
  const hosts = facts.hosts.length === 0 ? facts.named : facts.hosts;
  if (shown && document.host === undefined && hosts.length > 0)
    said.push(reasons.uninspected(listed(hosts, language)));
  if (shown && document.host !== undefined && answers.root_cause === undefined) said.push(reasons.cause);
  return said;
}

/** @throws UserError (exit 2) where the case has no reason, or the new time is no later than the deadline */
export function checkExtension({ reasons, facts, answers }: Draft): void {
  if (reasons.length === 0) {
    throw new UserError('the case holds no reason to ask for more time', {
      hint: 'What it knows is enough for an answer: `abusedesk letter reply`, or `abusedesk letter dispute` where the logs rule the notice out.',
    });
  }
  const { until } = answers;
  if (until !== undefined && facts.deadline !== undefined && moment(until) <= facts.deadline) {
    throw new UserError(`until is no later than the deadline, ${utc(facts.deadline)}`, {
      hint: 'Give a later time, or take it back with --set until=.',
    });
  }
}

function request({ answers: { until }, facts, occasion, late }: Draft): string {
  const due = late || facts.deadline === undefined ? undefined : utc(facts.deadline);
  const { more, blank: missing } = occasion.extension;
  return more(until === undefined ? blank(missing(due)) : utc(moment(until)), due);
}

/** What is known all the same; nothing where that is nothing. */
function sofar(page: Page, draft: Draft): void {
  const { facts, answers, language, occasion, inside } = draft;
  const shown = basisOf(facts.verdict) === 'shown';
  const { containment: done, contained_at: at } = answers;
  const known = [
    ...(!shown && facts.records.parsed > 0 ? [language.done.examined(facts.records.parsed)] : []),
    ...inside,
    ...(draft.stopped?.sure === true ? [draft.stopped.text] : []),
    ...(done === undefined
      ? []
      : [at === undefined ? clean(done, 2000) : language.done.at(utc(moment(at)), clean(done, 2000))]),
  ];
  if (!shown && known.length === 0) return;
  page.heading(occasion.extension.headings.sofar);
  if (shown) activities(page, draft);
  for (const one of known) page.item(one);
}

export const EXTENSION: Composition = {
  fields: (draft) => {
    const { language, occasion, facts, reasons } = draft;
    return [
      [language.labels.reference, facts.reference ?? language.noReference],
      [language.labels.resource, resource(draft)],
      [occasion.labels.request, request(draft)],
      [occasion.labels.reason, reasons[0] ?? ''],
      [language.labels.done, language.done.open],
    ];
  },
  opening: ({ occasion }) => [occasion.extension.opening],
  body: (page, draft) => {
    const { occasion, reasons } = draft;
    page.heading(occasion.extension.headings.why);
    for (const reason of reasons) page.item(reason);
    sofar(page, draft);
    page.heading(occasion.extension.headings.request);
    for (const asked of occasion.extension.asked) page.item(asked);
  },
};
