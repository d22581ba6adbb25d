import { join, relative } from 'node:path';
import { evidenceCounts } from '../evidence/listed.ts';
import { clockOf, undatedNotice } from '../cases/clock.ts';
import { besideFlows } from '../hosts/traffic/beside.ts';
import { hostWords } from '../hosts/words/render.ts';
import type { HoneypotPart } from '../model/pictures.ts';
import type { HostPart } from '../model/host.ts';
import type { CaseDocument } from '../model/case.ts';
import type { Cost } from '../model/cost.ts';
import type { Lang } from '../language/lang.ts';
import type { InvestigatedCase } from '../desk/investigation.ts';
import type { Clock, Environment, Files, Terminal } from '../base/ports.ts';
import { WORDS } from '../cases/translations.ts';
import { providerTitle } from '../clouds/index.ts';
import { render } from '../language/render.ts';
import type { Message } from '../model/message.ts';
import { printable } from '../base/printable.ts';
import { blanksTo, displayWidth } from '../base/width.ts';
import { answerOf, gravestOf, toldDeed, untoldGaps } from '../report/answer.ts';
import { answerText } from '../report/report.ts';
import { wrap } from './fit.ts';
import { programOf } from '../desk/program.ts';
import { timelineLines } from './screen/timeline.ts';
import { stepText } from './steps.ts';
import type { Here } from './steps.ts';
import type { ScreenMessage } from './messages.ts';
import { bytesText, durationIn } from './terminal.ts';
import type { Style } from './terminal.ts';
import { SCREEN_WORDS } from './words/index.ts';

/** What fits a screen: the rest is in the report. */
const MAX_FINDINGS = 3;
const MAX_STEPS = 4;
const MAX_GAPS = 3;
const MAX_STATEMENTS = 6;
const MAX_GROUPS = 4;

type Say = (message: ScreenMessage) => string;

/** For whom the screen is written, and on what. */
interface Screen {
  lang: Lang;
  paint: Style;
  say: Say;
  width: number;
}

/** The first items of a list, each as lines, and how many more there are. */
function listed(items: readonly string[], most: number, say: Say): string[] {
  const more = items.length - most;
  const shown = items.slice(0, most);
  return more > 0 ? [...shown, `  ${say({ key: 'screenMore', params: { count: more } })}`] : shown;
}

const BULLET = '  · ';
/** What belongs to the line above it. */
const UNDER_BULLET = '    ';

/** A notice without a deadline: its sender wants an answer within so many hours of it, whenever that was. */
function undated({ claims }: CaseDocument): ScreenMessage {
  const genuine = claims.filter(({ authenticity }) => authenticity.verdict !== 'forged');
  if (genuine.length === 0) return { key: 'screenForged', params: {} };
  const notice = undatedNotice(genuine);
  return notice === undefined
    ? { key: 'screenNoDeadline', params: {} }
    : { key: 'screenUndated', params: notice };
}

const LABELS = [
  'screenDeadline',
  'screenEvidence',
  'screenSources',
  'screenCost',
  'screenReport',
  'screenLetters',
] as const;
type LabelKey = (typeof LABELS)[number];

/** The labels that come before a value, each as wide as the widest of them. */
function labelsOf(screen: Screen): (key: LabelKey) => string {
  const texts = LABELS.map((key) => screen.say({ key, params: {} }));
  const width = Math.max(...texts.map(displayWidth));
  return (key) => {
    const text = texts[LABELS.indexOf(key)] ?? '';
    return screen.paint.bold(text) + blanksTo(width + 2, text);
  };
}

function clockLine(document: CaseDocument, screen: Screen, now: Date): string | undefined {
  const { paint, say, lang } = screen;
  const { deadline, left_ms: left = 0, state = 'left' } = clockOf(document.claims, now);
  if (deadline === undefined) return document.claims.length > 0 ? say(undated(document)) : undefined;
  const duration = durationIn(lang, Math.abs(left) / 1000);
  const key = { left: 'screenLeft', overdue: 'screenOverdue', past: 'screenPast' } as const;
  const words = say({ key: key[state], params: { duration } });
  return `${deadline.replace('.000Z', 'Z')} (${state === 'overdue' ? paint.urgent(words) : words})`;
}

/** All that attacked, by provider, most specific service and region. Undefined: one address, which the answer names, or none. */
function attackers({ attribution }: CaseDocument): ScreenMessage | undefined {
  const { addresses = 0, groups = [] } = attribution?.attackers ?? {};
  if (addresses < 2) return undefined;
  const named = groups.slice(0, MAX_GROUPS).map(({ provider, service, region, addresses: some }) => ({
    name:
      provider === null
        ? null
        : [providerTitle(provider), service, region].filter((word) => word !== undefined).join(' '),
    addresses: some,
  }));
  const more = addresses - named.reduce((sum, group) => sum + group.addresses, 0);
  return { key: 'screenAttackers', params: { addresses, groups: named, more } };
}

/** `12 files, 48,210 lines: 48,100 read into the case, 10 rejected, 100 skipped`. */
function counts(document: CaseDocument): ScreenMessage {
  const { bytes, ...sums } = evidenceCounts(document);
  return { key: 'screenCounts', params: { ...sums, size: bytesText(bytes) } };
}

/** `191.67 USD`; of less than a cent that it is less. */
function price(usd: number): string {
  return usd > 0 && usd < 0.005 ? '< 0.01 USD' : `${usd.toFixed(2)} USD`;
}

function costText({ usd, egress_bytes: bytes }: Cost, say: Say): string {
  return say({ key: 'screenPrice', params: { usd: price(usd), size: bytesText(bytes) } });
}

