import * as z from 'zod';
import { instantSchema } from './instant.ts';

export const sourceSchema = z
  .object({
    address: z.string(),
    provider: z.string().nullable(),
    list: z.string().optional().describe('Name of the list that says so; `as_of` is its version'),
    services: z.array(z.string()).optional(),
    region: z.string().optional(),
    border_group: z.string().optional(),
    prefix: z.string().optional(),
    as_of: instantSchema.optional().describe('When the published ranges that say so were in force'),
    asn: z.number().optional(),
    also: z
      .array(
        z.object({
          provider: z.string(),
          list: z.string(),
          services: z.array(z.string()),
          prefix: z.string(),
        }),
      )
      .optional()
      .describe('Others that name the address as well, by shorter prefixes'),
    asked: z.array(z.string()).optional().describe('Without an answer: the lists that were asked'),
    not_loaded: z
      .array(z.string())
      .optional()
      .describe('Without an answer: known lists that are not loaded, and may have one'),
    note: z.string().optional().describe('Why there is no answer, or what to know about it'),
  })
  .describe("Whose address it is; one entry of `who` and of a case's `sources`");
export type Source = z.infer<typeof sourceSchema>;
