import type { Clock, Environment, Terminal } from '../base/ports.ts';
import { portWords } from '../language/grammar/en.ts';
import { portName } from '../net/ports.ts';
import { printable } from '../base/printable.ts';
import { protocolName } from '../net/protocols.ts';
import type { ActionTaken, Authenticity, Claim, ClaimedFlow } from '../model/claim.ts';
import { sourceTitle } from '../notices/senders/title.ts';
import type { Notice } from '../notices/read.ts';
import type { CommonFlags } from './common.ts';
import { wrap } from './fit.ts';
import { bytesText, durationText, style, type Style } from './terminal.ts';

const LABEL_WIDTH = 12;

/** A labelled line; continuation lines stand under the value. Nothing is printed for no value. */
function row(label: string, value: string | undefined, width: number): string[] {
  if (value === undefined || value === '') return [];
  return [wrap(printable(value), width, `  ${label.padEnd(LABEL_WIDTH)}`)];
}

/** Completes "claims …". */
const TYPE_WORDS: Readonly<Record<Claim['type'], string>> = {
  port_scan: 'port scanning',
  ddos: 'a denial-of-service attack',
  login_attack: 'attempts to log in elsewhere',
  reconnaissance: 'reconnaissance',
  scraping: 'scraping',
  sql_injection: 'SQL injection elsewhere',
  vulnerability_scan: 'scanning for vulnerabilities',
  infected_host: 'an infected host',
  spam: 'spam',
  phishing: 'phishing',
  malware: 'malware',
  open_proxy: 'an open proxy',
  open_resolver: 'an open resolver',
  cryptomining: 'cryptomining',
  credential_exposure: 'exposed credentials',
  copyright: 'a copyright violation',
  web_attack: 'attacks on web applications elsewhere',
  beacon: 'a beacon to a control server',
  exfiltration: 'exfiltration',
  backscatter: 'backscatter',
  other: 'abuse of a kind that abusedesk does not know',
};

