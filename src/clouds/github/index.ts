import { ZONE } from '../../tables/zones.ts';
import * as z from 'zod';
import type { AttachmentFormat } from '../../formats/format.ts';
import type { Cloud, PublishedRanges, RangesCapability } from '../cloud.ts';
import { byKeys } from '../json-list.ts';
import { Lines, MAX_LINES, nameSchema, readJson } from '../published.ts';
import { cloudReason } from '../reason.ts';

const URL = 'https://api.github.com/meta';

// "Get GitHub meta information" (GitHub REST API documentation): each list of texts is a service, but these.
const NO_SERVICES = new Set(['ssh_keys']);
const file = z
  .looseObject({ hooks: z.array(z.unknown()), web: z.array(z.unknown()) })
  .refine((one) => Object.keys(one).length <= 200, 'too many keys');

/** Much of what Actions and Codespaces run on is Azure's: both are said of such an address. */
function parse(bytes: Uint8Array): PublishedRanges {
  const meta = readJson(bytes, file, "GitHub's address ranges", URL);
  const into = new Lines();
  for (const [service, list] of Object.entries(meta)) {
    if (!Array.isArray(list) || NO_SERVICES.has(service) || list.length > MAX_LINES) continue;
    if (nameSchema.safeParse(service).success) into.takeAll(list, service, service);
    else into.refuseAll(list, service, cloudReason('cloudNoService'));
  }
  return into.ranges;
}

/** Such a file among the evidence. */
const FORMAT: AttachmentFormat = {
  kind: 'attachment',
  role: 'ranges',
  name: 'github-ranges',
  title: 'GitHub address ranges (API: meta)',
  sample:
    '{"verifiable_password_authentication":false,"hooks":["192.30.252.0/22"],"web":["192.30.252.0/22"],"actions":["4.148.0.0/16"]}',
  zone: ZONE.format,
  recognise: byKeys(['"verifiable_password_authentication"', '"hooks"', '"web"']),
};

const RANGES: RangesCapability = { list: 'github', url: URL, format: FORMAT, parse };

export const GITHUB: Cloud = { name: 'github', title: 'GitHub', short: 'GitHub', ranges: [RANGES] };
