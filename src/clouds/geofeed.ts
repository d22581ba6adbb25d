import { ZONE } from '../tables/zones.ts';
import { UserError } from '../base/errors.ts';
import type { AttachmentFormat, Head, Recognition } from '../formats/format.ts';
import { contains, parsePrefix } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import type { PublishedRanges, RangesCapability, RangeRow } from './cloud.ts';
import { instantOf, Lines, MAX_LINES, nameSchema, readPrefix } from './published.ts';
import { messageOf } from '../model/reason.ts';
import { cloudReason } from './reason.ts';

/*
 * Self-published geofeeds (RFC 8805): `prefix,country,region,city,postal code` a line, comments behind `#`. A feed does
 * not say whose it is. What tells them apart are the blocks that the registries gave to the provider.
 */

const LINE = /^[\da-fA-F:.]{3,43}(?:\/\d{1,3})?,(?:[A-Za-z]{2})?,(?:[A-Za-z]{2}-[A-Za-z\d]{1,3})?,/;
/** Lines that recognition looks at. */
const LOOKED_AT = 200;

export interface Geofeed {
  /** Name of the cloud and of its one list. */
  name: string;
  title: string;
  /** The one service that all its addresses count as. */
  service: string;
  url: string;
  /** Blocks that a registry gave to the provider; a tenth of the first lines lie in them. */
  blocks: readonly string[];
  sample: string;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

function isComment(line: string): boolean {
  return line.startsWith('#') || line.trim() === '';
}

function recogniser(blocks: readonly Prefix[], title: string): (head: Head) => Recognition | undefined {
  return (head) => {
    const text = head.text.replace(/^\u00ef\u00bb\u00bf/, '');
    // The cheap test comes first: most files are no geofeeds.
    const first = linesOf(text.slice(0, 8192)).find((line) => !isComment(line));
    if (first === undefined || !LINE.test(first)) return undefined;
    const lines = linesOf(text).slice(0, head.whole ? undefined : -1);
    const rows = lines.filter((line) => !isComment(line)).slice(0, LOOKED_AT);
    if (!rows.every((row) => LINE.test(row))) return undefined;
    const own = rows.filter((row) => {
      const prefix = parsePrefix(row.slice(0, row.indexOf(',')));
      return prefix !== undefined && blocks.some((block) => contains(block, prefix));
    });
    if (own.length * 10 < rows.length) return undefined;
    return {
      confidence: 0.9,
      because: cloudReason('cloudGeofeed', { own: own.length, rows: rows.length, title }),
    };
  };
}

function readLine(line: string, service: string): RangeRow | string {
  const [text = '', country = '', place = ''] = line.split(',', 4).map((field) => field.trim());
  const read = readPrefix(text);
  if ('reason' in read) return cloudReason('cloudIn', { field: 'ip_prefix', why: messageOf(read.reason) });
  const region = place === '' ? country : place;
  if (region === '') return { prefix: read.prefix, service };
  if (!nameSchema.safeParse(region).success) return cloudReason('cloudNotCountry');
  return { prefix: read.prefix, service, region: region.toUpperCase() };
}

/** The time that some feeds name in a comment (`# Last modified: 2025-07-24 10:00:06`); read as UTC. */
function publishedOf(lines: readonly string[]): string | undefined {
  const comment = lines.slice(0, 20).find((line) => /^#\s*(?:last[ -]modified|updated)\s*:/i.test(line));
  return comment === undefined ? undefined : instantOf(comment.slice(comment.indexOf(':') + 1));
}

function parser({ service, title, url }: Geofeed): (bytes: Uint8Array) => PublishedRanges {
  return (bytes) => {
    const text = linesOf(new TextDecoder().decode(bytes));
    const hint = `What is published is ${url}`;
    if (text.length > MAX_LINES)
      throw new UserError(`not a geofeed of ${title}: too many lines`, {
        hint,
        reason: cloudReason('listUnknown'),
      });
    const lines = new Lines();
    for (const [at, line] of text.entries()) {
      if (!isComment(line)) lines.take(`line ${at + 1}`, readLine(line, service));
    }
    const { ranges } = lines;
    if (ranges.rows.length === 0)
      throw new UserError(`not a geofeed of ${title}: no line is readable`, {
        hint,
        reason: cloudReason('listEmpty'),
      });
    const published = publishedOf(text);
    return published === undefined ? ranges : { published, ...ranges };
  };
}

/** The list of a cloud that publishes a geofeed as text. */
export function geofeed(feed: Geofeed): RangesCapability {
  const format: AttachmentFormat = {
    kind: 'attachment',
    role: 'ranges',
    name: `${feed.name}-ranges`,
    title: `${feed.title} address ranges (geofeed, RFC 8805)`,
    sample: feed.sample,
    zone: ZONE.format,
    recognise: recogniser(
      feed.blocks.flatMap((block) => parsePrefix(block) ?? []),
      feed.title,
    ),
  };
  return { list: feed.name, url: feed.url, format, parse: parser(feed) };
}
