import { ZONE } from '../../tables/zones.ts';
import * as z from 'zod';
import type { AttachmentFormat } from '../../formats/format.ts';
import type { Cloud, PublishedRanges, RangesCapability } from '../cloud.ts';
import { byKeys } from '../json-list.ts';
import { Lines, MAX_LINES, readJson } from '../published.ts';

const URL = 'https://api.cloudflare.com/client/v4/ips';
const SERVICE = 'Cloudflare';

// "Cloudflare IPs" (Cloudflare API documentation); `etag` is the number of the version.
const lines = z.array(z.unknown()).max(MAX_LINES);
const file = z.object({
  result: z.object({ ipv4_cidrs: lines, ipv6_cidrs: lines, etag: z.string().max(200).optional() }),
});

function parse(bytes: Uint8Array): PublishedRanges {
  const { result } = readJson(bytes, file, "Cloudflare's address ranges", URL);
  const into = new Lines();
  for (const field of ['ipv4_cidrs', 'ipv6_cidrs'] as const) into.takeAll(result[field], field, SERVICE);
  return { ...(result.etag !== undefined && { token: result.etag }), ...into.ranges };
}

/** The list as a file among the evidence. */
const FORMAT: AttachmentFormat = {
  kind: 'attachment',
  role: 'ranges',
  name: 'cloudflare-ranges',
  title: 'Cloudflare address ranges (API: ips)',
  sample:
    '{"result":{"ipv4_cidrs":["173.245.48.0/20"],"ipv6_cidrs":["2400:cb00::/32"],"etag":"38f79d05"},"success":true}',
  zone: ZONE.format,
  recognise: byKeys(['"result"', '"ipv4_cidrs"', '"ipv6_cidrs"']),
};

const RANGES: RangesCapability = { list: 'cloudflare', url: URL, format: FORMAT, parse };

/** Cloudflare: behind its addresses are other people's web sites, and people (WARP). */
export const CLOUDFLARE: Cloud = {
  name: 'cloudflare',
  title: 'Cloudflare',
  short: 'Cloudflare',
  ranges: [RANGES],
};
