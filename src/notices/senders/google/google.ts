import type { AbuseType } from '../../../model/abuse-types.ts';
import type { ClaimedFlow } from '../../../model/claim.ts';
import { flatText, formOf, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { address, distinct, port } from '../../values.ts';
import { pacific } from './pacific.ts';
import type { Reading } from '../sender.ts';

/**
 * What a project did, in the forms that people have passed on: `has been performing intrusion attempts against a third-party`,
 * `has been displaying suspicious behavior consistent with denial of service attacks`, `may have been compromised and used for
 * cryptocurrency mining`, `appears to be performing …`, `is committing …` (issues of pangeo-data/pangeo 404, pangeo-cloud-federation 873,
 * kyma-project/test-infra 1531, m-lab/prometheus-support 696, trailofbits/algo 14392; 2018 to 2021, read 2026-11).
 */
const SENTENCE =
  /\b(?:Google )?Cloud (?:Platform )?(?:\/ API )?Project\b.{0,200}?\b(?:(?:has been|is|appears to be) (?:performing|committing|engag(?:ing|ed) in|used for|observed|displaying suspicious behaviou?r consistent with)|may have been compromised and used for) ([^.]{3,120}?)(?= against| and |, | from |\.)/i;
/** The same sentence with a verb that is not listed: then only an address or a machine makes it a notice. */
const ANY_SENTENCE =
  /\b(?:Google )?Cloud (?:Platform )?Project\b.{0,120}?\bhas been ([^.]{3,120}?)(?= against| and | from |\.|,)/i;
/** `Specifically, we detected port scanning on remote port 22 originating from …`: more exact than the sentence before it. */
const SPECIFICALLY =
  /\bwe detected ([a-z][a-z -]{2,60}?) on (?:remote )?(?:port )?(\d{1,5}) originating from\b/i;
const PROJECT_ID = /\(id:? ?([a-z][a-z0-9-]{4,29})\)/i;
/** For texts that have no identifier in brackets. */
const PROJECT = /\bproject (?:id:? )?([a-z][a-z0-9-]{4,29})(?=[\s,.)])/i;
const SOURCE =
  /\b(?:(?:originat(?:ing|ed) |sent |coming )?from|source) IP(?: address)?:? ?(?:via )?([0-9a-fA-FxX*.:]{2,45})/i;
/** Behind the project: `(id: shop-1234) IP 192.0.2.1, 192.0.2.2`. */
const ADDRESSES = /\(id:? ?[a-z][a-z0-9-]{4,29}\),? IP ((?:[0-9a-fA-FxX*.:]{2,45}(?:, ?| and )?){1,50})/gi;
const VM =
  /\bVM (?:ID:? ?)?\(?(?:name:? ?)?([a-z0-9][a-z0-9-]{0,62}):([a-z]{2,20}-[a-z]{2,20}\d{1,2})(?:-[a-z])?\b/i;
const TARGET =
  /\bdestination(?: IP(?: address)?)?:? ?([0-9a-fA-FxX*.:]{2,45})(?:,? (?:on )?(?:destination |remote )?port:? ?(\d{1,5}))?/i;
const WINDOW =
  /\b(?:between|from) (\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?)(?: and | to | - )(\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?)(?: ?\(?(Pacific Time|America\/Los_Angeles|PT|P[SD]T)\)?)?/i;

const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/port ?scan/i, 'port_scan'],
  [/intrusion|login|brute/i, 'login_attack'],
  [/denial|dos\b/i, 'ddos'],
  [/mining/i, 'cryptomining'],
  [/phish/i, 'phishing'],
  [/malware/i, 'malware'],
  [/spam/i, 'spam'],
  [/copyright/i, 'copyright'],
];

function kindOf(words: string): AbuseType | undefined {
  return KINDS.find(([pattern]) => pattern.test(words))?.[1];
}

/** An address without the punctuation that ends its sentence. */
function addressIn(text = ''): string | undefined {
  return address(text.replace(/[.:]$/, ''));
}

function accusedIn(flat: string): string[] {
  const listed = [...flat.matchAll(ADDRESSES)].flatMap((match) => (match[1] ?? '').split(/[, ]+/));
  return distinct([SOURCE.exec(flat)?.[1] ?? '', ...listed].flatMap((text) => addressIn(text) ?? []));
}

function flowsOf(flat: string, specifically: RegExpExecArray | null): ClaimedFlow[] {
  const [, remoteText = '', portText = ''] = TARGET.exec(flat) ?? [];
  const remote = addressIn(remoteText);
  const number = port(portText === '' ? (specifically?.[2] ?? '') : portText);
  if (remote === undefined && number === undefined) return [];
  return [
    {
      ...(remote === undefined ? {} : { remote }),
      ...(number === undefined ? {} : { remote_ports: [number] }),
    },
  ];
}

function read(message: Message): Reading | undefined {
  const flat = flatText(message).replaceAll('\u00a0', ' ');
  const stated = SENTENCE.exec(flat)?.[1]?.trim();
  const specifically = SPECIFICALLY.exec(flat);
  const activity = stated ?? ANY_SENTENCE.exec(flat)?.[1]?.trim();
  const project = (PROJECT_ID.exec(flat) ?? PROJECT.exec(flat))?.[1];
  const accused = accusedIn(flat);
  const vm = VM.exec(flat);
  const resource = accused.length > 0 || vm !== null;
  if (activity === undefined || (project === undefined && !resource)) return undefined;
  // Without a machine or an address, only a sentence that accuses of something known is no bill and no news.
  if (!resource && (stated === undefined || kindOf(stated) === undefined)) return undefined;
  const words = specifically?.[1] ?? activity;
  const [, begin, end, zone] = WINDOW.exec(flat) ?? [];
  const from = begin === undefined ? undefined : pacific(begin, zone ?? '');
  const to = end === undefined ? undefined : pacific(end, zone ?? '');
  return reading(
    statement(kindOf(words) ?? kindOf(activity) ?? 'other', {
      reported_activity: words,
      accounts: project === undefined ? [] : [project],
      instances: vm === null ? [] : [vm[1] ?? ''],
      regions: vm === null ? [] : [vm[2] ?? ''],
      addresses: accused,
      ...(from === undefined ? {} : { window: { from, ...(to === undefined ? {} : { to }) } }),
      flows: flowsOf(flat, specifically),
      stage: /\bresulting in the suspension\b|\bhas been suspended\b/i.test(flat) ? 'action' : 'first',
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
    begin !== undefined && from === undefined ? [`between ${begin} and ${end ?? ''}`] : [],
  );
}

/** Notices of Google Cloud about a project: one sentence with project, address, VM, target and window. */
export const google = formOf({
  name: 'google',
  title: 'Google Cloud',
  phrases: ['google cloud project', 'google cloud platform project', 'google cloud platform / api project'],
  labels: ['VM ID'],
  letterWords: () => ({ provider: 'Google Cloud', desk: 'Google Cloud Trust & Safety' }),
  // It wrote the mails about suspension and reinstatement of which SSLMate's founder tells (A. Ayer, 2025), and is the abuse contact that is
  // registered for Google Cloud's addresses (RDAP); read 2026-11.
  addresses: ['google-cloud-compliance@google.com'],
  domains: ['google.com'],
  dns: ['google.com'],
  callsItself: /\bgoogle\b|(?:^|[.-])google/i,
  read,
});
