import type { Clock, Environment, Terminal } from '../../base/ports.ts';
import { printable } from '../../base/printable.ts';
import { blanksTo, displayWidth } from '../../base/width.ts';
import { undatedNotice } from '../../cases/clock.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import type { ActionTaken, Authenticity, Claim, ClaimedFlow } from '../../model/claim.ts';
import type { Message } from '../../model/message.ts';
import { portName } from '../../net/ports.ts';
import { protocolName } from '../../net/protocols.ts';
import type { Notice } from '../../notices/read.ts';
import { sourceTitle } from '../../notices/senders/title.ts';
import type { CommonFlags } from '../common.ts';
import { wrap } from '../fit.ts';
import { programOf } from '../../desk/program.ts';
import type { ScreenMessage } from '../messages.ts';
import { bytesText, durationIn, style } from '../terminal.ts';
import type { Style } from '../terminal.ts';
import { SCREEN_WORDS } from '../words/index.ts';
import type { NoticeLabel, NoticeLack, NoticeScreenMessage } from './messages.ts';

const MAX_NAMES = 5;
const MAX_FLOWS = 3;
const MAX_ACTIONS = 4;
const MAX_PORTS = 8;
const MAX_LINES = 10;

/** For whom the screen is written, and on what. */
interface Screen {
  lang: Lang;
  paint: Style;
  width: number;
  /** The widest label, in columns. */
  labels: number;
  now: Date;
  /** How this program is called here. */
  program: string;
}

function say(message: NoticeScreenMessage | ScreenMessage | Message, { lang }: Screen): string {
  return render(message, SCREEN_WORDS[lang]);
}

const LABELS: readonly NoticeLabel[] = [
  'deadline',
  'words',
  'basis',
  'about',
  'keys',
  'when',
  'traffic',
  'victims',
  'masked',
  'taken',
  'stage',
  'arrived',
  'sender',
  'passed',
  'traces',
  'lacks',
];

function labelText(label: NoticeLabel, { lang }: Pick<Screen, 'lang'>): string {
  return render({ key: 'screenLabel', params: { label } }, SCREEN_WORDS[lang]);
}

/** A labelled line; continuation lines are under the value. Nothing is printed for no value. */
function row(label: NoticeLabel, value: string | undefined, screen: Screen): string[] {
  if (value === undefined || value === '') return [];
  const text = labelText(label, screen);
  return [wrap(value, screen.width, `  ${text}${blanksTo(screen.labels + 3, text)}`)];
}

function firstOf(values: readonly string[], most: number): { names: string[]; more: number } {
  return { names: values.slice(0, most), more: Math.max(0, values.length - most) };
}

function resource(claim: Claim, screen: Screen): string {
  const named = (key: 'screenNamed' | 'screenAccounts', values: readonly string[]): string[] =>
    values.length === 0 ? [] : [say({ key, params: firstOf(values, MAX_NAMES) }, screen)];
  return [
    ...named('screenNamed', claim.instances),
    ...named('screenNamed', claim.interfaces),
    ...named('screenNamed', claim.addresses),
    ...named('screenAccounts', claim.accounts),
    ...named('screenNamed', claim.regions),
  ].join(' · ');
}

function windowText({ window, zone }: Claim, screen: Screen): string | undefined {
  const { from, to } = window ?? {};
  if (from === undefined) return undefined;
  const params = { from, ...(to !== undefined && { to }), zoned: zone === undefined };
  return say({ key: 'screenWindow', params }, screen);
}

function flowMessage(flow: ClaimedFlow): NoticeScreenMessage {
  const ports = (flow.remote_ports ?? []).slice(0, MAX_PORTS).map((port) => {
    const name = portName(port);
    return name === undefined ? `${port}` : `${port} (${name})`;
  });
  return {
    key: 'screenFlow',
    params: {
      ...(flow.protocol !== undefined && { protocol: protocolName(flow.protocol) }),
      ...(flow.remote !== undefined && { remote: flow.remote }),
      ports,
      ...(flow.bytes_sent !== undefined && { sent: bytesText(flow.bytes_sent) }),
      ...(flow.packets_sent !== undefined && { packets: flow.packets_sent }),
    },
  };
}

