import * as z from 'zod';
import { claimSchema } from './claim.ts';
import { evidenceSchema } from './evidence.ts';
import { culpritSchema, findingSchema, verdictSchema } from './finding.ts';
import { instantSchema } from './instant.ts';
import { fanOutSchema, seriesSchema, tableSchema } from './pictures.ts';
import { sourceSchema } from './source.ts';

const texts = z.array(z.string());

const costSchema = z.object({
  egress_bytes: z.number(),
  usd: z.number(),
  tiers: z
    .array(z.object({ name: z.string(), gb: z.number(), usd_per_gb: z.number(), usd: z.number() }))
    .describe('Decimal gigabytes, as billed'),
  region: z.string().optional(),
  assumptions: texts.describe('What the figure leaves out or assumes'),
});
export type Cost = z.infer<typeof costSchema>;

const timelineEntrySchema = z
  .object({
    at: instantSchema,
    what: z.string(),
    kind: z.enum(['claim', 'finding', 'action', 'deadline', 'case']),
  })
  .describe('One thing that happened, for the timeline');
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

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
    findings: z.array(findingSchema),
    verdicts: z.array(verdictSchema),
    culprits: z.array(culpritSchema),
    sources: z.array(sourceSchema),
    tables: z.array(tableSchema),
    cost: costSchema.optional(),
    letters: z.array(z.object({ kind: z.string(), lang: z.string(), path: z.string(), blanks: texts })),
    gaps: texts,
    next: texts,
    timeline: z.array(timelineEntrySchema),
    series: z.array(seriesSchema),
    fan_out: fanOutSchema.optional(),
    sentences: z
      .array(z.object({ text: z.string(), said: z.object({ key: z.string() }) }))
      .optional()
      .describe('The English sentences above, each with its key and what it is told, for other languages'),
    journal: journalHeadSchema.optional(),
    outputs: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        'SHA-256 of each file of the case that was written with this; what differs was edited, or is of another run',
      ),
  })
  .describe('case.json: what `investigate --json` prints. Keys that this version does not know are allowed');
export type CaseDocument = z.infer<typeof caseSchema>;

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
