import type { CaseDocument } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { Lang } from '../language/lang.ts';
import { UserError } from '../base/errors.ts';
import { providerTitle } from '../clouds/index.ts';
import type { ReplyAnswers } from './answers.ts';
import { letIn } from '../cases/conclusion.ts';
import { clean } from './clean.ts';
import { LANGUAGES } from './languages/index.ts';
import { listed } from './listed.ts';
import { Page } from './page.ts';
import { period } from './period.ts';
import { signature } from './reply.ts';
import type { Letter } from './reply.ts';
import { COLUMN_WIDTH, sideBySide } from './side-by-side.ts';
import { OCCASION_WORDS } from './words/index.ts';

/** A letter asks of so many users; more are a case for their administrator. */
const MAX_USERS = 50;
const MAX_AGENTS = 3;

/** Who is asked, and what was seen of them. */
export interface UserQuestion {
  /** As the log writes it: `CORP\m.lee`. */
  user: string;
  finding: Finding;
  /** Programs by the names that they gave themselves, the busiest first. */
  agents: string[];
}

/** The programs that used the account from that provider with success, by the case's table of requests. */
function agentsOf({ tables }: CaseDocument, { subject }: Finding): string[] {
  const table = tables.find(({ name }) => name === 'requests_by_source');
  if (table === undefined) return [];
  const at = (column: string): number => table.columns.indexOf(column);
  const [provider, user, status, agent, hits] = [
    at('provider'),
    at('cs_username'),
    at('status'),
    at('user_agent'),
    at('hits'),
  ];
  const counts = new Map<string, number>();
  for (const row of table.rows) {
    const same =
      row[provider] === subject.provider &&
      String(row[user]).toLowerCase() === subject.user?.toLowerCase() &&
      /^[23]/.test(String(row[status]));
    const name = row[agent];
    if (same && typeof name === 'string' && name !== '')
      counts.set(name, (counts.get(name) ?? 0) + Number(row[hits]));
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
}

/**
 * The users whose accounts were let in from a cloud's addresses, the gravest first.
 * @throws UserError (exit 2) where the case has none
 */
export function usersToAsk(document: CaseDocument): UserQuestion[] {
  const found = document.findings.filter(
    (finding) =>
      letIn(finding) &&
      finding.direction === 'inbound' &&
      finding.subject.user !== undefined &&
      finding.subject.provider !== undefined,
  );
  const users = new Map<string, UserQuestion>();
  for (const finding of found) {
    const { user = '' } = finding.subject;
    const key = user.toLowerCase();
    if (!users.has(key)) users.set(key, { user, finding, agents: agentsOf(document, finding) });
  }
  if (users.size === 0) {
    throw new UserError('the case names no user whose account was let in from a cloud', {
      hint: 'Such a letter asks the user of an account that was used from the addresses of a cloud provider; the report lists what was found.',
    });
  }
  return [...users.values()].slice(0, MAX_USERS);
}

/** Names of services, where the finding's message carries them. */
function servicesOf({ message }: Finding): string[] {
  const { params } = message;
  const services = 'services' in params ? params.services : undefined;
  return Array.isArray(services)
    ? services.filter((one) => typeof one === 'string').map((one) => clean(one, 40))
    : [];
}

function write(question: UserQuestion, lang: Lang, answers: ReplyAnswers, width?: number): Page {
  const { user, finding, agents } = question;
  const language = LANGUAGES[lang];
  const { labels, user: words } = OCCASION_WORDS[lang];
  const numbers: Readonly<Record<string, number | undefined>> = finding.numbers;
  const provider = clean(providerTitle(finding.subject.provider ?? ''), 64);
  const when = language.period(period(finding.from, finding.to) ?? { from: '' });
  const services = servicesOf(finding);
  const logins = numbers.logins_succeeded;
  const page = new Page(width);
  page.field(`${labels.account}${language.colon}`, clean(user, 100));
  page.field(`${labels.seen}${language.colon}`, words.summary(provider, when));
  page.paragraph(words.greeting);
  page.paragraph(words.opening(provider));
  page.heading(words.headings.seen);
  page.item(
    words.seen(
      when,
      logins ?? numbers.requests_succeeded ?? 0,
      logins === undefined ? 'request' : 'login',
      services.length === 0 ? undefined : listed(services, language),
      numbers.addresses ?? 1,
      provider,
    ),
  );
  if ((numbers.failures_before ?? 0) > 0) page.item(words.failures(numbers.failures_before ?? 0));
  const names = agents.slice(0, MAX_AGENTS).map((agent) => clean(agent, 60));
  if (names.length > 0) page.item(words.agents(listed(names, language)));
  page.heading(words.headings.question);
  for (const one of words.questions) page.item(one);
  page.heading(words.headings.known);
  for (const one of words.known) page.item(one);
  page.heading(words.headings.unknown);
  for (const one of words.unknown) page.item(one);
  page.paragraph(words.doubt);
  signature(page, { language, answers });
  return page;
}

/** The letter to one user whose account is used from a cloud: what was seen, what is asked, what to do. It blames nobody. */
export function renderUserLetter(
  question: UserQuestion,
  { lang, beside }: { lang: Lang; beside?: Lang },
  answers: ReplyAnswers = {},
): Letter {
  const page = write(question, lang, answers);
  return {
    subject: OCCASION_WORDS[lang].user.subject,
    text: page.text,
    blanks: page.blanks,
    ...(beside !== undefined && {
      beside: sideBySide(
        write(question, lang, answers, COLUMN_WIDTH),
        write(question, beside, answers, COLUMN_WIDTH),
      ),
    }),
  };
}

/** Names of the letters' files: `user.m.lee`; what cannot be in a name is left out, and of two alike the second has a number. */
export function userLetterNames(questions: readonly UserQuestion[]): string[] {
  const used = new Set<string>();
  return questions.map(({ user }, i) => {
    const plain = user
      .slice(user.lastIndexOf('\\') + 1)
      .replaceAll(/[^A-Za-z0-9.-]/g, '')
      .slice(0, 40);
    const name =
      plain === '' || used.has(plain.toLowerCase()) ? `${plain}${plain === '' ? '' : '-'}${i + 1}` : plain;
    used.add(name.toLowerCase());
    return `user.${name}`;
  });
}
