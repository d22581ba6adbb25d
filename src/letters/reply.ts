import type { CaseDocument } from '../model/case.ts';
import type { Lang } from '../language/lang.ts';
import { UserError } from '../base/errors.ts';
import type { ReplyAnswers } from './answers.ts';
import { blank, clean } from './clean.ts';
import { baseName, factsOf } from './facts.ts';
import { fieldsOf } from './fields.ts';
import { LANGUAGES } from './languages/index.ts';
import { letterWords } from '../notices/senders/title.ts';
import { WORDS } from '../cases/translations.ts';
import { render } from '../language/render.ts';
import { sentAlone } from '../findings/claims/messages.ts';
import type { Matter } from '../model/conclusion.ts';
import { Page } from './page.ts';
import { moment } from './period.ts';
import type { Draft, RefutedClaim } from './draft.ts';
import { basisOf } from './basis.ts';
import { checkExtension, reasonsOf } from './extension.ts';
import { isOccasion, letterName } from './kinds.ts';
import type { LetterKind, LETTER_KINDS, Occasion } from './kinds.ts';
import { checkNotUs } from './not-us.ts';
import { COMPOSITIONS } from './occasions.ts';
import { disproofsOf, endingsOf } from './resources.ts';
import { annex, sections } from './sections.ts';
import { COLUMN_WIDTH, sideBySide } from './side-by-side.ts';
import { checkTerminated } from './terminated.ts';
import { OCCASION_WORDS } from './words/index.ts';

export interface ReplyOptions {
  lang: Lang;
  /** A letter that is written after the deadline says so. */
  now: Date;
  answers?: ReplyAnswers;
  /** One of the case's. Absent: the most urgent one. */
  matter?: Matter;
  /** A second language, in which the same letter stands beside. */
  beside?: Lang;
}

export interface Letter {
  /** Without `Subject:`. */
  subject: string;
  /** At most 78 columns wide. */
  text: string;
  /** What is still to be written by a person, in the order of the letter. */
  blanks: string[];
  /** The letter in both languages, paragraph beside paragraph. */
  beside?: string;
}

/** One letter of a case, with the place where it goes. */
export interface CaseLetter extends Letter {
  kind: LetterKind;
  lang: Lang;
  /** In the case folder: `letters/reply-final.en.txt`. */
  path: string;
  /** Index of the notice that it answers; absent: it answers none. */
  claim?: number;
}

/** A letter says of so many claims what was sent. */
const MAX_SENT = 4;

const ANSWERED = /^\s*(?:(?:re|fwd?|fw|aw|antw)\s*(?:\[\d+\])?\s*[:：]\s*)+/i;

/** `Re:` and the notice's own subject; the case number is added where it is not in it. */
function subjectOf({ kind, facts: { subject, reference }, language, words }: Draft): {
  text: string;
  blanks: string[];
} {
  const plain = subject?.replace(ANSWERED, '').trim() ?? '';
  if (plain === '') {
    if (reference !== undefined)
      return { text: `Re: ${language.subject(`[${reference}]`, words)}`, blanks: [] };
    if (kind === 'interim') return { text: `Re: ${language.subject('', words).trim()}`, blanks: [] };
    const missing = language.blanks.reference;
    return { text: `Re: ${language.subject(blank(missing), words)}`, blanks: [missing] };
  }
  const named = reference === undefined || plain.includes(reference);
  return { text: `Re: ${plain}${named ? '' : ` [${reference}]`}`, blanks: [] };
}

export function signature(page: Page, { language, answers }: Pick<Draft, 'language' | 'answers'>): void {
  page.paragraph(language.closing);
  page.space();
  if (answers.name === undefined && answers.contact === undefined) {
    page.line(blank(language.blanks.signer));
    return;
  }
  page.line(answers.name === undefined ? blank(language.blanks.name) : clean(answers.name));
  page.line(answers.contact === undefined ? blank(language.blanks.contact) : clean(answers.contact));
}

/**
 * The matters of a case that can be answered, the most urgent first.
 * @throws UserError where there is no notice (exit 2), or only a forged one (exit 3)
 */
export function mattersToAnswer({ claims, conclusion }: CaseDocument): [Matter, ...Matter[]] {
  const [first, ...others] = conclusion.matters;
  if (first) return [first, ...others];
  if (claims.length === 0) {
    throw new UserError('the case holds no notice, so there is nothing to answer', {
      hint: 'Put the notice into the folder and run `abusedesk investigate` again.',
    });
  }
  throw new UserError('the notice is forged: its signatures contradict its sender, so no answer is written', {
    exitCode: 3,
    hint: 'Ask the provider through its own console whether the notice is real.',
  });
}

