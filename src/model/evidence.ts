import * as z from 'zod';
import { itemSchema, messageSchema } from './message-schema.ts';

const rejectSchema = z
  .object({
    line: z.number().describe('Counted from 1: line number in a text, record number elsewhere'),
    offset: z.number().describe('Byte offset of the line in the file as it reads after decompression'),
    reason: z.string().describe('What was expected and what was found, in English'),
    message: messageSchema,
  })
  .describe('A line (or record) that looked like evidence and could not be read');
/** While it is worked with: `reason` is a packed message (`model/reason.ts`). */
export type Reject = Omit<z.infer<typeof rejectSchema>, 'message'>;

const skipSchema = z
  .object({ reason: z.string().describe('In English'), count: z.number(), message: messageSchema })
  .describe('Lines that are no events and were passed over on purpose: headers, blank lines, NODATA');
/** While it is worked with: `reason` is a packed message. */
type Skip = Omit<z.infer<typeof skipSchema>, 'message'>;

const attachedFileSchema = z
  .object({
    name: z.string().optional().describe('As the mail has it, in its encoding. Absent: it has none'),
    type: z.string().describe('Lower case: `text/plain`'),
    bytes: z.number(),
    sha256: z
      .string()
      .describe('Of the bytes as they were attached, not of what a mail program makes of them'),
  })
  .describe('A file that a mail carries');
export type AttachedFile = z.infer<typeof attachedFileSchema>;

const tableSchema = z.enum(['flows', 'requests', 'logins', 'alerts', 'counts']);
/** The event tables. A format fills one of them, or more; documents (notices, inventory, ranges) fill none. */
export type TableName = z.infer<typeof tableSchema>;

export const evidenceSchema = z
  .object({
    id: z.number().describe('Number in the manifest, from 0; every event row carries it'),
    path: z
      .string()
      .describe('Relative to what was given; a member of an archive is `logs.zip!/inner/name.log`'),
    sha256: z
      .string()
      .optional()
      .describe('Of the file (or archive member) as stored. Absent if it could not be read'),
    bytes: z.number().describe('Size as stored'),
    format: z
      .string()
      .describe('`vpc-flow`, `notice`, …; `unknown` if nothing matched, `unreadable` if it did not open'),
    because: z.string().describe('Why it was taken for this format, or what was tried, in English'),
    message: messageSchema,
    table: tableSchema.optional(),
    zone: z
      .string()
      .optional()
      .describe('How its times were read, in English: `UTC (by the format)`, `assumed UTC`'),
    zone_message: messageSchema.optional(),
    read: z.number(),
    parsed: z.number(),
    rejected: z.number(),
    skipped: z.number(),
    rows: z
      .partialRecord(tableSchema, z.number())
      .optional()
      .describe('Rows in the lake by table, where they are not one row of `table` for each record parsed'),
    rejects: z.array(rejectSchema).describe('The first, at most 20'),
    skips: z.array(skipSchema),
    notes: z
      .array(itemSchema)
      .describe('What the reader wants to know about the file as a whole: truncated gzip, SKIPDATA, …'),
    attachments: z
      .array(attachedFileSchema)
      .optional()
      .describe('Of a mail: the files that it carries, the first 500'),
    changed: z
      .string()
      .optional()
      .describe(
        'What happened to the file between being found and being read to its end, in English. `sha256` is of the bytes that were read; none of its lines is quoted unless it still holds them',
      ),
    changed_message: messageSchema.optional(),
    partial: z
      .string()
      .optional()
      .describe(
        'Why not all of it was read, and how much, in English: a limit, or damage. What was not read counts as one rejected record',
      ),
    partial_message: messageSchema.optional(),
    duplicateOf: z
      .string()
      .optional()
      .describe('All its content stands in this other evidence; it was not counted again'),
  })
  .describe('A file as received. read = parsed + rejected + skipped holds for every file, always');
/** As manifest and case.json have it: each message with its words in English beside it. */
export type WrittenEvidence = z.infer<typeof evidenceSchema>;

/** While it is worked with: `because`, `zone`, `changed`, `partial`, reasons and notes are packed messages (`model/reason.ts`). */
export type Evidence = Omit<
  WrittenEvidence,
  'message' | 'zone_message' | 'changed_message' | 'partial_message' | 'rejects' | 'skips' | 'notes'
> & {
  rejects: Reject[];
  skips: Skip[];
  notes: string[];
};

const tableCountsSchema = z.object({
  files: z.number().describe('Copies of other files are not among them'),
  hashed: z.number().describe('Files that have a SHA-256'),
  read: z.number(),
  parsed: z.number(),
  rejected: z.number(),
  skipped: z.number(),
});

export const unlistedSchema = z
  .object({
    manifest: z.string().describe('Where they are listed: the file in the case folder'),
    files: z.number(),
    bytes: z.number(),
    read: z.number(),
    parsed: z.number(),
    rejected: z.number(),
    skipped: z.number(),
    unknown: z.number().describe('Files in which nothing was recognised'),
    programs: z
      .array(z.object({ name: z.string(), lines: z.number() }))
      .describe('Programs whose lines were passed over, as nothing is known of them; at most 50'),
    tables: z.partialRecord(tableSchema, tableCountsSchema).describe('Those that fill an event table, by it'),
  })
  .describe(
    'The files of very much evidence that stand in the manifest alone; their sums. Absent: all are listed',
  );
export type UnlistedEvidence = z.infer<typeof unlistedSchema>;

/** What became of a text's parts, for a reader that has no manifest: `read = parsed + rejected + skipped`. */
export interface ReadCount {
  read: number;
  parsed: number;
  rejected: number;
  skipped: number;
  /** The first 20. */
  rejects: Reject[];
  skips: Skip[];
}
