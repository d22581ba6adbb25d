import type { AbuseType } from '../../../model/abuse-types.ts';
import { flatText, formOf, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { address, port } from '../../values.ts';
import { pacific } from './pacific.ts';
import type { Reading } from '../sender.ts';

/** `We have recently detected that your Google Cloud Project Shop (id: shop-1234) has been performing intrusion attempts …`. */
const SENTENCE =
  /\b(?:Google )?Cloud (?:Platform )?Project\b.{0,120}?\bhas been (?:performing |engaging in |used for |observed )?([^.]{3,120}?)(?= against| and | from |\.|,)/i;
const PROJECT = /\(id:? ?([a-z][a-z0-9-]{4,29})\)|\bproject (?:id:? )?([a-z][a-z0-9-]{4,29})(?=[\s,.)])/i;
const SOURCE =
  /\b(?:(?:originating |sent |coming )?from|source) IP(?: address)?:? ?([0-9a-fA-FxX*.:]{2,45})/i;
const VM = /\bVM ID:? ?(\d{6,25}):([a-z]{2,20}-[a-z]{2,20}\d{1,2})(?:-[a-z])?/i;
const TARGET =
  /\bdestination(?: IP(?: address)?)?:? ?([0-9a-fA-FxX*.:]{2,45})(?:,? (?:on )?(?:destination )?port:? ?(\d{1,5}))?/i;
const WINDOW =
  /\b(?:between|from) (\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?)(?: and | to | - )(\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?) ?\(?(Pacific Time|America\/Los_Angeles|PT|P[SD]T)\)?/i;

const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/intrusion|login|brute/i, 'login_attack'],
  [/port ?scan/i, 'port_scan'],
  [/denial|dos\b/i, 'ddos'],
  [/mining/i, 'cryptomining'],
  [/phish/i, 'phishing'],
  [/malware/i, 'malware'],
  [/spam/i, 'spam'],
  [/copyright/i, 'copyright'],
];

function read(message: Message): Reading | undefined {
  const flat = flatText(message);
  const activity = SENTENCE.exec(flat)?.[1]?.trim();
  const project = PROJECT.exec(flat);
  const accused = address((SOURCE.exec(flat)?.[1] ?? '').replace(/[.:]$/, ''));
  const vm = VM.exec(flat);
  if (activity === undefined || project === null || (accused === undefined && vm === null)) return undefined;
  const [, remoteText = '', portText = ''] = TARGET.exec(flat) ?? [];
  const [remote, number] = [address(remoteText.replace(/[.:]$/, '')), port(portText)];
  const [, begin, end, zone] = WINDOW.exec(flat) ?? [];
  const from = begin === undefined ? undefined : pacific(begin, zone ?? '');
  const to = end === undefined ? undefined : pacific(end, zone ?? '');
  return reading(
    statement(KINDS.find(([pattern]) => pattern.test(activity))?.[1] ?? 'other', {
      reported_activity: activity,
      accounts: [project[1] ?? project[2] ?? ''],
      instances: vm === null ? [] : [vm[1] ?? ''],
      regions: vm === null ? [] : [vm[2] ?? ''],
      addresses: accused === undefined ? [] : [accused],
      ...(from === undefined ? {} : { window: { from, ...(to === undefined ? {} : { to }) } }),
      flows:
        remote === undefined ? [] : [{ remote, ...(number === undefined ? {} : { remote_ports: [number] }) }],
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
  phrases: ['google cloud project', 'google cloud platform project'],
  labels: ['VM ID'],
  letterWords: () => ({ provider: 'Google Cloud', desk: 'Google Cloud Trust & Safety' }),
  domains: ['google.com'],
  dns: ['google.com'],
  callsItself: /\bgoogle\b|(?:^|[.-])google/i,
  read,
});
