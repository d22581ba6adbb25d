import type { AbuseType } from '../model/abuse-types.ts';
import { basisOf } from './basis.ts';
import { blank, clean } from './clean.ts';
import type { Draft } from './draft.ts';
import type { Comparison } from '../model/finding.ts';
import type { StatedFlow } from './facts.ts';
import type { Period } from './period.ts';
import type { Language, Measure } from './languages/language.ts';
import { QUESTIONS } from './languages/language.ts';
import type { LETTER_KINDS } from './kinds.ts';
import { listed } from './listed.ts';
import type { Page } from './page.ts';

type Section = (page: Page, draft: Draft) => void;

const MAX_LINES = 4;
const MAX_LINE_CHARACTERS = 300;
const MAX_COMPARED = 12;
const MAX_REPORTED = 20;
const MAX_STATED = 6;
const MAX_ROWS = 8;

const USUAL: readonly Measure[] = [
  'rebuilt',
  'patched',
  'admin_closed',
  'credentials_replaced',
  'egress_restricted',
  'monitored',
];

/** Which measures are worth offering against what. */
const MEASURES_FOR: Partial<Record<AbuseType, readonly Measure[]>> = {
  open_proxy: ['service_closed', 'patched', 'egress_restricted', 'monitored'],
  open_resolver: ['service_closed', 'patched', 'monitored'],
  credential_exposure: ['credentials_replaced', 'credentials_removed', 'monitored'],
};

function periodText(when: Period | undefined, language: Language): string | undefined {
  return when === undefined ? undefined : language.period(when);
}

/** What was done, host by host. */
export const activities: Section = (page, { facts, language, sent }) => {
  for (const activity of facts.activities) {
    page.item(language.activity(activity, language.period(activity.when)));
  }
  if (facts.moreActivities > 0) page.item(language.moreActivities(facts.moreActivities));
  if (facts.activities.length === 0) {
    for (const one of sent) page.item(one);
    if (facts.verdict === 'likely') page.item(language.noContents(language.types[facts.type]));
  }
  if (facts.hosts.length === 0) page.item(language.hostOpen);
};

const reported: Section = (page, { facts, language }) => {
  if (facts.reported.length < 2) return;
  page.heading(language.headings.reported);
  for (const { type, resources, when, verdict } of facts.reported.slice(0, MAX_REPORTED)) {
    const names = resources.length === 0 ? undefined : listed(resources, language);
    const period = periodText(when, language);
    page.item(language.reported(language.types[type], names, period, language.verdicts[verdict]));
  }
  const rest = facts.reported.length - MAX_REPORTED;
  if (rest > 0) page.item(language.more(rest));
};

function comparedLine({ what, claimed, seen, agrees }: Comparison, language: Language): string {
  const number = new Intl.NumberFormat(language.locale);
  const text = (value: number | string) =>
    typeof value === 'number' ? number.format(value) : clean(value, 60);
  return language.compared(language.figures[what], text(claimed), text(seen), agrees);
}

const compared: Section = (page, { facts, language }) => {
  const lines = facts.compared.map((entry) => comparedLine(entry, language));
  if (lines.length === 0) return;
  page.heading(language.headings.compared);
  for (const line of lines.slice(0, MAX_COMPARED)) page.item(line);
  if (lines.length > MAX_COMPARED) page.item(language.more(lines.length - MAX_COMPARED));
};

/** `2018-11-28 02:04:18 to 02:05:18 UTC, UDP port 80, 198.51.100.7, packets sent: 291,255`. */
function statedText(
  { when, protocol, ports, portCount, remote, amounts }: StatedFlow,
  language: Language,
): string {
  const number = new Intl.NumberFormat(language.locale);
  const named = ports === undefined ? protocol : language.portWords(ports, portCount, protocol);
  const counted = amounts.map(
    ([figure, value]) => `${language.figures[figure]}${language.colon}${number.format(value)}`,
  );
  const target = remote === undefined ? undefined : language.target(remote);
  return [periodText(when, language), named, target, ...counted]
    .filter((part) => part !== undefined)
    .join(language.comma);
}

