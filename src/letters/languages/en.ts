import { TOLERANCE } from '../../model/tolerance.ts';
import { abuseTypes, portWords } from '../../language/grammar/en.ts';
import type { Activity } from '../hosts.ts';
import type { Language } from './language.ts';

const whole = new Intl.NumberFormat('en-US');

function counted(n: number, one: string, many = `${one}s`): string {
  return `${whole.format(n)} ${n === 1 ? one : many}`;
}

function targets({ hosts, target }: Activity): string {
  return target ?? counted(hosts, 'host');
}

/** `TCP ports 22, 2222 on 12,043 hosts`; only the hosts where no port is known. */
function aim(activity: Activity): string {
  const { ports, portCount, protocol } = activity;
  if (ports !== undefined) return `${portWords(ports, portCount, protocol)} on ${targets(activity)}`;
  if (portCount === 0) return targets(activity);
  const noun = protocol === undefined ? 'port' : `${protocol} port`;
  return `${counted(portCount, noun)} on ${targets(activity)}`;
}

function volume({ packets, bytes }: Activity): string {
  if (packets === undefined) return bytes === undefined ? 'traffic' : counted(bytes, 'byte');
  return `${counted(packets, 'packet')}${bytes === undefined ? '' : ` (${counted(bytes, 'byte')})`}`;
}

function during(when: string | undefined): string {
  return when === undefined ? '' : ` for ${when}`;
}

const share = (value: number): string => `${Math.round(value * 100)}%`;
/** How far two amounts may lie apart and agree. */
const WITHIN = `agrees within −${share(TOLERANCE.below)} / +${share(TOLERANCE.above)}`;

