import * as z from 'zod';
import { instantSchema } from './instant.ts';
import { itemSchema, messageSchema } from './message-schema.ts';
import type { Message } from './message.ts';
import { MIDDLEBOX_KINDS } from './middlebox.ts';

const linesSchema = z
  .object({
    sql: z
      .string()
      .describe('A SELECT of every event that is counted: `evidence` and `line` first, then what it is'),
    by: z
      .array(z.string())
      .describe("Columns of the numbers and of `sql`: where they have a row's values is what the row counts"),
    counted: z.string().optional().describe('The column that is the number of those events'),
  })
  .describe('What leads from the numbers of a row to the lines: `abusedesk query CASE --table NAME:N`');

export const tableSchema = z
  .object({
    name: z.string(),
    title: z.string().describe('In English'),
    message: messageSchema,
    columns: z.array(z.string()),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
    sql: z.string().optional().describe('The question to the lake that the table is the answer to'),
    lines: linesSchema.optional(),
  })
  .describe('A table as the report shows it, complete: `rows` are parallel to `columns`');
export type Table = Omit<z.infer<typeof tableSchema>, 'title'>;

export const seriesSchema = z
  .object({
    name: z.string(),
    title: z.string().describe('What it shows, as a sentence in English'),
    message: messageSchema,
    subject: z.string().optional().describe('An address, or a provider; absent: all clients'),
    unit: z.enum(['bytes', 'flows', 'requests']),
    start: instantSchema,
    bucket_seconds: z.number(),
    out: z.array(z.number()),
    in: z.array(z.number()),
    window: z
      .object({ from: instantSchema, to: instantSchema })
      .optional()
      .describe("The claim's window, to be shaded"),
    bursts: z
      .object({ out: z.array(z.number()), in: z.array(z.number()) })
      .optional()
      .describe(
        'Places in `out` and `in` that are bursts by the thresholds in force; absent: as the report marks them',
      ),
    sql: z.string().optional().describe('The question to the lake: buckets that have events, from 1'),
    lines: linesSchema.optional().describe('The lines of a bucket: `series_K:N`, the K-th series, bucket N'),
  })
  .describe(
    'Volume over time about one axis: what left the subject and what reached it. `out` and `in` are parallel; bucket i begins `i * bucket_seconds` after `start`',
  );
export type Series = Omit<z.infer<typeof seriesSchema>, 'title'>;

export const fanOutSchema = z
  .object({
    title: z.string().describe('What it shows, in English'),
    message: messageSchema,
    port: z.number().optional(),
    protocol: z.number().optional().describe("The port's, by IANA's number"),
    rows: z.array(
      z.object({
        address: z.string(),
        targets: z.number(),
        role: z.enum(['host', ...MIDDLEBOX_KINDS]),
        culprit: z.boolean(),
      }),
    ),
    sql: z.string().optional().describe('The question to the lake'),
    lines: linesSchema.optional().describe('The lines of a source: `fan_out:N`'),
  })
  .describe('Number of distinct targets of each source, for the dot strip; at most 500, the busiest first');
export type FanOut = Omit<z.infer<typeof fanOutSchema>, 'title'>;

const daysSchema = z.object({ from: z.string(), to: z.string() }).describe('Days, both included');

export const honeypotSchema = z
  .object({
    because: z
      .enum(['own_log', 'asked'])
      .describe(
        "Why the case has this part: a honeypot's own log is in the evidence, or somebody asked for it",
      ),
    set: z
      .object({
        kind: z.enum(['provider', 'asn', 'prefixes']),
        name: z
          .string()
          .describe('As sentences call it: `aws`, `AS14618`, `203.0.113.0/24`, the name of a file'),
        busiest: z
          .literal(true)
          .optional()
          .describe('Nobody chose it: it is the provider that the most came from unasked'),
        prefixes: z.number().optional().describe('How many prefixes it has'),
      })
      .optional()
      .describe('What is set against the rest; absent: nothing is'),
    periods: z.object({ before: daysSchema, now: daysSchema }).optional(),
    statements: z.array(itemSchema).describe('What its tables come to'),
    definitions: z.array(itemSchema).describe('How its words are meant'),
  })
  .describe(
    'What a honeypot saw. Its tables and series are among `tables` and `series`; their names begin with `honeypot`',
  );

type WrittenHoneypot = z.infer<typeof honeypotSchema>;

export type HoneypotPart = Omit<WrittenHoneypot, 'statements' | 'definitions'> & {
  statements: Message[];
  definitions: Message[];
};

/** Whether a table or a series of the case is the honeypot's. */
export function isOfHoneypot({ name }: { name: string }): boolean {
  return name === 'honeypot' || name.startsWith('honeypot_');
}
