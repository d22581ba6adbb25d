import * as z from 'zod';
import { instantSchema } from './instant.ts';
import { messageSchema } from './message-schema.ts';

export const registrationSchema = z
  .object({
    server: z.string().describe('Host of the registry that answered'),
    asked: z.string().describe('When, ISO 8601'),
    from: z.string().describe('First address of the registered network'),
    to: z.string(),
    handle: z.string().optional(),
    name: z.string().optional(),
    country: z.string().optional(),
    holder: z.string().optional().describe('Who registered it'),
    abuse: z
      .array(z.string())
      .describe('Mail addresses for reports of abuse, the nearest to the network first'),
    catch_all: z
      .literal(true)
      .optional()
      .describe("The registry's own block: its holder is not the operator"),
  })
  .describe("What the address's registry says (RDAP)");
export type Registration = z.infer<typeof registrationSchema>;

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
    rdap: registrationSchema.optional(),
    note: z.string().optional().describe('Why there is no answer, or what to know about it'),
    note_message: messageSchema.optional(),
  })
  .describe("Whose address it is; one entry of `who` and of a case's `sources`");
export type Source = z.infer<typeof sourceSchema>;

export const attributionSchema = z
  .object({
    lists: z
      .array(
        z.object({
          list: z.string(),
          provider: z.string(),
          published: instantSchema.describe('The version of the list'),
          dated: z
            .string()
            .optional()
            .describe('Where the list carries no time: what the version is dated by'),
          token: z.string().optional().describe("The provider's own number of the version"),
          sha256: z.string(),
          source: z.string().describe('Path or address that the list was read from'),
          addresses: z.number().describe('How many addresses of the evidence it answers for'),
        }),
      )
      .describe('Every list and version that an answer of this case stands on'),
    asked: z.array(z.string()),
    not_loaded: z.array(z.string()).describe('Known lists that were not loaded, and so not asked'),
    attackers: z
      .object({
        addresses: z.number(),
        groups: z.array(
          z.object({
            provider: z.string().nullable(),
            service: z.string().optional().describe('The most specific one'),
            region: z.string().optional(),
            addresses: z.number(),
            list: z
              .array(z.string())
              .optional()
              .describe('The addresses themselves; absent where all attackers are more than 20,000'),
          }),
        ),
      })
      .optional()
      .describe('All addresses that attacked from outside, counted by whose they are'),
  })
  .describe('On which lists the answers about addresses stand, and whose the attackers are');
export type CaseAttribution = z.infer<typeof attributionSchema>;
