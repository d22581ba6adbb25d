import * as z from 'zod';

/** The rungs of the ladder, from the narrowest block to the widest. */
export const BLOCK_STEPS = ['addresses', 'prefixes', 'service_in_region', 'service', 'provider'] as const;
export type BlockStep = (typeof BLOCK_STEPS)[number];

export const GOOD_KINDS = ['user', 'monitor', 'certificate', 'webhook', 'crawler', 'alike', 'other'] as const;
export type GoodKind = (typeof GOOD_KINDS)[number];

const goodSchema = z
  .object({
    kind: z
      .enum(GOOD_KINDS)
      .describe(
        '`user`: somebody whose login worked; `alike`: who has a user agent of the attackers; the others by what they call themselves',
      ),
    user: z.string().optional().describe('The account, of a `user`'),
    clients: z.number(),
    requests: z.number(),
  })
  .describe('Somebody whom the logs do not accuse and whom the block would have stopped');
export type Good = z.infer<typeof goodSchema>;

/** Clients from which nobody signed in, by what they call themselves. */
export type OtherClients = { kind: Exclude<GoodKind, 'user'>; clients: number }[];

export function otherClients(good: readonly Good[]): OtherClients {
  return good.flatMap(({ kind, clients }) => (kind === 'user' ? [] : [{ kind, clients }]));
}

const sentRecordsSchema = z
  .object({ requests: z.number(), logins: z.number(), flows: z.number() })
  .describe('Records by what they are: requests of a web server, logins of other services, flows');
export type SentRecords = z.infer<typeof sentRecordsSchema>;

export const ladderStepSchema = z
  .object({
    step: z.enum(BLOCK_STEPS),
    of: z
      .array(z.string())
      .describe('What is blocked: `aws EC2 us-east-1`; empty for addresses and prefixes'),
    prefixes: z.number().describe('How many, collapsed'),
    bad_stopped: z
      .number()
      .describe('Requests, logins and flows of the attackers that it would have stopped'),
    bad_left: z.number(),
    bad_clients: z.number().describe('Addresses from which these came'),
    bad_sent: sentRecordsSchema,
    bad_signed_in: z
      .object({ times: z.number(), users: z.number().describe('Accounts') })
      .describe('Of these: how often a login worked'),
    good_stopped: z.number().describe('Those of everybody else that it would have stopped'),
    good_sent: sentRecordsSchema,
    good: z.array(goodSchema).describe('Whose these are, users first'),
    held: z
      .object({ days: z.number(), stopped: z.number(), all: z.number() })
      .optional()
      .describe(
        'How it would have held while they rotate: of what the attackers sent later than so many days after they began, what was stopped by a block of what they had used by then. Absent where they were not active for longer',
      ),
  })
  .describe('A block of some width, replayed against the logs');
export type LadderStep = z.infer<typeof ladderStepSchema>;

/** `block/plan.json` of a case: the ladder, with what each step blocks. */
export const casePlanSchema = z.object({
  schema: z.literal('abusedesk.block/1'),
  step: z.enum(BLOCK_STEPS).describe('The narrowest that works'),
  ladder: z.array(ladderStepSchema.extend({ blocks: z.array(z.string()) })),
});
export type CasePlan = z.infer<typeof casePlanSchema>;
