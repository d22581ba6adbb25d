import * as z from 'zod';
import { isHostName } from '../net/host-name.ts';
import { instantSchema } from './instant.ts';
import { messageSchema } from './message-schema.ts';

/** What is counted of an incident: rows of one table. */
const COMPLAINT_UNITS = ['requests', 'logins', 'flows', 'alerts'] as const;

const DEEDS = ['login', 'script', 'malware', 'exploit', 'probing', 'scan'] as const;
/**
 * What was done, whatever XARF calls it: somebody tried to sign in, acts by a script on a server, brought files into a honeypot,
 * sent requests that attack applications, asked for paths that are not there, or tried ports.
 */
export type Deed = (typeof DEEDS)[number];

const enclosureSchema = z
  .object({
    content_type: z.string().describe('`text/plain` or `text/csv`'),
    description: z.string(),
    text: z.string().describe('Redacted'),
    sha256: z.string().describe('Of `text` in UTF-8, 64 hex digits'),
    lines: z
      .array(z.object({ evidence: z.string(), line: z.number() }))
      .describe('The lines of the evidence that `text` has, in its order; empty for a table'),
  })
  .describe('A piece of evidence that goes out with a complaint');

export type Enclosure = z.infer<typeof enclosureSchema>;

export const complaintSchema = z
  .object({
    id: z
      .string()
      .describe(
        "16 hex digits, the same in every run: of provider, actor, type and the incident's first moment",
      ),
    fold: z.string().describe('Of provider, actor and type alone: the same again'),
    provider: z
      .string()
      .nullable()
      .describe("The cloud's id at the time of the incident; null: in nobody's published ranges"),
    attribution: z
      .object({
        list: z.string(),
        version: z.string(),
        region: z.string().optional(),
        service: z.string().optional(),
      })
      .optional()
      .describe('Which published list says so, and the version that was in force then'),
    actor: z.string().describe('The source address'),
    category: z.string().describe("XARF v4.2's name"),
    type: z.string().describe("XARF v4.2's name"),
    because: z.array(messageSchema).describe('Why this type and not a nearer one, and what would carry more'),
    deed: z.enum(DEEDS),
    verified: z
      .boolean()
      .describe('A handshake or a whole request was seen. Else anybody may have written the source address'),
    first: instantSchema,
    last: instantSchema,
    count: z.number(),
    unit: z.enum(COMPLAINT_UNITS),
    group: z
      .object({ addresses: z.number(), count: z.number(), first: instantSchema, last: instantSchema })
      .optional()
      .describe('Where the actor is one of many addresses of one provider: all of them together'),
    earlier: z
      .object({ stretches: z.number(), count: z.number(), first: instantSchema, last: instantSchema })
      .optional()
      .describe('The same before, each time with a day of silence behind it'),
    resources: z.array(z.string()).optional().describe('What was asked for or signed in to; redacted'),
    methods: z.array(z.string()).optional().describe('Methods of HTTP'),
    codes: z.array(z.number()).optional().describe('Status codes of HTTP'),
    user_agent: z.string().optional(),
    classes: z
      .array(z.string())
      .optional()
      .describe('Classes of the attacks, by the OWASP Core Rule Set; of alerts the rules'),
    sensors: z.array(z.string()).optional().describe('Whose alerts the entries are'),
    source_port: z.number().optional(),
    destination: z.object({ address: z.string().optional(), ports: z.array(z.number()) }).optional(),
    protocol: z.enum(['tcp', 'udp', 'icmp']).optional(),
    finding: z.string().describe("The finding's id"),
    confidence: z.number(),
    description: z.string().describe('English, at most 1,000 characters'),
    evidence: z.array(enclosureSchema).describe('At most 3.7 MB altogether'),
    redactions: z.array(z.object({ what: z.string(), count: z.number() })),
  })
  .describe('What is said to a provider about one incident: one actor, one type, one stretch of activity');
export type Complaint = z.infer<typeof complaintSchema>;

/** Who complains; from the settings, never invented. */
export const reporterSchema = z.strictObject({
  org: z.string().min(1).max(200),
  contact: z.email(),
  domain: z.string().refine(isHostName, {
    error: (issue) => `${JSON.stringify(issue.input)} is no domain; write it in lower case, like example.com`,
  }),
  name: z.string().min(1).max(200).optional(),
  phone: z.string().min(1).max(50).optional(),
});
export type Reporter = z.infer<typeof reporterSchema>;