export const en: Language = {
  locale: 'en-US',
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  gap: ' ',

  labels: {
    reference: 'Case number',
    resource: 'Resource',
    happened: 'What happened',
    done: 'What was done',
    prevention: 'Prevention',
  },
  types: abuseTypes,
  verdicts: {
    confirmed: 'confirmed by our records',
    likely: 'likely according to our records',
    ruled_out: 'not found in our records',
    cannot_tell: 'cannot tell yet',
  },
  figures: {
    bytes_sent: 'bytes sent',
    packets_sent: 'packets sent',
    bytes_received: 'bytes received',
    packets_received: 'packets received',
    targets: 'target hosts',
    ports: 'target ports',
    flows: 'flows',
  },

  portWords,
  target: (address) => `target ${address}`,
  more: (count) => `and ${whole.format(count)} more`,
  subject: (reference, { provider }) => `Your ${provider} abuse report ${reference}`,
  period: ({ from, to }) => {
    if (to === undefined) return `${from} UTC`;
    return `${from} to ${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to} UTC`;
  },
  account: (ids, { provider }) => `${provider} account ${ids}`,
  region: (names) => `region ${names}`,
  via: ({ kind, gateway, public: address }) => {
    const name = {
      nat: 'NAT gateway',
      'load balancer': 'load balancer',
      'transit gateway': 'transit gateway',
    }[kind];
    const through = `${name}${gateway === undefined ? '' : ` ${gateway}`}`;
    return address === undefined ? `behind ${through}` : `seen from outside as ${address} (${through})`;
  },
  named: (ids) => `named in your report: ${ids}`,
  oneOf: (hosts) => `one of these, which our records do not tell apart: ${hosts}`,
  likely: (host) => `most likely ${host}`,
  noReference: 'not stated in your report',
  noResource: 'not named in your report and not yet identified',

  happened: {
    confirmed: (type, when) =>
      `${type.charAt(0).toUpperCase()}${type.slice(1)}${when === undefined ? '' : `, ${when}`}.`,
    likely: (type, when) =>
      `Likely ${type}${when === undefined ? '' : `, ${when}`}: our records show traffic that fits your report.`,
    ruled_out: (when) => `We do not find the reported traffic in our flow logs${during(when)}.`,
    cannot_tell: (when) => `Not known yet: we lack the records${during(when)} that would show it.`,
    causeOpen: 'The root cause is still being examined.',
    cause: (text) => `Root cause: ${text}`,
    stillChecking: 'We are still checking.',
  },
  done: {
    at: (at, text) => `${at}: ${text}`,
    open: 'We are investigating.',
    examined: (records) => `We have examined ${counted(records, 'flow record')}.`,
  },
  prevention: {
    later: 'To follow with our final answer, once the cause is established.',
    dependsOnCause: 'None to report, as no cause was found; please see our questions below.',
  },

  greeting: ({ desk }) => `Dear ${desk} team,`,
  opening: {
    interim: {
      confirmed: [
        'Thank you for your report. We are looking into it, and this is an interim answer.',
        'Our logs confirm the reported activity. What we know so far is below.',
      ],
      likely: [
        'Thank you for your report. We are looking into it, and this is an interim answer.',
        'Our logs show traffic that fits your report. What we know so far is below.',
      ],
      ruled_out: [
        'Thank you for your report. We are looking into it, and this is an interim answer.',
        'So far our flow logs do not show the reported traffic. What we know follows, together with the details that would help us to find it.',
      ],
      cannot_tell: [
        'Thank you for your report. We are looking into it, and this is an interim answer.',
        'We cannot yet say whether the activity came from our resource, because records for the time in question are missing.',
      ],
    },
    final: {
      confirmed: [
        'Thank you for your report. We have compared it with our own records, and they confirm it. The details follow.',
      ],
      likely: [
        'Thank you for your report. We have compared it with our own records. They show traffic that fits it, which makes it likely. The details follow.',
      ],
      ruled_out: [
        'Thank you for your report. We have taken it seriously and compared it with our own flow logs, which do not show the reported traffic. We would be glad of your help in clearing up the difference.',
      ],
      cannot_tell: [
        'Thank you for your report. We have examined the records that we have. They do not cover the reported activity, so that we can neither confirm it nor rule it out.',
      ],
    },
  },
  disputing: [
    'Thank you for your report. We have compared it with our own flow logs. They cover the resource and the period without a gap, and they do not show the reported traffic, so we dispute the report.',
    'What your report states, what our records show for the same time, and the records themselves follow. We ask you to check them against yours.',
  ],
  refutingRows: 'What the resource did send at the time, as recorded by the network (file, line, record):',
  noRefutingRows: 'Our logs of that time hold no record from the resource that could be quoted here.',
  withdraw: 'Please withdraw the report, or send us the records that it rests on.',
  late: (deadline) => `We apologize for replying after the deadline of ${deadline} UTC.`,
  partly: 'Not all of the reported items are confirmed; the list below says which are.',
  hostOpen: 'Which machine it came from has not been established yet.',

  headings: {
    known: 'What we know so far',
    shown: 'What our records show',
    reported: 'The reported items, one by one',
    compared: 'Your report compared with our logs',
    found: 'How we found it',
    missing: 'What is missing',
    measures: 'Prevention',
    questions: 'What would help us',
    next: 'Next steps',
    request: 'Our request',
    inside: 'What we found inside the instance',
    lines: 'Sample of the original records',
    stated: 'What your report states',
    refuting: 'The records that refute it',
    annex: 'Annex: the records that we examined',
  },
  activity: (activity, when) => {
    const { type, who, unanswered } = activity;
    switch (type) {
      case 'port_scan':
      case 'vulnerability_scan':
      case 'reconnaissance': {
        const silent = unanswered === undefined ? '' : `; ${unanswered}% received no reply`;
        return `${who} sent connection attempts to ${aim(activity)}, ${when}${silent}.`;
      }
      case 'ddos':
        return `${who} sent ${volume(activity)} to ${aim(activity)}, ${when}.`;
      case 'login_attack':
        return `${who} tried to log in at ${aim(activity)}, ${when}.`;
      default:
        return `${who}: ${abuseTypes[type]}, ${aim(activity)}, ${when}.`;
    }
  },
  moreActivities: (count) => `Our case file holds ${counted(count, 'more finding')} of this kind.`,
  noContents: (type) =>
    `Flow records show that this traffic was sent, but not what it contained: whether it was what you report (${type}) cannot be seen in them.`,
  reported: (type, resources, when, verdict) =>
    `${[type, resources, when].filter((part) => part !== undefined).join(', ')}: ${verdict}.`,
  compared: (what, claimed, seen, agrees) =>
    `${what}: reported ${claimed}, in our records ${seen} (${agrees ? WITHIN : 'differs'})`,
  zoneAssumed: 'Your report names no time zone; we have read its times as UTC.',
  traced: ({ kind }, host) => {
    const gateway = {
      nat: 'a NAT gateway that several machines share',
      'load balancer': 'a load balancer',
      'transit gateway': 'a transit gateway',
    }[kind];
    return `The reported address belongs to ${gateway}. By target address, port, protocol and time we followed the connections through it to ${host}.`;
  },
  records: ({ files, read, parsed, rejected, skipped }) =>
    `Examined: ${counted(files, 'file')} of VPC flow logs with ${counted(read, 'line')}. Read as flow records: ${whole.format(parsed)}; headers, empty or without data: ${whole.format(skipped)}; not readable: ${whole.format(rejected)}.`,
  hashes: 'The files as we keep them (SHA-256):',
  moreHashes: (count) => `and ${counted(count, 'more file')}`,
  missing: (resources, when) =>
    `VPC flow logs${resources === undefined ? '' : ` of ${resources}`}${during(when)}.`,
  noWindow: 'Your report states no time, so that we do not know which records to look at.',
  restriction: ({ what, direction, protocol, ports }) => {
    const named = ports === undefined ? undefined : portWords(ports, ports.split(',').length, protocol);
    const traffic = [direction, ...(named === undefined ? [protocol, 'traffic'] : [named])]
      .filter((part) => part !== undefined)
      .join(' ');
    switch (what) {
      case 'block':
        return `${traffic} blocked`;
      case 'isolate':
        return 'the instance isolated';
      case 'stop':
        return 'the instance stopped';
      case 'terminate':
        return 'the instance terminated';
      case 'disable':
        return 'starting and stopping of instances disabled';
      default:
        return 'further steps';
    }
  },
  restrictions: (list) => `Already in place on your side, as your notice says: ${list}.`,
  measures: ({ provider }) => ({
    rebuilt: 'the instance was replaced by one built from a trusted image',
    patched: 'the vulnerable software was updated or removed',
    admin_closed: 'SSH and RDP are no longer reachable from the whole internet',
    service_closed: 'the open service now answers authorised clients only',
    credentials_replaced: `passwords, SSH keys and ${provider} access keys on the instance were replaced`,
    credentials_removed: 'access keys were removed from code and images; roles are used instead',
    egress_restricted: 'the security group allows only the outbound traffic the instance needs',
    security_contact: 'a security contact is set for the account, so that notices reach us at once',
    monitored: 'an alarm now reports outbound traffic of this kind',
  }),
  questions: {
    time: 'the exact times, to the second and with their zone',
    flow: 'source and target address, both ports and the protocol',
    lines: 'a few of the original log lines of the party that reported it',
    spoofed: 'whether connections were completed, as the sender of single packets can be forged',
  },
  questionsIntro: 'These details would let us find the traffic, if it came from us:',
  next: {
    shown: [
      'We are examining the instance itself to establish the root cause.',
      'Our final answer will state the cause, what was done, and what prevents it from now on.',
    ],
    refuted: ['We will compare any further details that you can give us with our records at once.'],
    unknown: ['We are looking for records that cover the time, on the instance itself as well.'],
  },
  nextUpdate: (at) => `We will write to you again by ${at}.`,
  review: 'Please review this answer and let us know if anything is missing for closing the case.',
  liftRestrictions: 'If you are satisfied with it, please lift the restrictions named above.',
  offerRecords: 'If you need the flow records themselves, please tell us which.',
  closing: 'Kind regards,',

  blanks: {
    reference: "the case number from the notice's subject",
    resource: 'the resource that the notice is about, if you know it',
    cause: 'the root cause: how it came about, and how you know',
    stopped: (statement) => `check newer logs, and write that it has stopped and since when. ${statement}`,
    containment: 'what you did to stop it: for example instance isolated, port closed',
    containedAt: 'when, with time zone',
    containmentInterim: 'what has been done so far and when, with time zone; or delete this',
    containmentNoData: 'what you did as a precaution and when, with time zone; or: nothing so far',
    prevention: 'what keeps it from happening again, in short; the section below has a list',
    preventionNoData: 'what you changed as a precaution; or: depends on the cause, which is open',
    collecting: 'which records you are collecting now, and when you expect them',
    nextUpdate: (deadline) =>
      `when you will write again${deadline === undefined ? '' : `; the answer is due by ${deadline} UTC`}`,
    tick: (measure) => `keep if true: ${measure}`,
    signer: 'your name, your role, and how to reach you, telephone included',
    name: 'your name and role',
    contact: 'how to reach you, telephone included',
  },
};
