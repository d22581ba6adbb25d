import * as z from 'zod';
import { ABUSE_TYPES, FLOOD_KINDS, SCAN_KINDS } from './abuse-types.ts';
import { CERTAINTIES } from './certainty.ts';
import { instantSchema } from './instant.ts';
import { itemSchema, messageSchema } from './message-schema.ts';
import type { Message } from './message.ts';
import { MIDDLEBOX_KINDS } from './middlebox.ts';
import type { Numbers } from './numbers.ts';

export const lineRefSchema = z
  .object({
    evidence: z.string().describe('Path in the manifest'),
    line: z.number(),
    text: z
      .string()
      .optional()
      .describe(
        'The line itself, cut after 2,048 characters. Absent where the evidence is no text with lines',
      ),
  })
  .describe('An original line that a number rests on');
export type LineRef = z.infer<typeof lineRefSchema>;

export const severitySchema = z.enum(['low', 'medium', 'high']);
export type Severity = z.infer<typeof severitySchema>;

/** Who does by trade what would otherwise be looked into. */
const NOISE_KINDS = ['own', 'health_check', 'monitor', 'crawler', 'research'] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

const noiseSchema = z
  .object({
    kind: z
      .enum(NOISE_KINDS)
      .describe(
        "`own`: the user's monitoring; a cloud's health checks; a monitoring service; a search engine; a research scanner",
      ),
    by: z
      .enum(['settings', 'published', 'claimed'])
      .describe(
        'Who says so: the user, the owner of the address by its published ranges, or the client alone, which anybody may be',
      ),
    because: z.string().describe('In English'),
    message: messageSchema,
  })
  .describe(
    'Why the finding is listed below the others. Absent: nothing says so, or the same address did what is no noise',
  );
export type Noise = Omit<z.infer<typeof noiseSchema>, 'because'>;

export const findingSchema = z
  .object({
    id: z.string().describe('Stable within a case: detector, subject and start'),
    type: z.enum(ABUSE_TYPES),
    kind: z
      .enum([...FLOOD_KINDS, ...SCAN_KINDS])
      .optional()
      .describe(
        'Of a flood its kind, as far as the rows show it; `unknown`: the log does not have what would tell. Of a scan without SYN its kind',
      ),
    detector: z.string(),
    subject: z.object({
      address: z.string().optional(),
      instance: z.string().optional(),
      interface: z.string().optional(),
      user: z.string().optional(),
      provider: z
        .string()
        .optional()
        .describe('A cloud whose addresses rotate, where no single address is the subject'),
    }),
    direction: z.enum(['outbound', 'inbound', 'internal']),
    targets: z.object({ hosts: z.number(), ports: z.array(z.number()), sample: z.array(z.string()) }),
    from: instantSchema,
    to: instantSchema,
    numbers: z
      .record(z.string(), z.number())
      .describe('Named figures with the unit in the name: `bytes_per_second`, `targets_per_minute`'),
    confidence: z.number(),
    severity: severitySchema,
    sentence: z.string().describe('One plain sentence, in English'),
    message: messageSchema,
    rule: z
      .string()
      .describe('Name and source of the rule, with the thresholds that were in force, in English'),
    rule_message: messageSchema,
    sql: z.string().describe("As it ran; it runs again on the case's lake and gives the same rows"),
    lines: z.array(lineRefSchema).describe('At most 20, the first by time'),
    noise: noiseSchema.optional(),
  })
  .describe('What the rows show');
export type Finding = Omit<z.infer<typeof findingSchema>, 'sentence' | 'rule' | 'numbers' | 'noise'> & {
  numbers: Numbers;
  noise?: Noise;
};

const figure = z.union([z.number(), z.string()]);
/** Figures of a claim that are held against the flows. */
const COMPARED = ['packets_sent', 'bytes_sent', 'targets'] as const;

export const verdictSchema = z
  .object({
    claim: z.number().describe("Index in the case's claims"),
    verdict: z.enum(CERTAINTIES),
    because: z.string().describe('In English'),
    message: messageSchema,
    missing: z.array(itemSchema).optional().describe('For `cannot_tell`: what is missing and how to get it'),
    compared: z
      .array(z.object({ what: z.enum(COMPARED), claimed: figure, seen: figure, agrees: z.boolean() }))
      .optional()
      .describe('What the claim says beside what the flows say: bytes, packets, targets'),
    sql: z.string().optional(),
    lines: z.array(lineRefSchema),
  })
  .describe('A claim against the evidence');
/** A figure of a claim, as the notice states it and as the flows have it. */
export type Comparison = NonNullable<z.infer<typeof verdictSchema>['compared']>[number];
export type Verdict = Omit<z.infer<typeof verdictSchema>, 'because' | 'missing'> & { missing?: Message[] };

const host = {
  address: z.string().describe('Private address'),
  interface: z.string().optional(),
  instance: z.string().optional(),
};
const tieSchema = z.object({
  ...host,
  because: z.string().describe('In English'),
  message: messageSchema,
});
export const culpritSchema = z
  .object({
    ...host,
    name: z.string().optional().describe('Name tag, where the inventory has it'),
    via: z
      .object({
        kind: z.enum(MIDDLEBOX_KINDS).optional(),
        interface: z.string().optional().describe("The middlebox's network interface: `eni-…`"),
        gateway: z.string().optional().describe('`nat-…`, name of the load balancer, `tgw-…`'),
        address: z.string().optional().describe("The middlebox's private address"),
        public: z.string().optional().describe('Its public address'),
      })
      .optional()
      .describe('The middlebox through which its packets left'),
    confidence: z.number().describe('0 to 1'),
    because: z.string().describe('In English'),
    message: messageSchema,
    ties: z.array(tieSchema).describe('Others that the evidence does not tell apart'),
  })
  .describe('Who did it, found from a public address through what rewrote it');
export type Culprit = Omit<z.infer<typeof culpritSchema>, 'because' | 'ties'> & {
  ties: Omit<z.infer<typeof tieSchema>, 'because'>[];
};
