import { ZONE } from '../../tables/zones.ts';
import * as z from 'zod';
import type { AttachmentFormat } from '../../formats/format.ts';
import type { Cloud, PublishedRanges, RangeRow, RangesCapability } from '../cloud.ts';
import { byKeys } from '../json-list.ts';
import { instantOf, Lines, MAX_LINES, nameSchema, readJson, readPrefix } from '../published.ts';
import { unfit } from '../unfit.ts';
import { cloudReason } from '../reason.ts';
import { messageOf } from '../../model/reason.ts';

const URL = 'https://geofeed.constant.com/?json';
const SERVICE = 'Vultr';

// A geofeed with the fields of RFC 8805, as JSON; it says whose it is by the autonomous system.
const file = z.object({
  asn: z.literal(20_473),
  updated: z.string().optional(),
  subnets: z.array(z.unknown()).max(MAX_LINES),
});
const line = z.object({
  ip_prefix: z.string(),
  alpha2code: z.union([nameSchema, z.literal('')]).nullish(),
  region: z.union([nameSchema, z.literal('')]).nullish(),
});

function readLine(value: unknown): RangeRow | string {
  const parsed = line.safeParse(value);
  if (!parsed.success) return cloudReason('cloudUnfit', { problem: unfit(parsed.error) });
  const { ip_prefix, alpha2code, region: place } = parsed.data;
  const read = readPrefix(ip_prefix);
  if ('reason' in read) return cloudReason('cloudIn', { field: 'ip_prefix', why: messageOf(read.reason) });
  const region = [place, alpha2code].find((name) => typeof name === 'string' && name !== '');
  const row = { prefix: read.prefix, service: SERVICE };
  return typeof region === 'string' ? { ...row, region } : row;
}

function parse(bytes: Uint8Array): PublishedRanges {
  const { updated, subnets } = readJson(bytes, file, "Vultr's address ranges", URL);
  const lines = new Lines();
  for (const [at, value] of subnets.entries()) lines.take(`subnets[${at}]`, readLine(value));
  const published = updated === undefined ? undefined : instantOf(updated);
  return published === undefined ? lines.ranges : { published, ...lines.ranges };
}

/** Such a file among the evidence. */
const FORMAT: AttachmentFormat = {
  kind: 'attachment',
  role: 'ranges',
  name: 'vultr-ranges',
  title: 'Vultr address ranges (geofeed as JSON)',
  sample:
    '{"asn":20473,"updated":"2026-09-23T10:00:00Z","subnets":[{"ip_prefix":"45.32.0.0/21","alpha2code":"US","region":"US-NJ","city":"Piscataway"}]}',
  zone: ZONE.format,
  recognise: byKeys(['"asn"', '20473', '"subnets"', '"ip_prefix"', '"alpha2code"']),
};

const RANGES: RangesCapability = { list: 'vultr', url: URL, format: FORMAT, parse };

/** Vultr, as which The Constant Company rents. */
export const VULTR: Cloud = { name: 'vultr', title: 'Vultr', short: 'Vultr', ranges: [RANGES] };