/** Of the matter that the conclusion is about: whether it has stopped; nothing where the deed was not seen. */
function stoppedIn(document: CaseDocument, matter: Matter, lang: Lang): Pick<Draft, 'stopped'> {
  const { stopped, claim } = document.conclusion;
  if (
    stopped?.last_seen === undefined ||
    stopped.log_ends === undefined ||
    claim === undefined ||
    !matter.claims.includes(claim)
  )
    return {};
  return {
    stopped: { sure: stopped.state === 'stopped', text: clean(render(stopped.message, WORDS[lang]), 500) },
  };
}

/** What each claim that the records show comes to, by its verdict; what was found besides is named as a finding, or not at all. */
function sentOf({ verdicts }: CaseDocument, { claims }: Matter, lang: Lang): string[] {
  const shown = verdicts.filter(
    ({ claim, verdict }) => claims.includes(claim) && basisOf(verdict) === 'shown',
  );
  return shown.slice(0, MAX_SENT).map(({ message }) => clean(render(sentAlone(message), WORDS[lang]), 500));
}

/** A letter names so many things that were found inside the host. */
const MAX_INSIDE = 5;

/** What was found inside the host, of the matter that the case concludes: what is sure enough, and grave. */
function insideOf(document: CaseDocument, matter: Matter, lang: Lang): string[] {
  const { claim } = document.conclusion;
  if (claim === undefined || !matter.claims.includes(claim)) return [];
  const sure = (document.host?.findings ?? []).filter(({ certainty }) => certainty !== 'cannot_tell');
  const grave = sure.filter(({ severity }) => severity === 'high').slice(0, MAX_INSIDE);
  // That nothing gets out any more is what the provider wants to hear.
  const cut = sure.filter(({ message }) => message.key === 'attemptsFailed');
  return [...grave, ...cut.filter((one) => !grave.includes(one))].map(({ message }) =>
    clean(render(message, WORDS[lang]), 500),
  );
}

/** The claims of a matter that the records refute, as a matter of their own; undefined where there are none. */
function refutedOf(document: CaseDocument, matter: Matter): Matter | undefined {
  const claims = matter.claims.filter((index) =>
    document.verdicts.some(({ claim, verdict }) => claim === index && verdict === 'ruled_out'),
  );
  if (claims.length === 0) return undefined;
  return { ...matter, claims, verdict: 'ruled_out', findings: [], culprits: [] };
}

/**
 * The most urgent matter with something to dispute.
 * @throws UserError where there is no notice, only a forged one, or none that the records refute (exit 2)
 */
export function mattersToDispute(document: CaseDocument): Matter[] {
  const matters = mattersToAnswer(document).filter((matter) => refutedOf(document, matter) !== undefined);
  if (matters.length > 0) return matters;
  throw new UserError('no notice of the case is ruled out by the logs, so there is nothing to dispute', {
    hint: 'Answer it with `abusedesk letter reply`; the report says how each claim was judged, and what is missing.',
  });
}

function refutations({ verdicts }: CaseDocument, { claims }: Matter, lang: Lang): RefutedClaim[] {
  return verdicts
    .filter(({ claim }) => claims.includes(claim))
    .map(({ message, lines }) => ({
      because: clean(render(message, WORDS[lang]), 1000),
      rows: lines.map(({ evidence, line, text }) => ({
        where: `${baseName(evidence)}:${line}`,
        ...(text === undefined ? {} : { text }),
      })),
    }));
}

function openingOf(draft: Draft): readonly string[] {
  const { kind, language, facts } = draft;
  if (isOccasion(kind)) return COMPOSITIONS[kind].opening(draft);
  return kind === 'dispute' ? language.disputing : language.opening[kind][facts.verdict];
}

/** What the letter is made from. @throws UserError where the case has nothing that such a letter could say */
function draftOf(kind: LetterKind, document: CaseDocument, matter: Matter, options: ReplyOptions): Draft {
  const { lang, now } = options;
  const facts = factsOf(document, matter);
  const { deadline } = facts;
  const tells = kind !== 'dispute' && kind !== 'not-us';
  const draft: Draft = {
    kind,
    language: LANGUAGES[lang],
    occasion: OCCASION_WORDS[lang],
    words: letterWords(facts.source, lang),
    facts,
    answers: options.answers ?? {},
    ...(tells ? stoppedIn(document, matter, lang) : {}),
    sent: tells ? sentOf(document, matter, lang) : [],
    inside: tells ? insideOf(document, matter, lang) : [],
    refuted: kind === 'dispute' ? refutations(document, matter, lang) : [],
    reasons: [],
    disproofs: kind === 'not-us' ? disproofsOf(document, matter) : [],
    endings: kind === 'terminated' ? endingsOf(document, matter) : [],
    late: deadline !== undefined && deadline < moment(now.toISOString()),
  };
  if (kind === 'extension') draft.reasons = reasonsOf(document, matter, draft);
  if (kind === 'extension') checkExtension(draft);
  if (kind === 'not-us') checkNotUs(draft);
  if (kind === 'terminated') checkTerminated(document, matter);
  return draft;
}

