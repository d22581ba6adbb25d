import { ZONE } from '../../tables/zones.ts';
import * as z from 'zod';
import type { AttachmentFormat } from '../../formats/format.ts';
import type { PublishedRanges, RangeRow, RangesCapability } from '../cloud.ts';
import { byKeys } from '../json-list.ts';
import { Lines, MAX_LINES, nameSchema, readJson, readPrefix, secondsOf } from '../published.ts';
import { unfit } from '../unfit.ts';
import { cloudReason } from '../reason.ts';

/** The one service of what is listed without one. */
export const OWN = 'Google';

// "Obtain Google IP address ranges" (Google Workspace and Google Cloud documentation).
const file = z.object({
  /** Milliseconds since 1970. `creationTime` has no zone and is the time of California. */
  syncToken: z.string().regex(/^\d{13}$/, 'thirteen digits are expected'),
  creationTime: z.string(),
  prefixes: z.array(z.unknown()).max(MAX_LINES),
});
const line = z.object({
  ipv4Prefix: z.string().optional(),
  ipv6Prefix: z.string().optional(),
  service: nameSchema.optional(),
  scope: nameSchema.optional(),
});

function readLine(value: unknown): RangeRow | string {
  const parsed = line.safeParse(value);
  if (!parsed.success) return cloudReason('cloudUnfit', { problem: unfit(parsed.error) });
  const { ipv4Prefix, ipv6Prefix, service = OWN, scope: region } = parsed.data;
  const read = readPrefix(ipv4Prefix ?? ipv6Prefix);
  if ('reason' in read) return read.reason;
  const row = { prefix: read.prefix, service };
  return region === undefined ? row : { ...row, region };
}

function parser(url: string): (bytes: Uint8Array) => PublishedRanges {
  return (bytes) => {
    const { syncToken, prefixes } = readJson(bytes, file, 'Google address ranges', url);
    const lines = new Lines();
    for (const [at, value] of prefixes.entries()) lines.take(`prefixes[${at}]`, readLine(value));
    return { published: secondsOf(Number(syncToken)), token: syncToken, ...lines.ranges };
  };
}

function format(
  name: string,
  title: string,
  sample: string,
  recognise: AttachmentFormat['recognise'],
): AttachmentFormat {
  return { kind: 'attachment', role: 'ranges', name, title, sample, zone: ZONE.format, recognise };
}

const KEYS = ['"syncToken"', '"creationTime"', '"prefixes"'];
const CLOUD_URL = 'https://www.gstatic.com/ipranges/cloud.json';
const ALL_URL = 'https://www.gstatic.com/ipranges/goog.json';

/** What customers of Google Cloud rent, with region. */
export const CUSTOMERS: RangesCapability = {
  list: 'google-cloud',
  url: CLOUD_URL,
  format: format(
    'google-cloud-ranges',
    'Google Cloud address ranges (cloud.json)',
    '{"syncToken":"1753409788780","creationTime":"2025-07-24T19:16:28.780563","prefixes":[{"ipv4Prefix":"34.80.0.0/15","service":"Google Cloud","scope":"asia-east1"}]}',
    byKeys([...KEYS, '"scope"']),
  ),
  parse: parser(CLOUD_URL),
};

/** Everything that Google announces. */
export const ALL: RangesCapability = {
  list: 'google',
  url: ALL_URL,
  format: format(
    'google-ranges',
    'Google address ranges (goog.json)',
    '{"syncToken":"1753409788780","creationTime":"2025-07-24T19:16:28.780563","prefixes":[{"ipv4Prefix":"8.8.4.0/24"}]}',
    byKeys(KEYS, '"scope"'),
  ),
  parse: parser(ALL_URL),
};
