import { ZONE } from '../../tables/zones.ts';
import * as z from 'zod';
import { UserError } from '../../base/errors.ts';
import type { AttachmentFormat } from '../../formats/format.ts';
import type { Cloud, IdsCapability, PublishedRanges, RangesCapability } from '../cloud.ts';
import { byKeys } from '../json-list.ts';
import { instantOf, Lines, MAX_LINES, nameSchema, readJson, readPrefix } from '../published.ts';
import { unfit } from '../unfit.ts';
import { cloudReason } from '../reason.ts';
import { messageOf } from '../../model/reason.ts';

const URL = 'https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json';

// "IP Address Ranges" (Oracle Cloud Infrastructure documentation). `cidrs` are of either family; newer files part them.
const lines = z.array(z.unknown()).max(MAX_LINES).default([]);
const region = z.object({ region: nameSchema, cidrs: lines, ipv4_cidrs: lines, ipv6_cidrs: lines });
const file = z.object({
  last_updated_timestamp: z.string(),
  regions: z.array(region).max(10_000),
});
const line = z.object({ cidr: z.string(), tags: z.array(nameSchema).max(100).default([]) });

/** The tag that all addresses of the cloud have; it is taken where a line names none. */
const GENERAL = 'OCI';

/** A line counts once for each of its tags. */
function take(value: unknown, place: { where: string; region: string }, into: Lines): void {
  const parsed = line.safeParse(typeof value === 'string' ? { cidr: value } : value);
  if (!parsed.success)
    return into.take(place.where, cloudReason('cloudUnfit', { problem: unfit(parsed.error) }));
  const read = readPrefix(parsed.data.cidr);
  if ('reason' in read)
    return into.take(place.where, cloudReason('cloudIn', { field: 'cidr', why: messageOf(read.reason) }));
  const { tags } = parsed.data;
  for (const service of tags.length === 0 ? [GENERAL] : tags) {
    into.take(place.where, { prefix: read.prefix, service, region: place.region });
  }
}

/** The time of the file has no zone; it is read as UTC. */
function parse(bytes: Uint8Array): PublishedRanges {
  const { last_updated_timestamp, regions } = readJson(bytes, file, 'Oracle Cloud address ranges', URL);
  const published = instantOf(last_updated_timestamp);
  if (published === undefined) {
    const why = { key: 'cloudForm', params: { field: 'last_updated_timestamp' } };
    throw new UserError('not Oracle Cloud address ranges: last_updated_timestamp is not a time', {
      hint: `What is published is ${URL}`,
      reason: cloudReason('listShape', { why }),
    });
  }
  const into = new Lines();
  for (const [at, one] of regions.entries()) {
    for (const field of ['cidrs', 'ipv4_cidrs', 'ipv6_cidrs'] as const) {
      for (const [i, value] of one[field].entries()) {
        take(value, { where: `regions[${at}].${field}[${i}]`, region: one.region }, into);
      }
    }
  }
  return { published, ...into.ranges };
}

/** Such a file among the evidence. */
const FORMAT: AttachmentFormat = {
  kind: 'attachment',
  role: 'ranges',
  name: 'oracle-ranges',
  title: 'Oracle Cloud address ranges (public_ip_ranges.json)',
  sample:
    '{"last_updated_timestamp":"2025-07-21T07:13:25.457838","regions":[{"region":"us-ashburn-1","cidrs":[{"cidr":"129.80.0.0/16","tags":["OCI"]}]}]}',
  zone: ZONE.format,
  recognise: byKeys(['"last_updated_timestamp"', '"regions"', 'cidrs"']),
};

const RANGES: RangesCapability = { list: 'oracle', url: URL, format: FORMAT, parse };

/** OCIDs: `ocid1.<type>.<realm>.[region].<unique id>` (Oracle, "Resource Identifiers"). */
const IDS: IdsCapability = {
  instance: /^ocid1\.instance\.oc\d{1,2}\.[\w.-]{1,200}$/,
  interface: /^ocid1\.vnic\.oc\d{1,2}\.[\w.-]{1,200}$/,
  network: /^ocid1\.vcn\.oc\d{1,2}\.[\w.-]{1,200}$/,
  region: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  store: /^[\w.-]{1,256}$/,
};

export const ORACLE: Cloud = {
  name: 'oracle',
  title: 'Oracle Cloud',
  short: 'Oracle',
  ranges: [RANGES],
  ids: IDS,
};
