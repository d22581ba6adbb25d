import type { AbuseType } from '../model/abuse-types.ts';
import { basisOf } from './basis.ts';
import { blank, clean } from './clean.ts';
import type { LetterFacts } from './facts.ts';
import { isOccasion } from './kinds.ts';
import { listed } from './listed.ts';
import { moment } from './period.ts';
import type { Language } from './languages/language.ts';
import type { Draft } from './draft.ts';

/** What was done and when, from the person's answers; a blank stands for what is missing. */
function containment({ answers, language }: Draft): string {
  const { contained_at: at, containment: what } = answers;
  return language.done.at(
    at === undefined ? blank(language.blanks.containedAt) : `${moment(at)} UTC`,
    what === undefined ? blank(language.blanks.containment) : clean(what, 2000),
  );
}

function hostsText({ hosts, tied, sure }: LetterFacts, language: Language): string {
  if (tied) return language.oneOf(listed(hosts, language));
  return listed(sure ? hosts : hosts.map((host) => language.likely(host)), language);
}

/** What it is about, as it is known and as the notices name it. */
export function resource({ kind, facts, language, words }: Draft): string {
  const parts: string[] = [];
  if (facts.hosts.length > 0) {
    parts.push(hostsText(facts, language));
    if (facts.via) parts.push(language.via(facts.via));
  }
  const shown = parts.join(' ');
  const others = facts.named.filter((name) => !shown.includes(name));
  if (others.length > 0) {
    const list = listed(others, language);
    parts.push(parts.length > 0 ? language.named(list) : list);
  }
  if (parts.length === 0) {
    parts.push(
      kind === 'interim' || isOccasion(kind) ? language.noResource : blank(language.blanks.resource),
    );
  }
  if (facts.accounts.length > 0) parts.push(language.account(listed(facts.accounts, language), words));
  if (facts.regions.length > 0) parts.push(language.region(listed(facts.regions, language)));
  return parts.join(language.semicolon);
}

/** The kinds that were reported and are shown; where a notice names none, what was found in their place. */
function typesText(facts: LetterFacts, language: Language): string {
  const shown = facts.reported.filter(({ verdict }) => verdict === facts.verdict).map(({ type }) => type);
  const ordered = shown.includes(facts.type) ? [facts.type, ...shown] : shown;
  const found = facts.activities.map(({ type }) => type);
  const types = ordered.flatMap((type): AbuseType[] =>
    type === 'other' && found.length > 0 ? found : [type],
  );
  return [...new Set(types)].map((type) => language.types[type]).join(language.comma);
}

/** A final answer must not leave it open whether it has stopped: the writer looks at newer logs first. */
function stopped({ kind, language, stopped: statement }: Draft): string[] {
  if (statement === undefined) return [];
  return [
    statement.sure || kind === 'interim' ? statement.text : blank(language.blanks.stopped(statement.text)),
  ];
}

function happened(draft: Draft): string {
  const { kind, facts, answers, language } = draft;
  const { verdict, activities, when } = facts;
  const seen = basisOf(verdict) === 'shown' ? (activities[0]?.when ?? when) : when;
  const period = seen === undefined ? undefined : language.period(seen);
  const cause = answers.root_cause === undefined ? undefined : clean(answers.root_cause, 2000);
  const parts: string[] = [];
  if (verdict === 'confirmed' || verdict === 'likely') {
    parts.push(language.happened[verdict](typesText(facts, language), period));
    parts.push(...stopped(draft));
    if (cause !== undefined) parts.push(language.happened.cause(cause));
    else if (kind === 'interim') parts.push(language.happened.causeOpen);
    else parts.push(language.happened.cause(blank(language.blanks.cause)));
  } else {
    parts.push(language.happened[verdict](period));
    if (cause !== undefined) parts.push(language.happened.cause(cause));
    if (kind === 'interim' && verdict === 'ruled_out') parts.push(language.happened.stillChecking);
  }
  return parts.join(language.gap);
}

function done(draft: Draft): string {
  const { kind, facts, answers, language } = draft;
  const parts: string[] = [];
  if (facts.verdict === 'ruled_out') {
    parts.push(language.done.examined(facts.records.parsed));
  } else if (kind === 'interim') {
    parts.push(language.done.open);
  }
  if (answers.containment !== undefined || (kind === 'final' && basisOf(facts.verdict) === 'shown')) {
    parts.push(containment(draft));
  } else if (facts.verdict !== 'ruled_out') {
    const { containmentInterim, containmentNoData } = language.blanks;
    if (kind !== 'interim') parts.push(blank(containmentNoData));
    // Where records are missing, the letter asks which are being collected, and has three blanks as it is.
    else if (basisOf(facts.verdict) === 'shown') parts.push(blank(containmentInterim));
  }
  return parts.join(language.gap);
}

function prevention({ kind, facts, answers, language }: Draft): string {
  if (answers.prevention !== undefined) return clean(answers.prevention, 2000);
  if (kind === 'interim') return language.prevention.later;
  switch (basisOf(facts.verdict)) {
    case 'shown':
      return blank(language.blanks.prevention);
    case 'refuted':
      return language.prevention.dependsOnCause;
    default:
      return blank(language.blanks.preventionNoData);
  }
}

/** The first five entries of every answer: what a reviewer looks for, before any greeting. */
export function fieldsOf(draft: Draft): [label: string, text: string][] {
  const { labels, blanks, noReference } = draft.language;
  const unnumbered = draft.kind === 'interim' ? noReference : blank(blanks.reference);
  return [
    [labels.reference, draft.facts.reference ?? unnumbered],
    [labels.resource, resource(draft)],
    [labels.happened, happened(draft)],
    [labels.done, done(draft)],
    [labels.prevention, prevention(draft)],
  ];
}
