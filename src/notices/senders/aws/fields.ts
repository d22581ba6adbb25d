/** What a label stands for. */
export type FieldName =
  | 'account'
  | 'contact'
  | 'region'
  | 'instance'
  | 'interface'
  | 'address'
  | 'begin'
  | 'end'
  | 'protocol'
  | 'remote'
  | 'destinations'
  | 'destination_ports'
  | 'remote_ports'
  | 'local_ports'
  | 'bytes_sent'
  | 'packets_sent'
  | 'bytes_received'
  | 'packets_received'
  | 'activity'
  | 'abuse_time'
  | 'required'
  | 'reference';

/** AWS's labels, as they come before the colon. */
const LABELS: readonly (readonly [FieldName, readonly string[]])[] = [
  [
    'account',
    ['AWS Account ID', 'AWS Account Number', 'AWS Account', 'AWS ID', 'Account ID', 'Account Number'],
  ],
  ['contact', ['Account contact email', 'Account contact', 'Security contact email', 'Security contact']],
  ['region', ['Region(s)', 'Regions', 'Region']],
  [
    'instance',
    [
      'EC2 Instance Id(s)',
      'EC2 Instance Id',
      'Instance Id(s)',
      'Instance Ids',
      'Instance Id',
      'Instances',
      'Instance',
    ],
  ],
  ['interface', ['Network Interface Id', 'Network Interface', 'ENI']],
  [
    'address',
    [
      'Public IP address',
      'Public IP(s)',
      'Public IP',
      'Elastic IP',
      'IP Address(es)',
      'IP Addresses',
      'IP Address',
      'Source IP(s)',
      'Source IPs',
      'Source IP',
    ],
  ],
  ['begin', ['Report begin time']],
  ['end', ['Report end time']],
  ['protocol', ['Protocol']],
  ['remote', ['Remote IP(s)', 'Remote IP']],
  ['destinations', ['Destination IP(s)', 'Destination IPs', 'Destination IP']],
  ['destination_ports', ['Destination Port(s)', 'Destination Ports', 'Destination Port']],
  ['remote_ports', ['Remote port(s)', 'Remote ports', 'Remote port']],
  ['local_ports', ['Source port(s)', 'Local port(s)', 'Source port', 'Local port']],
  ['bytes_sent', ['Total bytes sent']],
  ['packets_sent', ['Total packets sent']],
  ['bytes_received', ['Total bytes received']],
  ['packets_received', ['Total packets received']],
  ['activity', ['Reported Activity', 'Abuse Type']],
  ['abuse_time', ['Abuse Time']],
  // `NTP: N`: whether the reporter keeps its clock by NTP.
  ['required', ['Required Actions', 'Required Action', 'NTP', 'Log Extract', 'Comments']],
  ['reference', ['Case number', 'Case ID']],
];

const BY_LABEL = new Map<string, FieldName>();
for (const [name, labels] of LABELS) for (const label of labels) BY_LABEL.set(label.toLowerCase(), name);

const ALTERNATIVES = [...BY_LABEL.keys()]
  .sort((a, b) => b.length - a.length)
  .map((label) => label.replace(/[()]/g, '\\$&').replaceAll(' ', '\\s{1,20}'))
  .join('|');

/** `AWS ID: 123456789012    Region: us-east-1` holds two; a label may itself be wrapped between its words. */
const LABEL = new RegExp(String.raw`(?:^|[\s*(,])(${ALTERNATIVES})[ \t*]{0,10}:`, 'gi');

export interface Field {
  name: FieldName;
  /** As the notice writes it. */
  label: string;
  /** Up to the next label; line ends are kept. */
  value: string;
}

/** A value is read up to this many characters. */
const MAX_VALUE = 2000;

/** The labelled values of the notice's own part, in their order. */
export function readFields(text: string): Field[] {
  const found = [...text.matchAll(LABEL)];
  return found.map((match, index) => {
    const label = (match[1] ?? '').replace(/\s+/g, ' ');
    const from = match.index + match[0].length;
    const to = Math.min(found[index + 1]?.index ?? text.length, from + MAX_VALUE);
    return { name: BY_LABEL.get(label.toLowerCase()) ?? 'required', label, value: text.slice(from, to) };
  });
}

/** Where one statement ends: a blank line, a label, the head of a table. */
const END = '\u00b6';

/**
 * The text on one line, with a mark at each end of a statement, so that a sentence wrapped over lines is whole
 * and does not run on into the field that follows.
 */
export function proseOf(text: string): string {
  return text
    .replace(LABEL, (found) => ` ${END} ${found}`)
    .replace(/\binstance id\s{1,20}remote ip\b/gi, ` ${END} `)
    .replace(/\n\s*\n/g, ` ${END} `)
    .replace(/\s+/g, ' ');
}

/** A line that looks like a field with a label that is not AWS's known ones: short, capitalised, with a value. */
const FIELD_LIKE =
  /^[\s*]{0,10}([A-Z][A-Za-z0-9()/&'#-]{0,24}(?: [A-Za-z0-9()/&'#-]{1,24}){0,4})\s{0,5}:\s{1,20}(\S.*)$/;

/** Labels that introduce prose or belong to the mail, not to the claim. */
const NOT_FIELDS =
  /^(?:from|to|cc|date|sent|subject|reply-to|note|please note|important|hello|dear|details|re|ps|your outstanding)\b/i;

/** Lines of the notice's own part that look like a field that no rule knows. */
export function unknownFields(text: string): string[] {
  // A known label may be wrapped: then only its end is on the line.
  const colons = [...text.matchAll(LABEL)].map((match) => match.index + match[0].length - 1);
  const unknown: string[] = [];
  let from = 0;
  let next = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length;
    while ((colons[next] ?? to) < from) next++;
    if ((colons[next] ?? to) >= to && isFieldLike(line.trim())) unknown.push(line.trim());
    from = to + 1;
  }
  return unknown;
}

function isFieldLike(line: string): boolean {
  const match = line.length > 300 ? null : FIELD_LIKE.exec(line);
  return match !== null && !NOT_FIELDS.test(match[1] ?? '') && !/^https?:/i.test(match[2] ?? '');
}

/** How a notice writes that there is nobody. */
const NOBODY = /^\s*(?:-+|n\/?a|none|not (?:set|provided|available|configured)|null)?\s*$/i;

/** Whether the account has a security contact, as the notice lists its contacts; undefined where it lists none. */
export function securityContact(fields: readonly Field[]): 'named' | 'missing' | undefined {
  const contacts = fields.filter(({ name }) => name === 'contact');
  if (contacts.length === 0) return undefined;
  const named = contacts.some(({ label, value }) => {
    const [line = ''] = value.trimStart().split('\n', 1);
    return /^security/i.test(label) && !NOBODY.test(line);
  });
  return named ? 'named' : 'missing';
}