function flowsText(flows: readonly ClaimedFlow[], screen: Screen): string | undefined {
  if (flows.length === 0) return undefined;
  const more = Math.max(0, flows.length - MAX_FLOWS);
  return say(
    { key: 'screenFlows', params: { flows: flows.slice(0, MAX_FLOWS).map(flowMessage), more } },
    screen,
  );
}

/** What the provider did, in the notice's own words. */
function actionsText(actions: readonly ActionTaken[], screen: Screen): string | undefined {
  if (actions.length === 0) return undefined;
  const texts = actions.map(({ text, remote }) => (remote === undefined ? text : `${text} (${remote})`));
  return say({ key: 'screenNamed', params: firstOf(texts, MAX_ACTIONS) }, screen);
}

const CERTAINTY = { proven: 'confirmed', unproven: 'cannot_tell', forged: 'ruled_out' } as const;

function senderText({ verdict, message }: Authenticity, screen: Screen): string {
  const params = { certainty: CERTAINTY[verdict], because: message };
  return say({ key: 'screenCertainty', params }, screen);
}

function deadlineText(claim: Claim, screen: Screen): string {
  const { lang, now, paint } = screen;
  if (claim.deadline === undefined) {
    const notice = undatedNotice([claim]);
    if (notice !== undefined) return say({ key: 'screenUndated', params: notice }, screen);
    const key = claim.received === undefined ? 'screenUnknownDeadline' : 'screenNoDeadline';
    return say({ key, params: {} }, screen);
  }
  const left = (Date.parse(claim.deadline) - now.getTime()) / 1000;
  const duration = durationIn(lang, Math.abs(left));
  const words = say({ key: left < 0 ? 'screenOverdue' : 'screenLeft', params: { duration } }, screen);
  return `${claim.deadline} (${left < 0 ? paint.urgent(words) : words})`;
}

function headline({ source, reference, type, authenticity }: Claim, screen: Screen): string {
  const title = sourceTitle(source);
  const params = {
    ...(title !== undefined && { sender: title }),
    ...(reference !== undefined && { reference }),
    type,
    forged: authenticity.verdict === 'forged',
  };
  return say({ key: 'screenHeadline', params }, screen);
}

/** What the claim would have to give and does not. */
function lacking(claim: Claim, screen: Screen): string {
  const { instances, interfaces, addresses, keys = [] } = claim;
  const lacks: [NoticeLack, boolean][] = [
    ['reference', claim.reference === undefined],
    ['resource', instances.length + interfaces.length + addresses.length + keys.length === 0],
    ['window', claim.window === undefined],
    ['targets', claim.flows.length === 0 && claim.targets === undefined && keys.length === 0],
    ['received', claim.received === undefined],
  ];
  const params = { lacks: lacks.filter(([, is]) => is).map(([lack]) => lack) };
  return say({ key: 'screenLacks', params }, screen);
}

function forwardedText({ forwarded, reported_lines: lines }: Claim, screen: Screen): string | undefined {
  if (forwarded === undefined) return undefined;
  const { parsed = 0, accepted = 0 } = lines ?? {};
  const params = {
    lines: forwarded.split('\n').length,
    read: parsed,
    ...(parsed > 0 && accepted === parsed && { harmless: true as const }),
  };
  return say({ key: 'screenForwarded', params }, screen);
}

function tracesText({ mail_traces: traces = [] }: Claim, screen: Screen): string | undefined {
  if (traces.length === 0) return undefined;
  const shown = traces.slice(0, MAX_NAMES).map((trace): Message => ({ key: 'mailTrace', params: trace }));
  return say({ key: 'screenTraces', params: { traces: shown, more: traces.length - shown.length } }, screen);
}

function listText(values: readonly string[] | undefined, screen: Screen): string | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return say({ key: 'screenNamed', params: firstOf(values, MAX_NAMES) }, screen);
}

/** Each key with its user and the place where it stands. */
function keysOf({ keys }: Claim): string[] | undefined {
  return keys?.map(({ id, user, found_at: place }) =>
    [id, user && `(${user})`, place].filter(Boolean).join(' '),
  );
}

