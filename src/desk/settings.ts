import { z } from 'zod';
import { LANGS } from '../cases/lang.ts';
import { thresholdsSchema } from '../findings/thresholds.ts';
import { parsePrefix } from '../net/prefix.ts';

const cidr = z.string().refine((text) => parsePrefix(text) !== undefined, {
  error: (issue) => `${JSON.stringify(issue.input)} is no address block; write it like 10.0.0.0/16`,
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `abusedesk.yaml`; docs/reference/configuration.md lists every key. */
export const settingsSchema = z.strictObject({
  /** Address blocks that are ours, beside those on the command line. */
  ours: z.array(cidr).default([]),
  /** Language of the report and the terminal's answer. */
  lang: z.enum(LANGS).default('en'),
  /** Languages of the letters. English is always written: the providers' desks read it. */
  letters: z.array(z.enum(LANGS)).default([...LANGS]),
  /** Field names, in order, of VPC flow logs without a header in a custom format. */
  vpc_fields: z.array(z.string()).min(1).optional(),
  /** IANA name of the reader's time zone; UTC is always shown beside it. */
  zone: z
    .string()
    .refine(isTimeZone, {
      error: (issue) => `${JSON.stringify(issue.input)} is no time zone; write it like Asia/Seoul`,
    })
    .optional(),
  thresholds: thresholdsSchema.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
