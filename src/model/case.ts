import * as z from 'zod';
import { BLOCK_STEPS, ladderStepSchema } from './block.ts';
import { claimSchema } from './claim.ts';
import type { Claim } from './claim.ts';
import { costSchema } from './cost.ts';
import type { Cost } from './cost.ts';
import { conclusionSchema } from './conclusion.ts';
import type { Conclusion } from './conclusion.ts';
import { evidenceSchema, unlistedSchema } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { culpritSchema, findingSchema, verdictSchema } from './finding.ts';
import type { Culprit, Finding, Verdict } from './finding.ts';
import { hostSchema } from './host.ts';
import type { HostPart } from './host.ts';
import { itemSchema, messageSchema } from './message-schema.ts';
import type { Message } from './message.ts';
import { instantSchema } from './instant.ts';
import { fanOutSchema, honeypotSchema, seriesSchema, tableSchema } from './pictures.ts';
import type { FanOut, HoneypotPart, Series, Table } from './pictures.ts';
import { attributionSchema, sourceSchema } from './source.ts';

const texts = z.array(z.string());
const items = z.array(itemSchema);

const timelineEntrySchema = z
  .object({
    at: instantSchema,
    what: z.string().describe('In English'),
    message: messageSchema,
    kind: z.enum(['claim', 'finding', 'action', 'deadline', 'case']),
  })
  .describe('One thing that happened, for the timeline');
export type TimelineEntry = Omit<z.infer<typeof timelineEntrySchema>, 'what'>;

const resourceEventSchema = z
  .object({
    resource: z.string().describe('Id or public address that a notice names, or that a culprit has'),
    what: z
      .enum(['made', 'gone', 'stopped', 'started'])
      .describe('It is there, or ours, since then; it is there no more; it was switched off, or on'),
    at: instantSchema,
    call: z
      .string()
      .optional()
      .describe("As the cloud's log names it: `TerminateInstances`. Absent: the inventory says so"),
    instance: z.string().optional().describe('That the address came with'),
    evidence: z.string().optional().describe('Path in the manifest'),
    line: z.number().optional(),
  })
  .describe('When something that the case is about came, or went');
export type ResourceEvent = z.infer<typeof resourceEventSchema>;

const sentLetterSchema = z
  .object({
    kind: z.string().describe('As in `letters`'),
    path: z.string(),
    at: instantSchema,
    source: z
      .string()
      .optional()
      .describe('Whose notice it answers, as in the claim; absent: it answers none'),
    reference: z.string().optional(),
  })
  .describe('A letter that went out, as the user has said');
export type SentLetter = z.infer<typeof sentLetterSchema>;

const journalHeadSchema = z
  .object({
    records: z.int().nonnegative(),
    head: z.string().describe("The last record's SHA-256 as 64 hex digits; of an empty journal, 64 zeros"),
  })
  .describe(
    'Where the journal stood when this was written; a journal that no longer passes through it was cut',
  );
/** Where the chain of records stands: how many, and the last one's hash. Kept elsewhere, it shows a truncation. */
export type JournalHead = z.infer<typeof journalHeadSchema>;

export const caseSchema = z
  .object({
    schema: z.literal('abusedesk.case/1'),
    id: z.string(),
    opened: instantSchema,
    claims: z.array(claimSchema),
    evidence: z.array(evidenceSchema.omit({ id: true })),
    evidence_unlisted: unlistedSchema.optional(),
    findings: z.array(findingSchema),
    verdicts: z.array(verdictSchema),
    culprits: z.array(culpritSchema),
    resource_events: z.array(resourceEventSchema).optional().describe('Absent where nothing tells of any'),
    sources: z.array(sourceSchema),
    attribution: attributionSchema.optional(),
    tables: z.array(tableSchema),
    cost: costSchema.optional(),
    host: hostSchema.optional(),
    honeypot: honeypotSchema.optional(),
    conclusion: conclusionSchema,
    letters: z.array(
      z.object({
        kind: z.string(),
        lang: z.string(),
        path: z.string(),
        blanks: texts,
        mail: z.string().optional().describe('The same letter as a mail'),
        beside: z.string().optional().describe('The same letter in two languages, side by side'),
        claim: z.int().nonnegative().optional().describe('Index of the notice that it answers'),
      }),
    ),
    sent: z.array(sentLetterSchema).optional().describe('The earliest first; absent where none is known of'),
    blocklist: z
      .object({
        path: z.string().describe('The file with the prefixes of each step'),
        prefixes: z.number().describe('Of the step that is named'),
        step: z.enum(BLOCK_STEPS).describe('The narrowest that works'),
        ladder: z.array(ladderStepSchema),
      })
      .optional()
      .describe(
        'What could be blocked, and what that would have stopped. Absent where nobody from outside is accused',
      ),
    gaps: items,
    next: items,
    timeline: z.array(timelineEntrySchema),
    series: z.array(seriesSchema),
    fan_out: fanOutSchema.optional(),
    journal: journalHeadSchema.optional(),
    outputs: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        'SHA-256 of each file of the case that was written with this; what differs was edited, or is of another run',
      ),
  })
  .describe('case.json: what `investigate --json` prints. Keys that this version does not know are allowed');
/** As case.json has it: each message with its words in English beside it. */
export type WrittenCase = z.infer<typeof caseSchema>;

/** The case while it is worked with: messages alone, from which the words of every language are made. */
export type CaseDocument = Omit<
  WrittenCase,
  | 'claims'
  | 'evidence'
  | 'conclusion'
  | 'findings'
  | 'verdicts'
  | 'culprits'
  | 'tables'
  | 'cost'
  | 'host'
  | 'honeypot'
  | 'gaps'
  | 'next'
  | 'timeline'
  | 'series'
  | 'fan_out'
> & {
  claims: Claim[];
  evidence: Omit<Evidence, 'id'>[];
  conclusion: Conclusion;
  findings: Finding[];
  verdicts: Verdict[];
  culprits: Culprit[];
  tables: Table[];
  cost?: Cost;
  host?: HostPart;
  honeypot?: HoneypotPart;
  gaps: Message[];
  next: Message[];
  timeline: TimelineEntry[];
  series: Series[];
  fan_out?: FanOut;
};

/** The JSON Schema of case.json, as `docs/reference/case.schema.json` holds it. */
export function caseJsonSchema(): object {
  return z.toJSONSchema(caseSchema, {
    // What a reader must accept, not what it makes of it: keys of a later version are allowed.
    io: 'input',
    // `format: date-time` says the same as the pattern of 400 characters.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
}
