import { worded } from '../../model/evidence-worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { AttachmentFormat, Head, Recognition } from '../../formats/format.ts';

/** Recognises ip-ranges.json by its first keys, in any order and spacing. */
function recognise(head: Head): Recognition | undefined {
  const text = head.text.slice(0, 4096);
  if (!/^[\s\u00ef\u00bb\u00bf]*\{/.test(text)) return undefined;
  if (!text.includes('"syncToken"') || !text.includes('"createDate"')) return undefined;
  if (!text.includes('prefixes"')) return undefined;
  return { confidence: 0.95, because: worded('evAwsRanges') };
}

/** AWS's published address ranges, as of the time of the evidence. */
export const RANGES_FORMAT: AttachmentFormat = {
  kind: 'attachment',
  role: 'ranges',
  name: 'aws-ranges',
  title: 'AWS address ranges (ip-ranges.json)',
  sample:
    '{"syncToken":"1614679200","createDate":"2021-03-02-10-00-00","prefixes":[{"ip_prefix":"198.51.100.0/24","region":"us-east-1","service":"EC2"}]}',
  zone: ZONE.format,
  recognise,
};
