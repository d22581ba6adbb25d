import * as z from 'zod';
import { itemSchema, messageSchema } from './message-schema.ts';
import type { Message } from './message.ts';

const tierSchema = z.object({
  name: z.string().describe('In English'),
  message: messageSchema,
  gb: z.number(),
  usd_per_gb: z.number(),
  usd: z.number(),
});
const daySchema = z.object({
  day: z.string().describe('yyyy-mm-dd, UTC'),
  egress_bytes: z.number(),
  usd: z.number().describe('By the tier that the month had reached'),
});
export const costSchema = z.object({
  egress_bytes: z.number(),
  usd: z.number(),
  tiers: z.array(tierSchema).describe('Decimal gigabytes, as billed'),
  days: z
    .array(daySchema)
    .optional()
    .describe('Where the days are known, in order; they add up to the whole'),
  region: z.string().optional(),
  assumptions: z.array(itemSchema).describe('What the figure leaves out or assumes'),
});
export type Cost = Omit<z.infer<typeof costSchema>, 'tiers' | 'assumptions'> & {
  tiers: Omit<z.infer<typeof tierSchema>, 'name'>[];
  assumptions: Message[];
};
