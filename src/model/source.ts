import * as z from 'zod';
import { instantSchema } from './instant.ts';

export const sourceSchema = z
  .object({
    address: z.string(),
    provider: z.string().nullable(),
    services: z.array(z.string()).optional(),
    region: z.string().optional(),
    border_group: z.string().optional(),
    prefix: z.string().optional(),
    as_of: instantSchema.optional().describe('When the published ranges that say so were in force'),
    asn: z.number().optional(),
    note: z.string().optional().describe('Why there is no answer, or what to know about it'),
  })
  .describe("Whose address it is; one entry of `who` and of a case's `sources`");
export type Source = z.infer<typeof sourceSchema>;