/** The notice's own figures: whoever reads the letter sees at once which report it is about. */
const stated: Section = (page, { facts, language }) => {
  if (facts.stated.length === 0) return;
  page.heading(language.headings.stated);
  for (const flow of facts.stated.slice(0, MAX_STATED)) page.item(statedText(flow, language));
  const rest = facts.stated.length - MAX_STATED;
  if (rest > 0) page.item(language.more(rest));
};

/** What was examined, with the files' hashes: behind the signature, as a reviewer seldom needs it. */
export const annex: Section = (page, { kind, facts, language }) => {
  // An interim answer that agrees is short; the final one has the files.
  if (facts.records.files === 0 || (kind === 'interim' && basisOf(facts.verdict) === 'shown')) return;
  page.paragraph(language.headings.annex);
  page.item(language.records(facts.records));
  if (facts.hashes.length === 0) return;
  page.item(language.hashes);
  for (const { path, sha256 } of facts.hashes) {
    page.quote(path);
    page.quote(sha256);
  }
  if (facts.moreHashes > 0) page.note(language.moreHashes(facts.moreHashes));
};

const found: Section = (page, { facts, language }) => {
  const { via, hosts } = facts;
  const [host] = hosts;
  // The way is described where it explains the address that the notice names, and leads to one host.
  const described = via?.public !== undefined && facts.named.includes(via.public) && !facts.tied;
  if (!described || host === undefined) return;
  page.heading(language.headings.found);
  page.item(language.traced(via, facts.sure ? host : language.likely(host)));
};

/** The cause, as far as the host itself shows it. */
const inside: Section = (page, draft) => {
  if (draft.inside.length === 0) return;
  page.heading(draft.language.headings.inside);
  for (const one of draft.inside) page.item(one);
};

const lines: Section = (page, { facts, language }) => {
  if (facts.lines.length === 0) return;
  page.heading(language.headings.lines);
  for (const line of facts.lines.slice(0, MAX_LINES)) page.quote(clean(line, MAX_LINE_CHARACTERS));
};

const restrictions: Section = (page, { facts, language, words }) => {
  if (facts.restrictions.length === 0) return;
  const list = facts.restrictions.map((restriction) => language.restriction(restriction));
  page.item(language.restrictions(listed(list, language), words));
};

/** Offered only while the person has not said what prevents it. */
const measures: Section = (page, { facts, answers, language, words }) => {
  if (answers.prevention !== undefined) return;
  page.heading(language.headings.measures);
  const offered = MEASURES_FOR[facts.type] ?? USUAL;
  for (const measure of facts.securityContact ? offered : [...offered, 'security_contact' as const]) {
    page.item(blank(language.blanks.tick(language.measures(words)[measure])));
  }
};

const questions: Section = (page, { language }) => {
  page.heading(language.headings.questions);
  page.note(language.questionsIntro);
  for (const question of QUESTIONS) page.item(language.questions[question]);
};

const missing: Section = (page, { facts, answers, language }) => {
  page.heading(language.headings.missing);
  const names = facts.named.length === 0 ? undefined : listed(facts.named, language);
  const period = periodText(facts.when, language);
  page.item(language.missing(names, period));
  if (period === undefined) page.item(language.noWindow);
  page.item(
    answers.collecting === undefined ? blank(language.blanks.collecting) : clean(answers.collecting, 2000),
  );
};

const nextUpdate: Section = (page, { facts, answers, language, late }) => {
  const { next_update: at } = answers;
  // A moment that has passed helps nobody to choose the next one.
  const due = late ? undefined : facts.deadline;
  const text = at === undefined ? blank(language.blanks.nextUpdate(due)) : clean(at);
  page.paragraph(language.nextUpdate(text));
};

const zone: Section = (page, { facts, language }) => {
  if (facts.zoneAssumed && facts.when) page.item(language.zoneAssumed);
};