/** The price of the traffic that the case knows, and of all that the host's own counters show: the one says nothing of the other. */
function bill({ cost, host }: CaseDocument, say: Say): string[] {
  const inside = host?.cost;
  const counters =
    inside &&
    say({ key: 'screenCounted', params: { usd: price(inside.usd), size: bytesText(inside.egress_bytes) } });
  return [cost && costText(cost, say), counters].filter((sum) => sum !== undefined);
}

/** So many lines say which process sent what. */
const MAX_FLOW_LINES = 6;

/** Inside the host: the gravest findings, and the price of what was sent. */
function hostLines(host: HostPart, { lang, paint, say, width }: Screen): string[] {
  const { labels } = hostWords(lang);
  const findings = host.findings.map(({ message }) => render(message, WORDS[lang]));
  const shown = (findings.length > 0 ? findings : [labels.nothing]).map((text) =>
    wrap(printable(text), width, BULLET),
  );
  // Which process sent what is claimed: each flow beside the sockets that could have carried it.
  const flows = besideFlows(host).flatMap(({ flow, sockets }, i): string[] => {
    const answer = host.traffic?.[i]?.message;
    if (answer === undefined) return [];
    const own = wrap(printable(render(answer, WORDS[lang])), width, BULLET);
    return [own].concat(sockets.map((socket) => `    ${printable(`${flow}  ←  ${socket}`)}`));
  });
  // How many more there are is the last line of the list.
  const more = listed(shown, MAX_FINDINGS, say).slice(MAX_FINDINGS);
  return [
    '',
    paint.bold(labels.title),
    ...shown.slice(0, MAX_FINDINGS),
    ...more,
    ...flows.slice(0, MAX_FLOW_LINES),
  ];
}

/** What a honeypot saw, in sentences. */
function honeypotLines({ statements }: HoneypotPart, { lang, paint, say, width }: Screen): string[] {
  const words = WORDS[lang];
  const shown = statements.map((message) => wrap(printable(render(message, words)), width, BULLET));
  const title = paint.bold(render({ key: 'potTitle', params: {} }, words));
  return ['', title, ...listed(shown, MAX_STATEMENTS, say)];
}

/** A letter's path, as it is opened from here. */
function placed(message: Message, here: string): Message {
  const { path } = message.params as { path?: unknown };
  const letter = message.key === 'nextInterim' || message.key === 'nextFinal';
  return letter && typeof path === 'string' ? { ...message, params: { path: join(here, path) } } : message;
}

/** One screen: answer, clock, three findings, next step with the exact command, where the case lies. */
export function summary(
  { document, folder, kept }: InvestigatedCase,
  options: { lang: Lang; style: Style },
  effects: Files & Clock & Terminal & Environment,
): string {
  const { style: paint, lang } = options;
  const width = Math.max(40, Math.min(100, effects.stdout.columns ?? 100));
  const say: Say = (message) => render(message, SCREEN_WORDS[lang]);
  const screen: Screen = { lang, paint, say, width };
  const here = relative(effects.cwd(), folder) || '.';
  const answer = answerText(document, { lang, now: effects.now(), zone: 'UTC' });
  const stepHere: Here = { program: programOf(effects), folder: here };
  const label = labelsOf(screen);
  const sources = attackers(document);
  const indent = displayWidth(label('screenCost'));
  const clock = clockLine(document, screen, effects.now());
  const lines = [
    paint.bold(wrap(printable(answer), width)),
    '',
    ...(clock === undefined ? [] : [wrap(clock, width, label('screenDeadline'))]),
    wrap(say(counts(document)), width, label('screenEvidence')),
    ...(sources === undefined ? [] : [wrap(printable(say(sources)), width, label('screenSources'))]),
    ...bill(document, say).map((sum, i) =>
      wrap(sum, width, i === 0 ? label('screenCost') : blanksTo(indent, '')),
    ),
  ];
  const block = (
    key: 'screenFindings' | 'screenMissing' | 'screenNext',
    entries: readonly { message: Message; noise?: { message: Message } }[],
    most: number,
  ): void => {
    if (entries.length === 0) return;
    const title = paint.bold(say({ key, params: {} }));
    const items = entries.map(({ message, noise }) => {
      const text = stepText(placed(message, here), WORDS[lang], width, BULLET, stepHere);
      if (noise === undefined) return text;
      return `${text}\n${wrap(printable(render(noise.message, WORDS[lang])), width, UNDER_BULLET)}`;
    });
    lines.push('', title, ...listed(items, most, say));
  };
  const told = toldDeed(answerOf(document));
  const untold = gravestOf(document).filter((finding) => finding !== told || finding.noise !== undefined);
  block('screenFindings', untold, MAX_FINDINGS);
  lines.push(...timelineLines(document, screen, (text) => paint.bold(text)));
  if (document.host !== undefined) lines.push(...hostLines(document.host, screen));
  if (document.honeypot !== undefined) lines.push(...honeypotLines(document.honeypot, screen));
  const each = (messages: readonly Message[]) => messages.map((message) => ({ message }));
  block('screenMissing', each(untoldGaps(document)), MAX_GAPS);
  block('screenNext', each(document.next), MAX_STEPS);
  lines.push('', `${label('screenReport')}${printable(join(here, 'report.html'))}`);
  if (document.letters.length > 0) lines.push(`${label('screenLetters')}${printable(join(here, 'letters'))}`);
  for (const name of kept) {
    const path = printable(join(here, name));
    lines.push(paint.dim(say({ key: 'screenKept', params: { path } })));
  }
  return `${lines.join('\n')}\n`;
}
