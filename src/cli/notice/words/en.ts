import type { AbuseType } from '../../../model/abuse-types.ts';
import { count, counted, portWords, some } from '../../../language/grammar/en.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoticeLabel, NoticeLack, NoticeScreenMessages } from '../messages.ts';

const LABELS: Readonly<Record<NoticeLabel, string>> = {
  deadline: 'Deadline',
  words: 'Words',
  basis: 'Type',
  about: 'About',
  keys: 'Access keys',
  when: 'When',
  traffic: 'Traffic',
  victims: 'Targets',
  masked: 'Masked',
  taken: 'Taken',
  stage: 'Stage',
  arrived: 'Arrived',
  sender: 'Sender',
  passed: 'Passed on',
  traces: 'Sent by',
  lacks: 'Not given',
};

/** Completes "claims …". */
const TYPES: Readonly<Record<AbuseType, string>> = {
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

const STAGES = {
  first: 'first notice',
  reminder: 'reminder: an earlier notice was not answered',
  final: 'final notification',
  action: 'steps were taken because nobody answered',
} as const;

const LACKS: Readonly<Record<NoticeLack, string>> = {
  reference: 'case number',
  resource: 'instance or address',
  window: 'time of the activity',
  targets: 'targets',
  received: 'time of arrival',
};

const CERTAINTY = { confirmed: 'confirmed', cannot_tell: 'cannot tell', ruled_out: 'ruled out' } as const;

export const en: WordsOf<NoticeScreenMessages> = {
  screenLabel: ({ label }) => LABELS[label],
  screenHeadline: ({ sender, reference, type, forged }) => {
    const number = reference === undefined ? '' : ` (case ${reference})`;
    if (sender === undefined)
      return `A report in free form${number}, read by its log lines, claims ${TYPES[type]}.`;
    return forged
      ? `A forged notice, not from ${sender}${number}, claims ${TYPES[type]}.`
      : `A notice in the name of ${sender}${number} claims ${TYPES[type]}.`;
  },
  screenNamed: some,
  screenAccounts: (names) => `account ${some(names)}`,
  screenWindow: ({ from, to, zoned }) =>
    `${from}${to === undefined ? '' : ` to ${to}`}` +
    (zoned ? '' : ' (the notice names no zone; read as UTC)'),
  screenFlow: ({ protocol = '', remote, ports, sent, packets }) => {
    const where = remote === undefined ? '' : `to ${remote}`;
    const to =
      ports.length === 0
        ? [`${protocol} ${where}`.trim()]
        : [where, portWords(ports.join(', '), ports.length, protocol)];
    const amount = [
      sent === undefined ? [] : [`${sent} sent`],
      packets === undefined ? [] : [counted(packets, 'packet')],
    ].flat();
    return [...to, amount.join(' in ')].filter((part) => part !== '').join(', ');
  },
  screenFlows: ({ flows, more }) => flows.join('; ') + (more > 0 ? `; and ${count(more)} more` : ''),
  screenStage: ({ stage }) => STAGES[stage],
  screenUnknownDeadline: () => 'not known: the notice does not say, or not when it arrived',
  screenCertainty: ({ certainty, because }) => `${CERTAINTY[certainty]}: ${because}`,
  screenBasis: ({ by }) =>
    by === 'lines'
      ? 'follows the lines that were passed on, which say it more exactly'
      : "follows the notice's own figures, as it names none",
  screenForwarded: ({ lines, read, harmless }) =>
    `a third party's report, ${counted(lines, 'line')}, ${count(read)} read as log lines (see --json)` +
    (harmless
      ? '; each of them is a login that was accepted, none shows an attack: ask who reports it for the lines of that time'
      : ''),
  screenTraces: ({ traces, more }) =>
    `${traces.join('; ')}${more > 0 ? `; and ${count(more)} more` : ''}: so says the header of the message complained of, which its sender can have written`,
  screenLacks: ({ lacks }) => lacks.map((lack) => LACKS[lack]).join(', '),
  screenNotRead: ({ file, why }) => `${file}: not read: ${why}`,
  screenFiles: ({ files, without }) => `${counted(files, 'file')} read, ${count(without)} without a notice.`,
  screenUnread: () => 'Not understood, please read:',
  screenMoreLines: ({ count: more }) => `and ${count(more)} more`,
  screenDistrust: () =>
    'Next: follow no link in it and do nothing it asks for; ask the provider on a way you know.',
  screenInvestigate: () => 'Next: put the notice, flow logs and inventory into one folder and run',
};
