import * as z from 'zod';
import { CERTAINTIES } from './certainty.ts';
import { instantSchema } from './instant.ts';
import { messageSchema } from './message-schema.ts';

const indexes = z.array(z.int().nonnegative());
const index = z.int().nonnegative();

const matterSchema = z
  .object({
    claims: indexes.describe('The latest notice first: it is the one that is answered'),
    verdict: z.enum(CERTAINTIES).describe("The firmest of its claims' verdicts"),
    certainty: z.enum(CERTAINTIES).describe('Of the verdict and of who did it, together'),
    culprits: indexes.describe('Those that the letters name: `likely` at least'),
    findings: indexes.describe('What they did of the reported kinds, the most targets first'),
  })
  .describe('The notices that are answered in one letter; numbers are places in the lists of the case');
export type Matter = z.infer<typeof matterSchema>;

const STOP_STATES = ['stopped', 'going_on', 'cannot_tell', 'not_seen'] as const;

const stoppedSchema = z
  .object({
    state: z.enum(STOP_STATES),
    last_seen: instantSchema.optional().describe('End of the last finding of its kind and subject'),
    log_ends: instantSchema.optional().describe('How far the log reaches in which it is seen'),
    knowable_from: instantSchema
      .optional()
      .describe('Logs that reach so far tell whether it has; absent where it is known to have stopped'),
    because: z.string().describe('In English'),
    message: messageSchema,
  })
  .describe('Whether it has stopped, as far as the logs tell');
export type StopState = Omit<z.infer<typeof stoppedSchema>, 'because'>;

export const conclusionSchema = z
  .object({
    certainty: z.enum(CERTAINTIES),
    because: z.string().optional().describe('In English'),
    message: messageSchema.optional(),
    claim: index.optional().describe('What the answer is about: the claim with the firmest verdict'),
    verdict: index.optional(),
    culprit: index.optional(),
    deed: index.optional().describe('The finding that says what the culprit did, or else the gravest one'),
    gravest: indexes.describe('All findings, the gravest first'),
    credentials: indexes.describe("Findings that say an attacker's credentials worked, the gravest first"),
    verdicts: z
      .object({ confirmed: z.int(), likely: z.int(), cannot_tell: z.int(), ruled_out: z.int() })
      .describe('How many verdicts of each kind there are'),
    stopped: stoppedSchema.optional().describe('Absent where nothing is claimed and nothing was found'),
    matters: z.array(matterSchema).describe('What is to be answered, the most urgent first'),
  })
  .describe('What the case comes to; numbers are places in the lists of the case');
export type Conclusion = Omit<z.infer<typeof conclusionSchema>, 'because' | 'stopped'> & {
  stopped?: StopState;
};
