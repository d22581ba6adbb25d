import { stringify } from 'yaml';
import type { Complaint, Reporter } from '../model/complaint.ts';
import { plainText } from './plain-text.ts';

/** A part of a mail, for whoever puts it together: text in UTF-8. */
interface MailPart {
  contentType: string;
  /** Absent: it is shown, and not attached. */
  name?: string;
  text: string;
}

/** A mail of X-ARF 0.2 without its sender, receiver and date. */
export interface XArfMail {
  subject: string;
  headers: Readonly<Record<string, string>>;
  /** For people, for machines, then the evidence. */
  parts: readonly MailPart[];
}

/** Of the types of X-ARF 0.2 those that have a schema there, by what was done; it asks none of them for a port. */
function typeOf({ type, deed, unit, verified }: Complaint): 'login-attack' | 'port-scan' | undefined {
  if (type === 'login_attack' || (deed === 'login' && verified && unit !== 'flows')) return 'login-attack';
  return type === 'port_scan' ? 'port-scan' : undefined;
}

/**
 * The complaint as a mail of X-ARF 0.2: a text, a block of YAML (`report.txt`) and the evidence.
 * @param reportId as the receiver shall quote it
 * @returns undefined where X-ARF 0.2 has no type for it
 */
export function xarf02Mail(complaint: Complaint, reporter: Reporter, reportId: string): XArfMail | undefined {
  const type = typeOf(complaint);
  if (type === undefined) return undefined;
  const { actor, destination, resources = [], first, last, count } = complaint;
  const [port] = destination?.ports ?? [];
  const fields = {
    'Reported-From': reporter.contact,
    Category: 'abuse',
    'Report-Type': type,
    'Report-ID': `${reportId}@${reporter.domain}`,
    Version: '0.2',
    'User-Agent': 'abusedesk',
    Date: first,
    'Last-Seen': last,
    Source: actor,
    'Source-Type': actor.includes(':') ? 'ipv6' : 'ipv4',
    ...(complaint.source_port !== undefined && { 'Source-Port': complaint.source_port }),
    ...(destination?.address !== undefined && { Destination: destination.address }),
    ...(port !== undefined && { Port: port }),
    Protocol: complaint.protocol ?? 'tcp',
    ...(type === 'login-attack' && {
      Service: complaint.unit === 'requests' ? 'http' : (resources[0] ?? 'login'),
    }),
    Occurrences: count,
    Attachment: 'text/plain',
    'Schema-URL': `http://www.x-arf.org/schema/abuse_${type}_0.1.2.json`,
  };
  return {
    subject: `abuse report about ${actor} - ${first}`,
    headers: { 'X-XARF': 'PLAIN', 'Auto-Submitted': 'auto-generated' },
    parts: [
      { contentType: 'text/plain', text: plainText(complaint, reporter) },
      { contentType: 'text/plain', name: 'report.txt', text: `---\n${stringify(fields, { lineWidth: 0 })}` },
      ...complaint.evidence.map(({ content_type: contentType, text }, at) => ({
        contentType,
        name: `evidence-${at + 1}.${contentType === 'text/csv' ? 'csv' : 'txt'}`,
        text,
      })),
    ],
  };
}
