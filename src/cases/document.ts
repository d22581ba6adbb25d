import * as z from 'zod';
import { UserError } from '../base/errors.ts';
import { ABUSE_TYPES } from '../model/claim.ts';
import type { CaseDocument } from './case.ts';

/** A case.json beyond this is not read. */
export const MAX_DOCUMENT_BYTES = 256 * 2 ** 20;

const text = z.string();
const texts = z.array(text);
const count = z.number();
const instant = z.iso.datetime({ offset: true });
const type = z.enum(ABUSE_TYPES);
const lineRef = z.looseObject({ evidence: text, line: count });
const lines = z.array(lineRef);

const claimedFlow = z.looseObject({
  from: instant.optional(),
  to: instant.optional(),
  protocol: count.optional(),
  remote: text.optional(),
  remote_ports: z.array(count).optional(),
  local: text.optional(),
  local_ports: z.array(count).optional(),
  bytes_sent: count.optional(),
  packets_sent: count.optional(),
  bytes_received: count.optional(),
  packets_received: count.optional(),
});

const actionTaken = z.looseObject({
  what: z.enum(['block', 'isolate', 'stop', 'terminate', 'disable', 'other']),
  direction: z.enum(['outbound', 'inbound']).optional(),
  protocol: count.optional(),
  ports: z.array(count).optional(),
  remote: text.optional(),
  instance: text.optional(),
  text,
});

const claim = z.looseObject({
  source: text,
  reference: text.optional(),
  type,
  reported_activity: text.optional(),
  accounts: texts,
  instances: texts,
  interfaces: texts,
  addresses: texts,
  regions: texts,
  window: z.looseObject({ from: instant.optional(), to: instant.optional() }).optional(),
  zone: text.optional(),
  flows: z.array(claimedFlow),
  actions_taken: z.array(actionTaken),
  received: instant.optional(),
  deadline: instant.optional(),
  stage: z.enum(['first', 'reminder', 'final', 'action']),
  authenticity: z.looseObject({
    verdict: z.enum(['proven', 'unproven', 'forged']),
    dkim: text.optional(),
    spf: text.optional(),
    arc: text.optional(),
    signer: text.optional(),
    because: text,
  }),
  forwarded: text.optional(),
  subject: text.optional(),
  evidence: text.optional(),
});

const evidence = z.looseObject({
  path: text,
  sha256: text.optional(),
  bytes: count,
  format: text,
  because: text,
  table: z.enum(['flows', 'requests', 'logins', 'alerts']).optional(),
  zone: text.optional(),
  read: count,
  parsed: count,
  rejected: count,
  skipped: count,
  rejects: z.array(z.looseObject({ line: count, offset: count, reason: text })),
  skips: z.array(z.looseObject({ reason: text, count })),
  notes: texts,
  duplicateOf: text.optional(),
});

const finding = z.looseObject({
  id: text,
  type,
  detector: text,
  subject: z.looseObject({
    address: text.optional(),
    instance: text.optional(),
    interface: text.optional(),
    user: text.optional(),
  }),
  direction: z.enum(['outbound', 'inbound', 'internal']),
  targets: z.looseObject({ hosts: count, ports: z.array(count), sample: texts }),
  from: instant,
  to: instant,
  numbers: z.record(text, count),
  confidence: count,
  severity: z.enum(['low', 'medium', 'high']),
  sentence: text,
  rule: text,
  sql: text,
  lines,
});

const figure = z.union([count, text]);
const verdict = z.looseObject({
  claim: count,
  verdict: z.enum(['confirmed', 'contradicted', 'no data']),
  why: text,
  missing: texts.optional(),
  compared: z
    .array(z.looseObject({ what: text, claimed: figure, seen: figure, agrees: z.boolean() }))
    .optional(),
  sql: text.optional(),
  lines,
});

const host = { address: text, interface: text.optional(), instance: text.optional() };
const culprit = z.looseObject({
  ...host,
  name: text.optional(),
  via: z
    .looseObject({
      kind: z.enum(['nat', 'load balancer', 'transit gateway']).optional(),
      nat: text.optional(),
      gateway: text.optional(),
      address: text.optional(),
      public: text.optional(),
    })
    .optional(),
  confidence: count,
  because: text,
  ties: z.array(z.looseObject({ ...host, because: text })),
});

const source = z.looseObject({
  address: text,
  provider: text.nullable(),
  services: texts.optional(),
  region: text.optional(),
  border_group: text.optional(),
  prefix: text.optional(),
  as_of: instant.optional(),
  asn: count.optional(),
  note: text.optional(),
});

const series = z.looseObject({
  name: text,
  title: text,
  subject: text,
  unit: z.enum(['bytes', 'flows', 'requests']),
  start: instant,
  bucket_seconds: count,
  out: z.array(count),
  in: z.array(count),
  window: z.looseObject({ from: instant, to: instant }).optional(),
});

const document = z.looseObject({
  schema: z.literal('abusedesk.case/1'),
  id: text,
  opened: instant,
  claims: z.array(claim),
  evidence: z.array(evidence),
  findings: z.array(finding),
  verdicts: z.array(verdict),
  culprits: z.array(culprit),
  sources: z.array(source),
  tables: z.array(
    z.looseObject({
      name: text,
      title: text,
      columns: texts,
      rows: z.array(z.array(z.union([text, count, z.null()]))),
    }),
  ),
  cost: z
    .looseObject({
      egress_bytes: count,
      usd: count,
      tiers: z.array(z.looseObject({ name: text, gb: count, usd_per_gb: count, usd: count })),
      region: text.optional(),
      assumptions: texts,
    })
    .optional(),
  letters: z.array(z.looseObject({ kind: text, lang: text, path: text, blanks: texts })),
  gaps: texts,
  next: texts,
  timeline: z.array(
    z.looseObject({
      at: instant,
      what: text,
      kind: z.enum(['claim', 'finding', 'action', 'deadline', 'case']),
    }),
  ),
  series: z.array(series),
  fan_out: z
    .looseObject({
      title: text,
      port: count.optional(),
      protocol: count.optional(),
      rows: z.array(
        z.looseObject({
          address: text,
          targets: count,
          role: z.enum(['host', 'nat', 'load balancer', 'transit gateway']),
          culprit: z.boolean(),
        }),
      ),
    })
    .optional(),
  sentences: z.array(z.looseObject({ text, said: z.looseObject({ key: text }) })).optional(),
  journal: z.looseObject({ records: z.int().nonnegative(), head: text }).optional(),
});

const HINT = 'Run `abusedesk investigate` again into a new case folder.';

/**
 * Reads a `case.json`. Keys that this version does not know are kept.
 * @param path named in the error
 * @throws UserError naming the first key that is not as the contract says
 */
export function parseCase(json: string, path: string): CaseDocument {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new UserError('the file is not JSON', { file: path, hint: HINT, cause: error });
  }
  const result = document.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue?.path.map(String).join('.') ?? '';
  throw new UserError(`${key === '' ? 'the document' : key} is not as a case should be: ${issue?.message}`, {
    file: path,
    hint: HINT,
  });
}
