import { composeMail } from '../../base/compose-mail.ts';
import type { Complaint } from '../../model/complaint.ts';
import type { Documents, Parcel, World } from '../channel.ts';
import { incidentsCsv } from '../incidents.ts';

/** What stands over a mail: what happened, from where, when. */
function subjectOf([first, ...others]: Parcel['complaints']): string {
  const { type, actor } = first;
  const what = type.replaceAll('_', ' ');
  if (others.length === 0) return `Abuse report: ${what} from ${actor} (${first.first})`;
  return `Abuse report: ${others.length + 1} incidents from your addresses`;
}

function textOf(complaints: readonly Complaint[], documents: Documents): string {
  const texts = complaints.map((complaint) => documents.plainText(complaint).trimEnd());
  const intro =
    complaints.length === 1
      ? ''
      : `${complaints.length} incidents from addresses of yours follow; the table attached has a line for each.\n\n`;
  const tail = 'Each incident is attached as a report in XARF v4 (https://xarf.org).';
  return `${intro}${texts.join(`\n\n${'-'.repeat(60)}\n\n`)}\n\n${tail}\n`;
}

/**
 * The mail as it goes out: a text for people, and a report in XARF v4 for each incident.
 * @param token of the sending: the same sending has the same Message-ID, by which a second copy is known
 */
export async function mailOf(
  { complaints, to }: Parcel,
  token: string,
  from: string,
  documents: Documents,
  world: World,
): Promise<string> {
  const { reporter } = documents;
  const reports = complaints.map((complaint, i) => ({
    filename: complaints.length === 1 ? 'xarf.json' : `xarf-${i + 1}.json`,
    contentType: 'application/json',
    content: `${JSON.stringify(documents.xarf4(complaint), null, 2)}\n`,
  }));
  const table = { filename: 'incidents.csv', contentType: 'text/csv', content: incidentsCsv(complaints) };
  const mail = await composeMail({
    from: { name: reporter.org, address: from },
    to: to ?? '',
    ...(from !== reporter.contact && { replyTo: reporter.contact }),
    subject: subjectOf(complaints),
    messageId: `<abuse.${token}@${reporter.domain}>`,
    date: world.now(),
    text: textOf(complaints, documents),
    attachments: complaints.length === 1 ? reports : [table, ...reports],
  });
  return mail.toString('latin1');
}
