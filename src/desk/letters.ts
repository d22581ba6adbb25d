import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { openExistingCase } from '../cases/store.ts';
import { withoutLanguage } from '../cases/next-steps.ts';
import type { CaseFolder } from '../cases/store.ts';
import type { Message } from '../model/message.ts';
import type { Lang } from '../language/lang.ts';
import { knownAnswers, mergeAnswers } from '../letters/answers.ts';
import { isOccasion, letterName } from '../letters/kinds.ts';
import type { LetterKind, LETTER_KINDS } from '../letters/kinds.ts';
import { mailOf, recipientOf } from '../letters/mail.ts';
import type { Envelope, LetterMail } from '../letters/mail.ts';
import {
  letterFile,
  mattersToAnswer,
  mattersToDispute,
  renderOccasion,
  renderReplies,
} from '../letters/reply.ts';
import type { Letter, ReplyOptions } from '../letters/reply.ts';
import { notedSent } from '../letters/sent.ts';
import { renderUserLetter, userLetterNames, usersToAsk } from '../letters/user.ts';
import type { CaseDocument, SentLetter } from '../model/case.ts';
import type { Instant } from '../model/instant.ts';
import { putReportAgain } from './outgoing.ts';
import { receivedAt } from './received.ts';

/** What is asked for; each letter comes as text and as a mail. */
export interface LettersAsked extends Envelope {
  /** Kinds of letters to the provider, or one to the users whose accounts are used from a cloud. */
  kinds: readonly LetterKind[] | 'user';
  lang: Lang;
  /** A second language, in which each letter stands beside. */
  beside?: Lang;
  /** `root-cause=…` and the like. */
  settings: readonly string[];
  /** When the notice arrived. */
  received?: Instant;
  /** Only the letter to this user. */
  user?: string;
}

/** A letter with the names of its files in the case. */
interface PlacedLetter extends Letter {
  /** As in the case: `reply-final`. */
  name: string;
  lang: Lang;
  path: string;
  claim?: number;
  mail: Omit<LetterMail, 'bytes'> & { path: string };
  besidePath?: string;
}

export interface WrittenLetters {
  dir: string;
  letters: PlacedLetter[];
  /** Names under which files that somebody had edited were kept. */
  kept: string[];
  /** A time of arrival was given, and every notice states its own. */
  unusedReceived: boolean;
}

/** A letter before its files are written. */
interface Rendered {
  name: string;
  lang: Lang;
  path: string;
  claim?: number;
  letter: Letter;
}

function lettersToUsers(
  document: CaseDocument,
  { lang, beside, user }: LettersAsked,
  options: Pick<ReplyOptions, 'answers'>,
): Rendered[] {
  const all = usersToAsk(document);
  const names = userLetterNames(all);
  const chosen = all.flatMap((question, i) =>
    user === undefined || question.user.toLowerCase() === user.toLowerCase()
      ? [{ question, name: names[i] ?? 'user' }]
      : [],
  );
  if (chosen.length === 0) {
    throw new UserError(`no account ${JSON.stringify(user?.slice(0, 80))} was let in from a cloud`, {
      hint: `There are: ${all.map((one) => one.user.slice(0, 80)).join(', ')}.`,
    });
  }
  const languages = { lang, ...(beside !== undefined && { beside }) };
  return chosen.map(({ question, name }) => {
    const letter = renderUserLetter(question, languages, options.answers);
    return { name: 'user', lang, path: `letters/${name}.${lang}.txt`, letter };
  });
}

function rendered(
  document: CaseDocument,
  asked: LettersAsked,
  options: Omit<ReplyOptions, 'lang' | 'matter'>,
): Rendered[] {
  const { kinds, lang } = asked;
  if (kinds === 'user') return lettersToUsers(document, asked, options);
  if (kinds.includes('dispute')) mattersToDispute(document);
  else mattersToAnswer(document);
  const usual = kinds.filter((kind): kind is (typeof LETTER_KINDS)[number] => !isOccasion(kind));
  const letters = [
    ...renderReplies(usual, document, [lang], options),
    ...kinds.filter(isOccasion).flatMap((kind) => renderOccasion(kind, document, { ...options, lang })),
  ];
  return letters.map((letter) => {
    const { kind, path, claim } = letter;
    const placed: Rendered = { name: letterName(kind), lang, path, letter };
    if (claim !== undefined) placed.claim = claim;
    return placed;
  });
}