function basisText({ named_by: by }: Claim, screen: Screen): string | undefined {
  return by === undefined ? undefined : say({ key: 'screenBasis', params: { by } }, screen);
}

function claimText(claim: Claim, screen: Screen): string[] {
  const plain = (label: NoticeLabel, value: string | undefined): string[] =>
    row(label, value === undefined ? undefined : printable(value), screen);
  return [
    screen.paint.bold(wrap(printable(headline(claim, screen)), screen.width)),
    ...row('deadline', deadlineText(claim, screen), screen),
    ...plain('words', claim.reported_activity),
    ...plain('basis', basisText(claim, screen)),
    ...plain('about', resource(claim, screen)),
    ...plain('keys', listText(keysOf(claim), screen)),
    ...plain('when', windowText(claim, screen)),
    ...plain('traffic', flowsText(claim.flows, screen)),
    ...plain('victims', listText(claim.targets, screen)),
    ...plain(
      'masked',
      listText(
        claim.masked?.map(({ field, text }) => `${field}: ${text}`),
        screen,
      ),
    ),
    ...plain('taken', actionsText(claim.actions_taken, screen)),
    ...plain('stage', say({ key: 'screenStage', params: { stage: claim.stage } }, screen)),
    ...plain('arrived', claim.received),
    ...plain('sender', senderText(claim.authenticity, screen)),
    ...plain('passed', forwardedText(claim, screen)),
    ...plain('traces', tracesText(claim, screen)),
    ...plain('lacks', lacking(claim, screen)),
  ];
}

function nextSteps(claims: readonly Claim[], screen: Screen): string[] {
  if (claims.every((claim) => claim.authenticity.verdict === 'forged')) {
    return [wrap(say({ key: 'screenDistrust', params: {} }, screen), screen.width)];
  }
  return [
    wrap(say({ key: 'screenInvestigate', params: {} }, screen), screen.width),
    `  ${screen.program} investigate FOLDER`,
  ];
}

function unreadText(unread: readonly string[], screen: Screen): string[] {
  if (unread.length === 0) return [];
  const more = unread.length - MAX_LINES;
  return [
    say({ key: 'screenUnread', params: {} }, screen),
    ...unread.slice(0, MAX_LINES).map((line) => `  ${printable(line)}`),
    ...(more > 0 ? [`  ${say({ key: 'screenMoreLines', params: { count: more } }, screen)}`] : []),
    '',
  ];
}

/** Of a pasted text the line is left out: its notices are of one file. */
function fileOf({ evidence = '' }: Claim): string {
  return printable(evidence.replace(/:\d+$/, ''));
}

/** What is to be known of how a text was read in which no notice is. */
export function notesText(notes: Notice['notes'], lang: Lang): string {
  return notes.map((note) => `${printable(render(note, SCREEN_WORDS[lang]))}\n`).join('');
}

/** One screen: what is claimed, the clock, who says so, what is missing, and (unless quiet) what to run next. */
export function noticeScreen(
  { claims, unread, notes }: Notice,
  { color, quiet, lang }: CommonFlags & { lang: Lang },
  effects: Clock & Terminal & Environment,
): string {
  const screen: Screen = {
    lang,
    paint: style(effects.stdout, color, effects),
    width: Math.max(40, Math.min(effects.stdout.columns ?? 100, 100)),
    labels: Math.max(...LABELS.map((label) => displayWidth(labelText(label, { lang })))),
    now: effects.now(),
    program: programOf(effects).join(' '),
  };
  const many = new Set(claims.map(fileOf)).size > 1;
  return [
    ...claims.flatMap((claim) => [...(many ? [fileOf(claim)] : []), ...claimText(claim, screen), '']),
    ...notes.map((note) => wrap(printable(say(note, screen)), screen.width)),
    ...(notes.length === 0 ? [] : ['']),
    ...unreadText(unread, screen),
    ...(quiet === true ? [] : [...nextSteps(claims, screen), '']),
  ].join('\n');
}
