import * as z from 'zod';
import { ABUSE_TYPES } from './abuse-types.ts';
import { instantSchema } from './instant.ts';
import { messageSchema } from './message-schema.ts';

const texts = z.array(z.string());
const ports = z.array(z.number());
const protocol = z.number().describe("IANA's number");

const claimedFlowSchema = z
  .object({
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    protocol: protocol.optional(),
    remote: z.string().optional(),
    remote_ports: ports.optional(),
    local: z.string().optional(),
    local_ports: ports.optional(),
    bytes_sent: z.number().optional(),
    packets_sent: z.number().optional(),
    bytes_received: z.number().optional(),
    packets_received: z.number().optional(),
  })
  .describe('One flow as the notice states it');
export type ClaimedFlow = z.infer<typeof claimedFlowSchema>;

const actionTakenSchema = z
  .object({
    what: z.enum(['block', 'isolate', 'stop', 'terminate', 'disable', 'other']),
    direction: z.enum(['outbound', 'inbound']).optional(),
    protocol: protocol.optional(),
    ports: ports.optional(),
    remote: z.string().optional(),
    instance: z.string().optional(),
    text: z.string().describe("The notice's own words"),
  })
  .describe('A step that the provider says it has taken already');
export type ActionTaken = z.infer<typeof actionTakenSchema>;

const noticeMailSchema = z
  .object({
    message_id: z.string().optional().describe('With its angle brackets: `<…@…>`'),
    references: z.array(z.string()).optional().describe('The mails before it, the oldest first; at most 50'),
    from: z.string().optional().describe('Address, lower case'),
    reply_to: z.string().optional().describe('Address that answers are asked to, lower case'),
  })
  .describe('The mail that the notice came in, as its header has it: by this an answer is joined to it');
export type NoticeMail = z.infer<typeof noticeMailSchema>;

const mailTraceSchema = z
  .object({
    header: z.string().describe('The field that says it: `X-PHP-Originating-Script`'),
    kind: z
      .enum(['script', 'command', 'folder', 'caller', 'account', 'user', 'uid'])
      .describe(
        'caller: the address that called the script; account: who logged in to the mail server; user, uid: of the system',
      ),
    value: z.string(),
  })
  .describe(
    'How the message that is complained of was sent, by a field of its own header. Whoever sent it can have written that',
  );
export type MailTrace = z.infer<typeof mailTraceSchema>;

const reportedLinesSchema = z
  .object({
    read: z.number(),
    parsed: z.number(),
    rejected: z.number(),
    skipped: z.number().describe('Prose and blank lines, and lines of logs that say nothing of who did it'),
    accepted: z
      .number()
      .optional()
      .describe('Records of logins that were accepted; absent where there are none'),
    rejects: z.array(z.object({ line: z.number(), reason: z.string() })).describe('At most 100'),
    records: z
      .array(
        z.object({
          line: z.number().describe('Counted from 1, within `forwarded`'),
          format: z.string().describe('By which the line is read: `access-log`'),
          at: instantSchema.optional().describe('Absent where the line gives no year'),
          source: z.string().optional().describe('Who did it, by the grammar of the line'),
          what: z.string().optional().describe('The request, the login or the rule'),
        }),
      )
      .describe('At most 1,000'),
  })
  .describe("The lines of a third party's text: read = parsed + rejected + skipped");
export type ReportedLines = z.infer<typeof reportedLinesSchema>;

const authenticitySchema = z.object({
  verdict: z
    .enum(['proven', 'unproven', 'forged'])
    .describe('forged: it claims a sender that its signatures contradict'),
  dkim: z.string().optional(),
  spf: z.string().optional(),
  dmarc: z.string().optional().describe('By DKIM, and by SPF where it is known; shown, and never decides'),
  arc: z.string().optional(),
  signer: z.string().optional().describe('Domain whose signature passed'),
  because: z.string().describe('In English'),
  message: messageSchema,
});
export type Authenticity = Omit<z.infer<typeof authenticitySchema>, 'because'>;

export const claimSchema = z
  .object({
    source: z.string().describe("Which sender's notice: `aws`, …"),
    reference: z.string().optional().describe("The provider's case number"),
    type: z.enum(ABUSE_TYPES),
    named_by: z
      .enum(['lines', 'numbers'])
      .optional()
      .describe(
        "What the type follows where the notice's own words name none or a broader one: the third party's lines, or the " +
          'numbers of its flows. Absent: its words',
      ),
    reported_activity: z.string().optional().describe("The notice's own word for it: `Port Scanning`"),
    accounts: texts.describe('12 digits, or masked as the notice has them: `xxxx370`'),
    instances: texts,
    interfaces: texts,
    addresses: texts.describe('Whom it accuses; masked as the notice has them: `34.xx.xx.40`'),
    targets: texts
      .optional()
      .describe(
        "To whom it was done, where the third party's lines say so: names and addresses. Never accused",
      ),
    masked: z
      .array(z.object({ field: z.string(), text: z.string() }))
      .optional()
      .describe('Fields that the notice gives with nothing but a mask: `Remote IP`, `...`'),
    keys: z
      .array(
        z.object({
          id: z.string().describe('`AKIA…`; of one that is named by its end alone `*7AB2`'),
          user: z.string().optional(),
          found_at: z.string().optional().describe('Address of the page where it stands'),
        }),
      )
      .optional()
      .describe('Access keys that somebody else has'),
    regions: texts,
    window: z.object({ from: instantSchema.optional(), to: instantSchema.optional() }).optional(),
    zone: z
      .literal('assumed UTC')
      .optional()
      .describe("The notice's times name no zone, and were read as UTC; else absent"),
    flows: z.array(claimedFlowSchema),
    actions_taken: z.array(actionTakenSchema),
    received: instantSchema.optional(),
    received_given: z.literal(true).optional().describe('`received` is what the user gave with --received'),
    answer_within_hours: z
      .number()
      .optional()
      .describe('Hours from receipt, as the notice asks for an answer'),
    deadline: instantSchema.optional(),
    stage: z.enum(['first', 'reminder', 'final', 'action']),
    authenticity: authenticitySchema,
    forwarded: z.string().optional().describe("The third party's text, as evidence"),
    reported_lines: reportedLinesSchema.optional(),
    mail_traces: z.array(mailTraceSchema).optional().describe('At most 20; absent where there are none'),
    security_contact: z
      .enum(['named', 'missing'])
      .optional()
      .describe(
        "Whether the account has a contact for such notices: `missing` where the notice lists the account's contacts and none for security. Who it is is not kept",
      ),
    subject: z.string().optional(),
    mail: noticeMailSchema
      .optional()
      .describe('Absent where the notice is no mail of its own: pasted, quoted or forwarded in the text'),
    evidence: z
      .string()
      .optional()
      .describe('Where it was read: path of the evidence and the line at which the notice begins'),
  })
  .describe('What a notice says. A field that the notice does not give is absent, never guessed');
/** As case.json has it: with English words beside the message. */
export type WrittenClaim = z.infer<typeof claimSchema>;
export type Claim = Omit<WrittenClaim, 'authenticity'> & { authenticity: Authenticity };