/** What the provider has in place, and that it be lifted. */
export const liftOrReview: Section = (page, draft) => {
  restrictions(page, draft);
  if (draft.facts.restrictions.length > 0) page.item(draft.language.liftRestrictions);
};

const request: Section = (page, draft) => {
  const { facts, language } = draft;
  page.heading(language.headings.request);
  restrictions(page, draft);
  page.item(language.review);
  if (facts.restrictions.length > 0) page.item(language.liftRestrictions);
  if (facts.records.files > 0) page.item(language.offerRecords);
};

const finalShown: Section = (page, draft) => {
  page.heading(draft.language.headings.shown);
  activities(page, draft);
  zone(page, draft);
  reported(page, draft);
  compared(page, draft);
  found(page, draft);
  inside(page, draft);
  lines(page, draft);
  measures(page, draft);
  request(page, draft);
};

const ruledOut: Section = (page, draft) => {
  const { facts, language } = draft;
  page.heading(language.headings[draft.kind === 'interim' ? 'known' : 'shown']);
  page.item(language.happened.ruled_out(periodText(facts.when, language)));
  zone(page, draft);
  reported(page, draft);
  compared(page, draft);
  questions(page, draft);
};

const noData: Section = (page, draft) => {
  missing(page, draft);
  zone(page, draft);
  inside(page, draft);
  stated(page, draft);
  reported(page, draft);
  if (draft.facts.when === undefined) questions(page, draft);
};

/** The rows of a claim that is refuted; each stands with its file and line, so that it can be looked up. */
const refuting: Section = (page, { refuted, language }) => {
  page.heading(language.headings.refuting);
  const rows = refuted.flatMap((each) => each.rows);
  page.note(rows.length === 0 ? language.noRefutingRows : language.refutingRows);
  for (const { where, text } of rows.slice(0, MAX_ROWS)) {
    page.quote(where);
    if (text !== undefined) page.quote(clean(text, MAX_LINE_CHARACTERS));
  }
  if (rows.length > MAX_ROWS) page.item(language.more(rows.length - MAX_ROWS));
};

const dispute: Section = (page, draft) => {
  const { facts, language, refuted } = draft;
  stated(page, draft);
  reported(page, draft);
  page.heading(language.headings.shown);
  for (const { because } of refuted) page.item(because);
  zone(page, draft);
  compared(page, draft);
  refuting(page, draft);
  questions(page, draft);
  page.heading(language.headings.request);
  restrictions(page, draft);
  page.item(language.withdraw);
  if (facts.restrictions.length > 0) page.item(language.liftRestrictions);
  if (facts.records.files > 0) page.item(language.offerRecords);
};

const interimShown: Section = (page, draft) => {
  page.heading(draft.language.headings.known);
  activities(page, draft);
  inside(page, draft);
  zone(page, draft);
  reported(page, draft);
};

const interim: Section = (page, draft) => {
  const { facts, language } = draft;
  const basis = basisOf(facts.verdict);
  const known = { shown: interimShown, refuted: ruledOut, unknown: noData }[basis];
  known(page, draft);
  page.heading(language.headings.next);
  for (const step of language.next[basis]) page.item(step);
  nextUpdate(page, draft);
};

const final: Section = (page, draft) => {
  switch (basisOf(draft.facts.verdict)) {
    case 'shown':
      finalShown(page, draft);
      return;
    case 'refuted':
      ruledOut(page, draft);
      request(page, draft);
      return;
    default:
      noData(page, draft);
      nextUpdate(page, draft);
  }
};

/** Everything between the opening and the closing of an answer or a dispute. */
export function sections(page: Page, draft: Draft, kind: (typeof LETTER_KINDS)[number]): void {
  if (new Set(draft.facts.reported.map(({ verdict }) => verdict)).size > 1) {
    page.paragraph(draft.language.partly);
  }
  ({ interim, final, dispute })[kind](page, draft);
}
