import { ZONE } from '../../tables/zones.ts';
import * as z from 'zod';
import type { AttachmentFormat, Head, Recognition } from '../../formats/format.ts';
import type { PublishedRanges, RangeRow, RangesCapability } from '../cloud.ts';
import { byKeys } from '../json-list.ts';
import { Lines, MAX_LINES, nameSchema, readJson, readPrefix } from '../published.ts';

// Shape after "Service Tag Discovery API" (Azure documentation); the downloaded file has the same.
const tag = z.object({
  name: nameSchema,
  properties: z.object({
    region: z.union([nameSchema, z.literal('')]).default(''),
    addressPrefixes: z.array(z.unknown()).max(MAX_LINES),
  }),
});
const file = z.object({
  changeNumber: z.number().int(),
  cloud: z.string(),
  values: z.array(tag).max(100_000),
});

/** `Storage.WestUS` → `Storage`: the part behind the point is its region, which is given beside. */
function serviceOf(name: string): string {
  const point = name.indexOf('.');
  return point < 0 ? name : name.slice(0, point);
}

/**
 * The tags of one cloud, each prefix with service and region. A tag for all regions repeats the prefixes of its regional
 * ones: where a line with a region says the same of a prefix, the one without says less, and is counted as repeated.
 */
function parse(bytes: Uint8Array, cloud: string, url: string): PublishedRanges {
  const { values, changeNumber } = readJson(
    bytes,
    file.refine((one) => one.cloud === cloud, `cloud is not ${cloud}`),
    'Azure service tags',
    url,
  );
  const lines = new Lines();
  const regional = new Set<string>();
  // Regional tags first.
  const sorted = values
    .map((value, at) => ({ value, at }))
    .sort((a, b) => Number(a.value.properties.region === '') - Number(b.value.properties.region === ''));
  for (const { value, at } of sorted) {
    const { region, addressPrefixes } = value.properties;
    const service = serviceOf(value.name);
    for (const [i, text] of addressPrefixes.entries()) {
      const where = `values[${at}].addressPrefixes[${i}]`;
      const read = readPrefix(text);
      if ('reason' in read) {
        lines.take(where, read.reason);
        continue;
      }
      const key = `${service} ${read.prefix}`;
      if (region === '' && regional.has(key)) {
        lines.repeat();
        continue;
      }
      const row: RangeRow = { prefix: read.prefix, service };
      if (region !== '') regional.add(key);
      lines.take(where, region === '' ? row : { ...row, region });
    }
  }
  return { token: String(changeNumber), ...lines.ranges };
}

function recogniser(cloud: string): (head: Head) => Recognition | undefined {
  const looks = byKeys(['"changeNumber"', '"cloud"', '"values"', '"addressPrefixes"']);
  const named = new RegExp(`"cloud"\\s{0,20}:\\s{0,20}"${cloud}"`);
  return (head) => (named.test(head.text.slice(0, 16_384)) ? looks(head) : undefined);
}

interface Tags {
  list: string;
  /** As the file calls its cloud. */
  cloud: string;
  /** Number of the page in the Download Center. */
  page: number;
}

/**
 * Service tags of one of Azure's clouds. The list is published weekly under a new address, and carries a number of its
 * version (`changeNumber`) and no time: its file's name does (`ServiceTags_Public_20260817.json`).
 */
export function serviceTags({ list, cloud, page }: Tags): RangesCapability {
  const url = `https://www.microsoft.com/en-us/download/details.aspx?id=${page}`;
  const format: AttachmentFormat = {
    kind: 'attachment',
    role: 'ranges',
    name: `${list}-ranges`,
    title: `Azure service tags (ServiceTags_${cloud})`,
    sample: `{"changeNumber":363,"cloud":"${cloud}","values":[{"name":"AzureCloud.eastus","properties":{"region":"eastus","addressPrefixes":["4.156.0.0/15"]}}]}`,
    zone: ZONE.format,
    recognise: recogniser(cloud),
  };
  const link = new RegExp(
    `https://download\\.microsoft\\.com/download/[\\w/-]{1,200}/ServiceTags_${cloud}_\\d{8}\\.json`,
  );
  return { list, url, link, format, parse: (bytes) => parse(bytes, cloud, url) };
}
