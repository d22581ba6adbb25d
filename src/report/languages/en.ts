import { html } from '../html.ts';
import { abuseTypes, portWords } from '../../language/grammar/en.ts';
import { PLAIN_NAMES } from '../names.ts';
import type { Deed, Language } from './language.ts';

const hosts = (deed: Deed) => deed.target ?? html`${deed.hostsText} ${deed.hosts === 1 ? 'host' : 'hosts'}`;
const via = (deed: Deed) => deed.via && html` through ${deed.via}`;
const on = (deed: Deed) => deed.ports !== undefined && html` on ${deed.ports}`;

/** Kinds of abuse that are one thing each, and so take an article. */
const COUNTABLE = /(?:scan|attack|host|proxy|resolver|complaint|beacon)$/;

function some(type: string): string {
  if (!COUNTABLE.test(type)) return type;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

export const en: Language = {
  tag: 'en',
  gap: ' ',
  comma: ', ',

  title: (id) => `Abuse case ${id}`,
  written: (at) => html`Written ${at}`,
  onThisPage: 'On this page',
  certainty: {
    confirmed: 'Confirmed',
    likely: 'Likely',
    cannot_tell: 'Cannot tell',
    ruled_out: 'Ruled out',
  },
  types: abuseTypes,
  names: PLAIN_NAMES,
  clients: {
    'Exchange health probe': 'Exchange health probe',
    monitoring: 'monitoring',
    'attack tool': 'attack tool',
    'EWS library': 'EWS library',
    script: 'script',
    'Outlook mobile': 'Outlook mobile',
    Outlook: 'Outlook',
    'Skype for Business': 'Skype for Business',
    'Apple Mail or Calendar': 'Apple Mail or Calendar',
    'phone (ActiveSync)': 'phone (ActiveSync)',
    'OWA in a browser': 'OWA in a browser',
    crawler: 'crawler',
    browser: 'browser',
    'no user agent': 'no user agent',
    other: 'other',
  },
  because: 'Because',

  answer: {
    span: (from, to) => html`from ${from} to ${to} UTC`,
    at: (from) => html`at ${from} UTC`,
    ports: portWords,
    scan: (d) =>
      html`${d.who} scanned ${d.ports !== undefined && html`${d.ports} on `}${hosts(d)} ${d.when}${via(d)}.`,
    flood: (d) => html`${d.who} flooded ${hosts(d)}${on(d)} ${d.when}${via(d)}.`,
    logins: (d) =>
      html`${d.who} tried logins on ${hosts(d)}${d.ports !== undefined && html` (${d.ports})`}
      ${d.when}${via(d)}.`,
    other: (d, type) =>
      html`${d.who} shows signs of ${some(type)} towards ${hosts(d)}${on(d)} ${d.when}${via(d)}.`,
    inboundLogins: (who, when) =>
      html`Logins ${who && html`from ${who} `}were tried against this service ${when}.`,
    inboundOther: (type, who, when) =>
      html`The logs show signs of ${some(type)}${who && html` from ${who}`} against this service ${when}.`,
    credentials: (users) => html`They got in: the credentials of ${users} worked for them.`,
    noticeSays: (type, resources, when) =>
      html`The notice claims ${some(type)}${resources && html` by ${resources}`}${when && html` ${when}`}.`,
    forged: 'The notice is forged: it does not come from the sender that it names.',
    confirmed: 'The notice is confirmed.',
    likely: 'The logs make the notice likely.',
    likelyWho: 'The logs confirm the notice; that it was this machine is likely.',
    ruled_out: 'The logs rule the notice out.',
    noData: 'Whether the notice is right cannot be told from this evidence.',
    claims: (confirmed, contradicted, noData) =>
      `Of ${confirmed + contradicted + noData} claims, ${confirmed} confirmed, ${contradicted} ruled out, ${noData} cannot be told.`,
    noCulprit: 'Which machine sent the traffic cannot be told yet.',
    tied: (others) => `The evidence does not tell it apart from ${others}.`,
    nothingFound: 'The logs show no abuse by the rules that were run.',
    nothingReadable: 'No log could be read, so nothing can be said about the traffic yet.',
    notRead: (what) => html`Not read, so nothing is said of it: ${what}.`,
    onlyNotice: 'There is a notice and no readable log beside it.',
  },

  also: 'What else weighs most',

  clock: {
    title: 'The clock',
    none: 'No deadline stated.',
    undated: (sender, hours) =>
      `${hours} hours from receipt, as ${sender} asks; the text does not say when that was: say it with --received YYYY-MM-DDThh:mmZ`,
    left: '{} left',
    past: 'passed {} ago',
    overdue: 'overdue by {}',
    due: 'Answer due',
    asOf: (at) => html`as of ${at}`,
  },

  culprit: {
    title: 'Who sent it',
    pathTitle: (who, targets = 'its targets', seenAs, through) => {
      if (seenAs !== undefined) return `${who} reached ${targets}, which saw ${seenAs}`;
      return through === undefined
        ? `${who} reached ${targets} directly`
        : `${who} reached ${targets} through ${through}`;
    },
    pathText: 'The path of the traffic, hop by hop, with the source address that is seen on each.',
    instance: 'Instance',
    nat: 'NAT gateway',
    'load balancer': 'Load balancer',
    'transit gateway': 'Transit gateway',
    internetGateway: 'Internet gateway',
    targets: (count, n) => `${count} ${n === 1 ? 'target' : 'targets'}`,
    unknownTarget: 'Targets not known',
    sends: 'source',
    name: 'Name',
    address: 'Private address',
    interface: 'Interface',
    publicAddress: 'Public address',
    confidence: 'Confidence',
    tiesTitle: 'Not told apart from',
    none: 'No machine can be named from this evidence.',
    through: 'Through',
    more: (count) => `and ${count} more`,
  },

  volume: {
    everybody: 'All clients',
    title: 'Traffic over time',
    headingOut: (subject, peak, duration, at) =>
      `${subject} sent at most ${peak} in ${duration}, at ${at} UTC`,
    heading: (subject, peak, duration, at) => `${subject} peaked at ${peak} in ${duration}, at ${at} UTC`,
    quiet: (subject) => `${subject}: nothing was recorded`,
    out: 'out',
    in: 'in',
    window: 'window of the notice',
    burstMeaning:
      'burst: more than four times the median of the intervals with traffic, and a quarter of the peak',
    findingTime: 'time of the finding',
    units: { bytes: 'bytes', flows: 'flows', requests: 'requests' },
    flows: (text, count) => `${text} ${count === 1 ? 'flow' : 'flows'}`,
    requests: (text, count) => `${text} ${count === 1 ? 'request' : 'requests'}`,
    per: (unit, duration) => `${unit} per ${duration.replace(/^1 /, '')}`,
    bucket: 'Interval from (UTC)',
    text: (out, into, from, to) => `Sum out: ${out}. Sum in: ${into}. From ${from} to ${to} UTC.`,
  },

  fan: {
    title: 'Who spoke to how many',
    heading: (culprit, times) => `${culprit} reached ${times} times as many targets as any other host`,
    headingMany: (culprit, targets) => `${culprit} reached ${targets} targets`,
    headingNone: (sources) => `No host stands out among ${sources} sources`,
    axis: 'distinct targets per source, logarithmic',
    host: 'host',
    culprit: 'the machine named above',
    middlebox: 'intermediary that carries others’ traffic',
    source: 'Source',
    role: 'Role',
    roles: {
      host: 'host',
      nat: 'NAT',
      'load balancer': 'load balancer',
      'transit gateway': 'transit gateway',
    },
    text: 'Each dot is one source address, placed by its number of distinct targets.',
  },

  findings: {
    title: 'What the logs show',
    none: 'No rule found anything. That is no proof of absence: see what was missing below.',
    rule: 'Rule',
    sql: 'The query, to be run again on this case',
    lines: 'Original lines',
    confidence: 'confidence',
    severity: { low: 'low severity', medium: 'medium severity', high: 'high severity' },
    subject: 'Subject',
    window: 'Window',
    ports: 'Ports',
    targets: 'Targets',
    direction: { outbound: 'outbound', inbound: 'inbound', internal: 'internal' },
    sample: 'for example',
  },

  claims: {
    title: 'What the notice says, and what the logs say',
    notice: (source) => (source === undefined ? 'Report in free form' : `Notice from ${source}`),
    reference: 'Reference',
    type: 'Reported',
    account: 'Account',
    keys: 'Access keys',
    resource: 'Resource',
    region: 'Region',
    window: 'Window',
    received: 'Received',
    deadline: 'Deadline',
    stage: 'Stage',
    stages: {
      first: 'first notice',
      reminder: 'reminder',
      final: 'final notification',
      action: 'steps were taken',
    },
    sender: 'Sender',
    authenticity: { proven: 'proven', unproven: 'not proven', forged: 'forged' },
    taken: 'Already done by the provider',
    forwarded: 'The forwarded report, as it came',
    flows: 'Flows that the notice lists',
    missing: 'What is missing',
    what: 'Figure',
    claimed: 'Notice',
    seen: 'Logs',
    agrees: (below, above) => `Agrees (within −${below} / +${above})`,
    yes: 'yes',
    no: 'no',
    masked: 'Masked in the notice',
    victims: 'Target',
    traces: 'Sent by',
    readFrom: 'Read from',
    assumedZone: 'The notice names no time zone; its times were read as UTC.',
    remote: 'Remote',
    protocol: 'Protocol',
    sent: 'Sent',
    receivedBytes: 'Received',
    packets: 'packets',
  },

  sources: {
    title: 'Whose addresses: those named here, and the busiest',
    provider: 'Provider',
    service: 'Services',
    region: 'Region',
    addresses: 'Addresses listed',
    address: 'Address',
    prefix: 'Prefix',
    asOf: 'As of',
    unknown: 'not in any published range',
    notAsked: 'in none of the lists asked',
    attackers: (count) => `Whose the ${count} attacking addresses are`,
    attacking: 'Attacking addresses',
    lists: 'Lists that these answers stand on',
    list: 'List',
    version: 'Version of',
    origin: 'Read from',
    all: (count) => `All ${count} addresses of this list`,
    note: 'Note',
  },

  tables: {
    title: 'Tables',
    allRows: (count) => `All ${count} rows`,
    empty: 'No rows.',
    lines: 'The lines behind these numbers',
    rowLines:
      'In the case’s folder, this prints every line of the evidence that these numbers count, with its file:',
    anyRowLines:
      'In the case’s folder, this prints every line of the evidence that the numbers of a row count, with its file. N is the row’s number, at its left:',
    whole: 'The whole table again:',
    linesOf: (row) => `Every line that row ${row} counts; in the case’s folder:`,
    asTable: 'The numbers as a table',
    more: (count) => `${count} more in case.json`,
    notListed: (count) => `${count} more were counted and are not listed`,
    cut: (count) => `… ${count} more characters in case.json`,
  },

  cost: {
    title: 'What it cost',
    total: (usd, bytes) => html`${usd} at list prices, for ${bytes} sent to the internet.`,
    counted: (usd, bytes) =>
      html`By the interface counters of the host ${usd}, for the ${bytes} that they have counted.`,
    tier: 'Tier',
    gb: 'GB (decimal, as billed)',
    perGb: 'USD per GB',
    usd: 'USD',
    assumptions: 'What the figure assumes or leaves out',
    region: 'Region',
    day: 'Day (UTC)',
    sent: 'Sent to the internet',
  },

  letters: {
    title: 'Letters',
    kinds: {
      'reply-interim': 'Interim answer',
      'reply-final': 'Final answer',
      dispute: 'Dispute',
      reply: 'Answer',
      complaint: 'Complaint',
    },
    otherLanguages: 'Letters in the other languages',
    blanks: (count) => `${count} to fill in before it goes out`,
    complete: 'nothing left to fill in',
  },

  gaps: { title: 'What was not seen', none: 'Nothing is known to be missing.' },
  next: { title: 'What to do next', none: 'No step is outstanding.', all: (count) => `All ${count} steps` },

  timeline: {
    title: 'Timeline',
    kinds: { claim: 'notice', finding: 'finding', action: 'action', deadline: 'deadline', case: 'case' },
  },

  evidence: {
    title: 'Evidence',
    none: 'No file was given.',
    all: (count) => `All ${count} files`,
    listed: (count, all) => `${count} of ${all} files`,
    elsewhere: (count, file) => `${count} more files are counted here and listed in ${file}.`,
    total: (files, read, parsed, rejected, skipped) =>
      `${files} ${files === '1' ? 'file' : 'files'}. ${read} ${read === '1' ? 'record' : 'records'} read = ${parsed} parsed + ${rejected} rejected + ${skipped} skipped.`,
    read: 'read',
    parsed: 'parsed',
    rejected: 'rejected',
    skipped: 'skipped',
    hash: 'SHA-256',
    noHash: 'could not be read',
    duplicate: (of) => `same content as ${of}; not counted again`,
    rejects: (count) => `${count} rejected`,
    line: 'Line',
    offset: 'Byte',
    reason: 'Reason',
    zone: 'Times',
    balance: 'The counts of this file do not add up.',
  },

  copy: 'Copy',
  copied: 'Copied',
  sort: 'Sort by this column',
  filter: 'Filter',
  csv: 'Copy as CSV',
  annex: 'Annex: the queries',
  footer:
    'Made from the evidence listed above; every number leads back to lines of it. This file loads nothing from the network.',
};
