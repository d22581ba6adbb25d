import { join, relative } from 'node:path';
import { clockOf } from '../cases/clock.ts';
import { senderOf } from '../notices/senders/title.ts';
import { hostWords } from '../hosts/words/render.ts';
import type { HostPart } from '../model/host.ts';
import type { CaseDocument } from '../model/case.ts';
import type { Lang } from '../language/lang.ts';
import type { Investigated } from '../desk/investigation.ts';
import type { Clock, Files, Terminal } from '../base/ports.ts';
import { WORDS } from '../cases/translations.ts';
import { render } from '../language/render.ts';
import type { Message } from '../model/message.ts';
import { printable } from '../base/printable.ts';
import { gravestOf } from '../report/answer.ts';
import { answerText } from '../report/report.ts';
import { wrap } from './fit.ts';
import { bytesText, type Style } from './terminal.ts';

/** What fits a screen: the rest is in the report. */
const MAX_FINDINGS = 3;
const MAX_STEPS = 4;
const MAX_GAPS = 3;

function listed(
  items: readonly string[],
  most: number,
  width: number,
  long: 'shorten' | 'whole' = 'shorten',
): string[] {
  const shown = items.slice(0, most).map((item) => wrap(printable(item), width, '  · ', long));
  const more = items.length - shown.length;
  return more > 0 ? [...shown, `  ${more} more in the report`] : shown;
}

/** A notice without a deadline: its sender wants an answer within so many hours of it, whenever that was. */
function undated({ claims }: CaseDocument): string {
  const genuine = claims.filter(({ authenticity }) => authenticity.verdict !== 'forged');
  if (genuine.length === 0) return 'none: a forged notice sets no deadline';
  const undatedOf = genuine.filter(({ received }) => received === undefined);
  const sender = undatedOf
    .map(({ source }) => senderOf(source))
    .find((one) => one?.hoursToAnswer !== undefined);
  return sender === undefined
    ? 'the notice states none'
    : `not known: the text does not say when it arrived; ${sender.title} asks for an answer within ${sender.hoursToAnswer} hours`;
}

function clockLine(document: CaseDocument, paint: Style, effects: Clock): string[] {
  const clock = clockOf(document.claims, effects.now());
  if (clock.deadline === undefined)
    return document.claims.length > 0 ? [`${paint.bold('Deadline')}  ${undated(document)}`] : [];
  const words = clock.left_ms !== undefined && clock.left_ms < 0 ? paint.urgent(clock.words) : clock.words;
  return [`${paint.bold('Deadline')}  ${clock.deadline.replace('.000Z', 'Z')} (${words})`];
}

/** `12 files, 48,210 lines: 48,100 read into the case, 10 rejected, 100 skipped`. */
function evidenceLine(document: CaseDocument): string {
  const sum = (pick: (entry: CaseDocument['evidence'][number]) => number): string =>
    document.evidence.reduce((total, entry) => total + pick(entry), 0).toLocaleString('en');
  const records = document.evidence.reduce((total, entry) => total + entry.read, 0);
  const bytes = document.evidence.reduce((total, entry) => total + entry.bytes, 0);
  const files = document.evidence.length;
  return `${files} ${files === 1 ? 'file' : 'files'} (${bytesText(bytes)}), ${sum((e) => e.read)} ${records === 1 ? 'record' : 'records'} read = ${sum((e) => e.parsed)} parsed + ${sum((e) => e.rejected)} rejected + ${sum((e) => e.skipped)} skipped`;
}

/** Inside the host: the gravest findings, and the price of what was sent. */
function hostLines(host: HostPart, lang: Lang, paint: Style, width: number): string[] {
  const { labels } = hostWords(lang);
  const findings = host.findings.map(({ message }) => render(message, WORDS[lang]));
  const usd = host.cost?.usd.toLocaleString('en', { style: 'currency', currency: 'USD' });
  const price =
    host.cost === undefined ? [] : [`  · ${labels.cost}: ${usd} (${bytesText(host.cost.egress_bytes)})`];
  const shown = findings.length > 0 ? findings : [labels.nothing];
  return ['', paint.bold(labels.title), ...listed(shown, MAX_FINDINGS, width), ...price];
}

/** One screen: answer, clock, three findings, next step with the exact command, where the case lies. */
export function summary(
  { document, folder, kept }: Investigated,
  options: { lang: Lang; style: Style },
  effects: Files & Clock & Terminal,
): string {
  const { style: paint } = options;
  const width = Math.max(40, Math.min(100, effects.stdout.columns ?? 100));
  const here = relative(effects.cwd(), folder) || '.';
  const answer = answerText(document, { lang: options.lang, now: effects.now(), zone: 'UTC' });
  const say = (message: Message): string => render(message, WORDS[options.lang]);
  const findings = gravestOf(document).map((finding) => say(finding.message));
  const lines = [
    paint.bold(wrap(printable(answer), width)),
    '',
    ...clockLine(document, paint, effects),
    wrap(evidenceLine(document), width, 'Evidence  ').replace('Evidence', paint.bold('Evidence')),
  ];
  if (findings.length > 0) {
    lines.push('', paint.bold('Findings'), ...listed(findings, MAX_FINDINGS, width));
  }
  if (document.host !== undefined) lines.push(...hostLines(document.host, options.lang, paint, width));
  if (document.gaps.length > 0) {
    lines.push('', paint.bold('What is missing'), ...listed(document.gaps.map(say), MAX_GAPS, width));
  }
  if (document.next.length > 0) {
    lines.push('', paint.bold('Next'), ...listed(document.next.map(say), MAX_STEPS, width, 'whole'));
  }
  lines.push('', `${paint.bold('Report')}    ${printable(join(here, 'report.html'))}`);
  if (document.letters.length > 0)
    lines.push(`${paint.bold('Letters')}   ${printable(join(here, 'letters'))}`);
  for (const name of kept) lines.push(paint.dim(`kept your edited file as ${printable(join(here, name))}`));
  return `${lines.join('\n')}\n`;
}
