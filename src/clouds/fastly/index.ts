import { ZONE } from '../../tables/zones.ts';
import * as z from 'zod';
import type { AttachmentFormat } from '../../formats/format.ts';
import type { Cloud, PublishedRanges, RangesCapability } from '../cloud.ts';
import { byKeys } from '../json-list.ts';
import { Lines, MAX_LINES, readJson } from '../published.ts';

const URL = 'https://api.fastly.com/public-ip-list';
const SERVICE = 'Fastly';

// "Public IP list" (Fastly API documentation). It carries neither time nor version.
const lines = z.array(z.unknown()).max(MAX_LINES);
const file = z.object({ addresses: lines, ipv6_addresses: lines.default([]) });

function parse(bytes: Uint8Array): PublishedRanges {
  const list = readJson(bytes, file, "Fastly's address ranges", URL);
  const into = new Lines();
  for (const field of ['addresses', 'ipv6_addresses'] as const) into.takeAll(list[field], field, SERVICE);
  return into.ranges;
}

/** The list as a file among the evidence. */
const FORMAT: AttachmentFormat = {
  kind: 'attachment',
  role: 'ranges',
  name: 'fastly-ranges',
  title: 'Fastly address ranges (public-ip-list)',
  sample: '{"addresses":["23.235.32.0/20"],"ipv6_addresses":["2a04:4e40::/32"]}',
  zone: ZONE.format,
  recognise: byKeys(['"addresses"', '"ipv6_addresses"']),
};

const RANGES: RangesCapability = { list: 'fastly', url: URL, format: FORMAT, parse };

export const FASTLY: Cloud = { name: 'fastly', title: 'Fastly', short: 'Fastly', ranges: [RANGES] };