/** Puts the letter, its mail and the page with both languages into the case. */
async function put(
  folder: CaseFolder,
  { name, path: text, claim, letter }: Rendered,
  document: CaseDocument,
  { from, to, lang, beside }: LettersAsked,
  effects: Effects,
): Promise<PlacedLetter> {
  const notice = document.claims[claim ?? -1];
  const recipient = to ?? (notice === undefined ? undefined : recipientOf(notice));
  const envelope = { ...(from !== undefined && { from }), ...(recipient !== undefined && { to: recipient }) };
  const { bytes, ...mail } = await mailOf(letter, envelope, notice, effects);
  const path = text.replace(/\.txt$/, '.eml');
  folder.put(text, letterFile(letter));
  folder.put(path, bytes);
  const besidePath = beside === undefined ? undefined : text.replace(/\.txt$/, `-${beside}.txt`);
  if (besidePath !== undefined && letter.beside !== undefined) folder.put(besidePath, letter.beside);
  return {
    ...letter,
    name,
    lang,
    path: text,
    mail: { path, ...mail },
    ...(besidePath !== undefined && { besidePath }),
    ...(claim !== undefined && { claim }),
  };
}

/** The case's list of letters, with these in the place of those of the same name. */
function listed(document: CaseDocument, letters: readonly PlacedLetter[]): CaseDocument['letters'] {
  const written = new Set(letters.map(({ path }) => path));
  const others = document.letters.filter(({ path }) => !written.has(path));
  const entries = letters.map(({ name, lang, path, blanks, mail, besidePath, claim }) => {
    const entry: CaseDocument['letters'][number] = { kind: name, lang, path, blanks, mail: mail.path };
    if (besidePath !== undefined) entry.beside = besidePath;
    if (claim !== undefined) entry.claim = claim;
    return entry;
  });
  return [...others, ...entries];
}

function finished(folder: CaseFolder): CaseDocument {
  if (folder.previous !== undefined) return folder.previous;
  throw new UserError('the case is not finished: it has no case.json yet', {
    file: folder.dir,
    hint: 'Run `abusedesk investigate` with this case folder first.',
  });
}

/**
 * Writes letters into the case, as text and as mails, and the report that names them anew. Nothing is sent.
 * @throws UserError where the case has nothing that such a letter could say
 */
export async function writeLetters(
  dir: string,
  asked: LettersAsked,
  effects: Effects,
): Promise<WrittenLetters> {
  const folder = await openExistingCase(dir, effects);
  try {
    const document = finished(folder);
    const { journal } = folder;
    const now = effects.now();
    const { received, settings, beside } = asked;
    const { document: dated, used } =
      received === undefined ? { document, used: true } : receivedAt(document, received);
    const answers = mergeAnswers(knownAnswers(journal), settings, now);
    const options = { now, answers, ...(beside !== undefined && { beside }) };
    const letters: PlacedLetter[] = [];
    const all = rendered(dated, asked, options);
    if (asked.to !== undefined && new Set(all.map(({ claim, path }) => claim ?? path)).size > 1) {
      throw new UserError('--to names one address, and there is more than one to write to', {
        hint: 'Leave --to out and fill it in in the mails; for a letter to users, choose one with --user.',
      });
    }
    for (const letter of all) letters.push(await put(folder, letter, dated, asked, effects));
    if (settings.length > 0) await journal.append('answers', { ...answers });
    if (received !== undefined && used) await journal.append('received', { received });
    const amended = { ...dated, letters: listed(dated, letters) };
    putReportAgain(folder, amended, effects);
    const { kept } = await folder.amend(amended);
    return { dir: folder.dir, letters, kept, unusedReceived: !used };
  } finally {
    await folder.close();
  }
}

/** Whether a step is to send this letter, in whatever language. */
function isAbout({ params }: Message, path: string): boolean {
  return (
    'path' in params &&
    typeof params.path === 'string' &&
    withoutLanguage(params.path) === withoutLanguage(path)
  );
}

/**
 * Notes in the case that one of its letters went out.
 * @param path as the case lists it, of the text or of the mail
 * @throws UserError (exit 2) where the case lists no such letter
 */
export async function noteSent(
  dir: string,
  path: string,
  at: Instant,
  effects: Effects,
): Promise<SentLetter> {
  const folder = await openExistingCase(dir, effects);
  try {
    const document = finished(folder);
    const plain = path.replace(/^.*(?=letters\/)/, '');
    const letter = document.letters.find((one) => one.path === plain || one.mail === plain);
    if (letter === undefined) {
      throw new UserError(`the case lists no letter ${JSON.stringify(path.slice(0, 120))}`, {
        hint: `It lists: ${
          document.letters
            .map((one) => one.path)
            .slice(0, 12)
            .join(', ') || 'none'
        }.`,
      });
    }
    const claim = document.claims[letter.claim ?? -1];
    const sent: SentLetter = {
      kind: letter.kind,
      path: letter.path,
      at,
      ...(claim !== undefined && { source: claim.source }),
      ...(claim?.reference !== undefined && { reference: claim.reference }),
    };
    await folder.journal.append('sent', { ...sent });
    const amended: CaseDocument = {
      ...document,
      sent: notedSent(folder.journal.records),
      next: document.next.filter((step) => !isAbout(step, letter.path)),
    };
    putReportAgain(folder, amended, effects);
    await folder.amend(amended);
    return sent;
  } finally {
    await folder.close();
  }
}
