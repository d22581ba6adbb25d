import * as z from 'zod';
import { LANGS } from '../language/lang.ts';
import { DEFAULT_MEMORY } from '../events/engines/duckdb/connection.ts';
import { LIMITS, MOST_RATIO } from '../evidence/limits.ts';
import { shapeProblem } from '../formats/shapes.ts';
import { isZone, isZoneName } from '../formats/text/local-time.ts';
import { thresholdsSchema } from '../findings/thresholds.ts';
import { endpointSchema, secretNameSchema } from '../channels/channel.ts';
import { channelsSchema } from '../channels/settings.ts';
import { reporterSchema } from '../model/complaint.ts';
import { isHostName } from '../net/host-name.ts';
import { parsePrefix } from '../net/prefix.ts';
import { caseIndexSchema } from './case-index.ts';

const cidr = z.string().refine((text) => parsePrefix(text) !== undefined, {
  error: (issue) => `${JSON.stringify(issue.input)} is no address block; write it like 10.0.0.0/16`,
});

const domain = z.string().refine(isHostName, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is no domain; write it in lower case, like lists.example.com`,
});

/** Years that a log can be of. */
const year = z.int().min(1970).max(2099);

const zone = z.string().refine(isZone, {
  error: (issue) => `${JSON.stringify(issue.input)} is no time zone; write it like Asia/Seoul or +09:00`,
});

const logFormat = z.string().superRefine((text, context) => {
  const problem = shapeProblem(text);
  if (problem !== undefined) context.addIssue(`${JSON.stringify(text)} is no log format: ${problem}`);
});

const schemaName = z.string().refine((text) => /^[a-z_][a-z0-9_]{0,99}$/.test(text), {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is no name of a catalog; it has small letters, digits and underlines`,
});

/** `abusedesk.yaml`; docs/reference/configuration.md lists every key. */
export const settingsSchema = z.strictObject({
  /** Address blocks that are ours, beside those on the command line. */
  ours: z.array(cidr).default([]),
  /** Addresses of your own monitoring, and of scanners that you ordered: what they do is listed below all else. */
  monitoring: z.array(cidr).default([]),
  /** Language of the report and the terminal's answer. */
  lang: z.enum(LANGS).default('en'),
  /** Languages of the letters. English is always written: the providers' desks read it. */
  letters: z.array(z.enum(LANGS)).default([...LANGS]),
  /** Field names, in order, of VPC flow logs without a header in a custom format. */
  vpc_fields: z.array(z.string()).min(1).optional(),
  /** Formats of web logs, as in nginx's `log_format` or Apache's `LogFormat`. */
  log_formats: z.array(logFormat).default([]),
  /** Time zones of logs whose times carry none, by a pattern of their paths; the last that fits counts. */
  zones: z.record(z.string(), zone).default({}),
  /** Year of the first line of logs whose dates carry none, by a pattern of their paths. */
  years: z.record(z.string(), year).default({}),
  /** Proxies and balancers of ours: of requests from these the client is read from X-Forwarded-For. */
  trusted_proxies: z.array(cidr).default([]),
  /** Mail domains of ours, or that we trust as ourselves, whose ARC seal proves a notice that they passed on. */
  trusted_sealers: z.array(domain).default([]),
  /** IANA name of the reader's time zone; UTC is always shown beside it. */
  zone: z
    .string()
    .refine(isZoneName, {
      error: (issue) => `${JSON.stringify(issue.input)} is no time zone; write it like Asia/Seoul`,
    })
    .optional(),
  /** What the engine may hold in memory before it spills to disk. */
  memory: z
    .string()
    .refine((text) => /^[1-9]\d{0,5}[MG]B$/.test(text), {
      error: (issue) => `${JSON.stringify(issue.input)} is no amount of memory; write it like 600MB or 2GB`,
    })
    .default(DEFAULT_MEMORY),
  /** What a packed file may unfold to, in times of its size. */
  unpack_ratio: z.int().min(1).max(MOST_RATIO).default(LIMITS.maxRatio),
  /** A Trino that answers the questions of an investigation, where it is asked to (`--engine trino`). */
  trino: z
    .strictObject({
      url: endpointSchema,
      user: z.string().regex(/^[\x21-\x7e]{1,200}$/),
      /** The environment variable that holds the password. */
      password_env: secretNameSchema.optional(),
      /** A catalog of its hive connector. */
      catalog: schemaName.default('hive'),
      /** Where lakes are put: `s3://bucket/prefix`, or a folder. */
      lakes: z.string().min(1),
      /** The same place as Trino reaches it, where that is another name. */
      lakes_seen_as: z.string().min(1).optional(),
    })
    .optional(),
  /** The index of a team's cases. */
  cases: caseIndexSchema.optional(),
  /** Who complains: on complaints, which are not written without it. */
  reporter: reporterSchema.optional(),
  /** The ways that complaints go. */
  channels: channelsSchema.prefault({}),
  thresholds: thresholdsSchema.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
