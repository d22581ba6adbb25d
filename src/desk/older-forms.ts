import { composeMail } from '../base/compose-mail.ts';
import type { Clock } from '../base/ports.ts';
import { xarf02Mail } from '../complaints/xarf02.ts';
import { xarf3 } from '../complaints/xarf3.ts';
import type { Complaint, Reporter } from '../model/complaint.ts';

/** Forms that some receivers ask for in the place of XARF v4. */
export const OLDER_FORMS = ['xarf-v3', 'x-arf'] as const;
export type OlderForm = (typeof OLDER_FORMS)[number];

/** As a person calls it. */
export const FORM_TITLES: Readonly<Record<OlderForm, string>> = {
  'xarf-v3': 'XARF v3',
  'x-arf': 'X-ARF 0.2',
};

/** The ending of the file. */
export const FORM_ENDINGS: Readonly<Record<OlderForm, string>> = {
  'xarf-v3': 'xarf3.json',
  'x-arf': 'x-arf.eml',
};

/** Only from whom and about what: to whom it goes, whoever sends it writes in. */
async function mailOf(
  complaint: Complaint,
  reporter: Reporter,
  reportId: string,
  effects: Clock,
): Promise<Buffer | undefined> {
  const mail = xarf02Mail(complaint, reporter, reportId);
  if (mail === undefined) return undefined;
  const [text, ...attached] = mail.parts;
  return composeMail({
    from: { name: reporter.org, address: reporter.contact },
    subject: mail.subject,
    headers: { ...mail.headers, 'X-Unsent': '1' },
    messageId: `<${reportId}@${reporter.domain}>`,
    date: effects.now(),
    text: text?.text ?? '',
    attachments: attached.map(({ contentType, name, text: content }) => ({
      contentType,
      content,
      filename: name ?? false,
    })),
    newline: 'windows',
  });
}

/** The complaint in an older form; undefined where that has no type for it. */
export async function inOlderForm(
  form: OlderForm,
  complaint: Complaint,
  reporter: Reporter,
  reportId: string,
  effects: Clock,
): Promise<string | Buffer | undefined> {
  if (form === 'x-arf') return mailOf(complaint, reporter, reportId, effects);
  const document = xarf3(complaint, reporter);
  return document === undefined ? undefined : `${JSON.stringify(document, null, 2)}\n`;
}
