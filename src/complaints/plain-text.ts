import type { Complaint, Reporter } from '../model/complaint.ts';
import { wrap } from '../base/width.ts';
import { entries, utc } from './describe.ts';

/** Plain text in mail: 78 columns (RFC 5322, section 2.1.1). */
const WIDTH = 78;
/** Lines of each piece of evidence that stand in the text itself. */
const MOST_LINES = 20;

function fieldsOf(complaint: Complaint, reporter: Reporter): [name: string, value: string][] {
  const { actor, source_port: port, destination, protocol, type, category, first, last } = complaint;
  const fields: [string, string | undefined][] = [
    ['Source address', complaint.verified ? actor : `${actor} (not verified)`],
    ['Source port', port === undefined ? undefined : String(port)],
    ['Destination', destination?.address],
    ['Destination port', destination?.ports.join(', ')],
    ['Protocol', protocol],
    ['Type (XARF v4.2)', `${category}/${type}`],
    ['First seen', utc(first)],
    ['Last seen', utc(last)],
    ['Count', entries(complaint)],
    ['Addresses', complaint.group === undefined ? undefined : String(complaint.group.addresses)],
    ['Reference', complaint.id],
    ['Reporter', [reporter.name, reporter.org].filter((part) => part !== undefined).join(', ')],
    ['Contact', [reporter.contact, reporter.phone].filter((part) => part !== undefined).join(', ')],
  ];
  return fields.filter((field): field is [string, string] => field[1] !== undefined && field[1] !== '');
}

/** The complaint as a text for people and for forms: what, who, when in UTC, and the first lines of the evidence. */
export function plainText(complaint: Complaint, reporter: Reporter): string {
  const lines = wrap(complaint.description, WIDTH, '', '');
  lines.push('', ...fieldsOf(complaint, reporter).map(([name, value]) => `${name}: ${value}`));
  for (const { description, text, sha256 } of complaint.evidence) {
    const all = text.replace(/\n$/, '').split('\n');
    lines.push('', ...wrap(`${description}. SHA-256 ${sha256}`, WIDTH, '', ''));
    lines.push(...all.slice(0, MOST_LINES));
    if (all.length > MOST_LINES) lines.push(`… ${all.length - MOST_LINES} more lines are enclosed`);
  }
  return `${lines.join('\n')}\n`;
}