function written(draft: Draft, width?: number): Page {
  const { kind, language, words, facts, late } = draft;
  const page = new Page(width);
  const fields = isOccasion(kind) ? COMPOSITIONS[kind].fields(draft) : fieldsOf(draft);
  for (const [label, text] of fields) page.field(`${label}${language.colon}`, text);
  page.paragraph(language.greeting(words));
  for (const paragraph of openingOf(draft)) page.paragraph(paragraph);
  if (late && facts.deadline !== undefined) page.paragraph(language.late(facts.deadline));
  if (isOccasion(kind)) COMPOSITIONS[kind].body(page, draft);
  else sections(page, draft, kind);
  signature(page, draft);
  if (!isOccasion(kind)) annex(page, draft);
  return page;
}

/**
 * The answer to the provider about one matter of a case: interim ("we are looking into it"), final, a dispute of what the records refute,
 * or a letter on an occasion. It says what the case carries and nothing else; what only a person can know stays a blank.
 * @throws UserError where there is no notice to answer, or the case has nothing that such a letter could say (exit 2); where the notice is
 * forged, or the logs contradict the letter (exit 3)
 */
export function renderReply(kind: LetterKind, document: CaseDocument, options: ReplyOptions): Letter {
  const whole =
    options.matter ?? (kind === 'dispute' ? mattersToDispute(document) : mattersToAnswer(document))[0];
  const matter = kind === 'dispute' && whole !== undefined ? refutedOf(document, whole) : whole;
  if (matter === undefined) throw new RangeError('A letter is about a matter that it can be about.');
  const draft = draftOf(kind, document, matter, options);
  const page = written(draft);
  const subject = subjectOf(draft);
  const { beside } = options;
  return {
    subject: subject.text,
    text: page.text,
    blanks: [...new Set([...subject.blanks, ...page.blanks])],
    ...(beside !== undefined && {
      beside: sideBySide(
        written(draft, COLUMN_WIDTH),
        written(draftOf(kind, document, matter, { ...options, lang: beside }), COLUMN_WIDTH),
      ),
    }),
  };
}

/** The part of a file's name that tells the second matter's letter from the first's. */
function matterName(document: CaseDocument, matter: readonly number[], position: number): string {
  if (position === 0) return '';
  const reference = document.claims[matter[0] ?? -1]?.reference ?? '';
  return /^[A-Za-z0-9-]{1,40}$/.test(reference) ? `.${reference}` : `.${position + 1}`;
}

/** One letter of a matter, with its place. @param position of the matter in the case */
function caseLetter(
  kind: LetterKind,
  document: CaseDocument,
  matter: Matter,
  position: number,
  options: ReplyOptions,
): CaseLetter {
  const { lang } = options;
  const [claim] = matter.claims;
  return {
    kind,
    lang,
    path: `letters/${letterName(kind)}${matterName(document, matter.claims, position)}.${lang}.txt`,
    ...(claim !== undefined && { claim }),
    ...renderReply(kind, document, { ...options, matter }),
  };
}

/**
 * All letters that a case needs, in each language: one of each kind for each matter, a dispute only where the records refute
 * something. None where there is no notice, or only a forged one.
 */
export function renderReplies(
  kinds: readonly (typeof LETTER_KINDS)[number][],
  document: CaseDocument,
  langs: readonly Lang[],
  options: Omit<ReplyOptions, 'lang' | 'matter'>,
): CaseLetter[] {
  return document.conclusion.matters.flatMap((matter, position) =>
    langs.flatMap((lang) =>
      kinds.flatMap((kind) => {
        if (kind === 'dispute' && refutedOf(document, matter) === undefined) return [];
        return [caseLetter(kind, document, matter, position, { ...options, lang })];
      }),
    ),
  );
}

/**
 * Letters on an occasion, one for each matter that allows it.
 * @throws UserError where none does: why the most urgent one does not (exit 2 or 3)
 */
export function renderOccasion(
  kind: Occasion,
  document: CaseDocument,
  options: Omit<ReplyOptions, 'matter'>,
): CaseLetter[] {
  const refusals: UserError[] = [];
  const letters = mattersToAnswer(document).flatMap((matter, position) => {
    try {
      return [caseLetter(kind, document, matter, position, options)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusals.push(error);
      return [];
    }
  });
  const [first] = refusals;
  if (letters.length === 0 && first !== undefined) throw first;
  return letters;
}

/** What is written to the letter's file: the subject, then the text. */
export function letterFile({ subject, text }: Letter): string {
  return `Subject: ${subject}\n\n${text}`;
}