function listed(values: readonly string[], most = 5): string {
  const rest = values.length - most;
  return values.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function resource(claim: Claim): string {
  return [
    listed(claim.instances),
    listed(claim.interfaces),
    listed(claim.addresses),
    claim.accounts.length === 0 ? '' : `account ${listed(claim.accounts)}`,
    listed(claim.regions),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

const STAGES: Readonly<Record<Claim['stage'], string>> = {
  first: 'first notice',
  reminder: 'reminder: an earlier notice was not answered',
  final: 'final notification',
  action: 'steps were taken because nobody answered',
};

function windowText(claim: Claim): string | undefined {
  const { from, to } = claim.window ?? {};
  if (from === undefined) return undefined;
  const span = to === undefined ? from : `${from} to ${to}`;
  return claim.zone === undefined ? span : `${span} (the notice names no zone; read as UTC)`;
}

function flowText(flow: ClaimedFlow): string {
  const ports = (flow.remote_ports ?? []).slice(0, 8).map((port) => {
    const name = portName(port);
    return name === undefined ? `${port}` : `${port} (${name})`;
  });
  const sent = flow.bytes_sent === undefined ? [] : [`${bytesText(flow.bytes_sent)} sent`];
  const packets = flow.packets_sent === undefined ? [] : [`${flow.packets_sent} packets`];
  const protocol = flow.protocol === undefined ? '' : protocolName(flow.protocol);
  return [
    [ports.length === 0 ? protocol : '', flow.remote === undefined ? '' : `to ${flow.remote}`]
      .join(' ')
      .trim(),
    ports.length === 0 ? '' : portWords(ports.join(', '), ports.length, protocol),
    [...sent, ...packets].join(' in '),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function flowsText(flows: readonly ClaimedFlow[]): string | undefined {
  if (flows.length === 0) return undefined;
  const rest = flows.length - 3;
  return flows.slice(0, 3).map(flowText).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

function actionsText(actions: readonly ActionTaken[]): string | undefined {
  return actions.length === 0
    ? undefined
    : listed(
        actions.map((action) =>
          action.remote === undefined ? action.text : `${action.text} (${action.remote})`,
        ),
        4,
      );
}

const CERTAINTY: Readonly<Record<Authenticity['verdict'], string>> = {
  proven: 'confirmed',
  unproven: 'cannot tell',
  forged: 'ruled out',
};

/** `23 h 10 min`; from three days on, days are what people count in. */
function spanText(seconds: number): string {
  return seconds < 3 * 86_400 ? durationText(seconds) : `${Math.floor(seconds / 86_400)} days`;
}

function deadlineText(claim: Claim, now: Date, paint: Style): string {
  if (claim.deadline === undefined) {
    return claim.received === undefined
      ? 'not known: the notice does not say, or not when it arrived'
      : 'the notice states none';
  }
  const left = (Date.parse(claim.deadline) - now.getTime()) / 1000;
  return left < 0
    ? `${claim.deadline}, ${paint.urgent(`overdue by ${spanText(-left)}`)}`
    : `${claim.deadline}, ${spanText(left)} left`;
}

function headline(claim: Claim): string {
  const who = sourceTitle(claim.source);
  const number = claim.reference === undefined ? '' : ` (case ${claim.reference})`;
  const forged = claim.authenticity.verdict === 'forged';
  const kind = forged
    ? `A forged notice, not from ${who}${number},`
    : `A notice in the name of ${who}${number}`;
  return `${kind} claims ${TYPE_WORDS[claim.type]}.`;
}

/** What the claim would have to give and does not. */
function missing(claim: Claim): string {
  const lacks = [
    claim.reference === undefined ? 'case number' : '',
    claim.instances.length === 0 && claim.interfaces.length === 0 && claim.addresses.length === 0
      ? 'instance or address'
      : '',
    claim.window === undefined ? 'time of the activity' : '',
    claim.flows.length === 0 ? 'targets' : '',
    claim.received === undefined ? 'time of arrival' : '',
  ];
  return lacks.filter((lack) => lack !== '').join(', ');
}

function claimText(claim: Claim, now: Date, width: number, paint: Style): string[] {
  const deadline = `  ${'Deadline'.padEnd(LABEL_WIDTH)}${deadlineText(claim, now, paint)}`;
  return [
    paint.bold(wrap(printable(headline(claim)), width)),
    deadline,
    ...row('Words', claim.reported_activity, width),
    ...row('About', resource(claim), width),
    ...row('When', windowText(claim), width),
    ...row('Traffic', flowsText(claim.flows), width),
    ...row('Taken', actionsText(claim.actions_taken), width),
    ...row('Stage', STAGES[claim.stage], width),
    ...row('Arrived', claim.received, width),
    ...row('Sender', `${CERTAINTY[claim.authenticity.verdict]}: ${claim.authenticity.because}`, width),
    ...row('Passed on', claim.forwarded === undefined ? undefined : forwardedText(claim.forwarded), width),
    ...row('Not given', missing(claim), width),
  ];
}

function forwardedText(text: string): string {
  const lines = text.split('\n').length;
  return `a third party's report, ${lines} ${lines === 1 ? 'line' : 'lines'} (see --json)`;
}

function nextSteps(claims: readonly Claim[]): string[] {
  if (claims.every((claim) => claim.authenticity.verdict === 'forged')) {
    return ['Next: follow no link in it and do nothing it asks for; ask the provider on a way you know.'];
  }
  return [
    'Next: put the notice, flow logs and inventory into one folder and run',
    '  abusedesk investigate FOLDER',
  ];
}

/** One screen: what is claimed, the clock, who says so, what is missing, and (unless quiet) what to run next. */
export function noticeScreen(
  notice: Notice,
  { color, quiet }: CommonFlags,
  effects: Clock & Terminal & Environment,
): string {
  const width = Math.min(effects.stdout.columns ?? 100, 100);
  const paint = style(effects.stdout, color, effects);
  const claims = notice.claims.flatMap((claim) => [...claimText(claim, effects.now(), width, paint), '']);
  const unread = notice.unread.slice(0, 10).map((line) => `  ${printable(line)}`);
  const rest = notice.unread.length - unread.length;
  return [
    ...claims,
    ...(unread.length === 0
      ? []
      : ['Not understood, please read:', ...unread, ...(rest > 0 ? [`  and ${rest} more`] : []), '']),
    ...(quiet === true ? [] : [...nextSteps(notice.claims), '']),
  ].join('\n');
}
