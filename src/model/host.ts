import * as z from 'zod';
import { ABUSE_TYPES } from './abuse-types.ts';
import { costSchema } from './cost.ts';
import type { Cost } from './cost.ts';
import { itemSchema, messageSchema } from './message-schema.ts';
import type { Message } from './message.ts';
import { lineRefSchema, severitySchema } from './finding.ts';
import { hostNumbersSchema } from './host-numbers.ts';

const originSchema = z
  .object({ evidence: z.string(), line: z.number(), by: z.string().describe('The parser that read it') })
  .describe('Where a fact was read');

const processSchema = z.object({
  pid: z.number(),
  parent: z.number().optional(),
  user: z.string().optional(),
  name: z.string().optional().describe('As the kernel or a list of sockets names it'),
  title: z.string().optional().describe('The command line, in which the process can write anything'),
  program: z.string().optional().describe('The file that runs'),
  started: z.string().optional().describe('As printed'),
  sockets: z.array(
    z.object({
      kind: z.string(),
      protocol: z.number().optional(),
      local: z.string().optional(),
      remote: z.string().optional(),
      state: z.string().optional(),
      count: z.number().describe('So many alike'),
    }),
  ),
  culprit: z.boolean().describe('A grave finding points at it'),
  origin: originSchema,
});

const hostFindingSchema = z.object({
  id: z.string(),
  detector: z.string(),
  type: z.enum(ABUSE_TYPES),
  certainty: z.enum(['confirmed', 'likely', 'cannot_tell']),
  severity: severitySchema,
  subject: z.object({
    pid: z.number().optional(),
    process: z.string().optional(),
    path: z.string().optional(),
    interface: z.string().optional(),
  }),
  numbers: hostNumbersSchema,
  message: messageSchema,
  sentence: z.string().describe('In English'),
  lines: z.array(lineRefSchema),
});

const checkSchema = z.object({
  family: z.string().describe('The program or service that was checked'),
  id: z.string().describe('The same wherever it is run: `sshd.permit-root-login`'),
  outcome: z
    .enum(['failed', 'cannot_tell', 'passed'])
    .describe('`failed`: a way in is open; `cannot_tell`: it depends on what was not given'),
  severity: severitySchema,
  message: messageSchema,
  text: z.string().describe('In English'),
  fix: itemSchema.optional().describe('What to change'),
  reference: z.string().describe('The document that says so'),
  lines: z.array(lineRefSchema),
});

const trafficSchema = z
  .object({
    remote: z.string().describe('Masked as the notice has it'),
    ports: z.array(z.number()),
    protocol: z.number().optional().describe("IANA's number"),
    from: z.string().optional(),
    to: z.string().optional(),
    records: z.number().optional().describe('Of the flow log that fit it'),
    packets: z.number().optional(),
    answer: z
      .enum(['process', 'no_socket', 'cannot_tell'])
      .describe('`no_socket`: sockets were listed near the time, and none owns it'),
    certainty: z.enum(['confirmed', 'likely', 'cannot_tell']),
    message: messageSchema,
    text: z.string().describe('In English'),
    because: z.array(itemSchema).describe('Why it can be, and what would show it'),
    pids: z.array(z.number()),
    lines: z.array(lineRefSchema),
  })
  .describe('Which process sent what was claimed or logged towards an address');

export const hostSchema = z
  .object({
    hosts: z.array(z.string()).describe('Names in the prompts'),
    findings: z.array(hostFindingSchema),
    checks: z.array(checkSchema).optional().describe('Where somebody may have come in'),
    traffic: z.array(trafficSchema).optional(),
    timeline: z
      .array(
        z.object({
          at: z.string(),
          kind: z.enum(['process', 'file', 'login']),
          message: messageSchema,
          text: z.string().describe('In English'),
          lines: z.array(lineRefSchema),
        }),
      )
      .optional()
      .describe('What happened inside the host, as far as its times have a zone and a year; earliest first'),
    persistence: z
      .array(
        z.object({
          kind: z.string(),
          name: z.string().describe('The file, unit or task'),
          when: z.string().optional(),
          command: z.string().optional(),
          user: z.string().optional(),
          odd: z.boolean().describe('A finding points at it'),
          origin: originSchema,
        }),
      )
      .optional()
      .describe('What starts by itself; those that findings point at first'),
    processes: z.array(processSchema).describe('Those that a finding points at, and their parents'),
    counters: z.array(
      z.object({
        interface: z.string(),
        tx_bytes: z.number().optional(),
        rx_bytes: z.number().optional(),
        tx_packets: z.number().optional(),
        rx_packets: z.number().optional(),
        origin: originSchema,
      }),
    ),
    cost: costSchema.optional().describe('Of what one-sided counters have sent since they began'),
    gaps: z.array(itemSchema).describe('What the outputs cannot show'),
    next: z.array(itemSchema),
  })
  .describe('Inside the host: what the outputs of its commands say');
type WrittenHost = z.infer<typeof hostSchema>;

/** The same while the case is worked with: messages alone. */
export type HostPart = Omit<
  WrittenHost,
  'findings' | 'checks' | 'traffic' | 'timeline' | 'cost' | 'gaps' | 'next'
> & {
  findings: Omit<WrittenHost['findings'][number], 'sentence'>[];
  checks: (Omit<NonNullable<WrittenHost['checks']>[number], 'text' | 'fix'> & { fix?: Message })[];
  timeline?: Omit<NonNullable<WrittenHost['timeline']>[number], 'text'>[];
  traffic?: (Omit<NonNullable<WrittenHost['traffic']>[number], 'text' | 'because'> & {
    because: Message[];
  })[];
  cost?: Cost;
  gaps: Message[];
  next: Message[];
};
