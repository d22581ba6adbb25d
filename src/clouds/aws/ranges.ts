import * as z from 'zod';
import { UserError } from '../../base/errors.ts';
import { formatPrefix, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { PublishedRanges, RangeRow, RangesCapability } from '../cloud.ts';
import { readNotice } from './change-notice.ts';
import { RANGES_FORMAT } from './ranges-format.ts';
import { messageOf } from '../../model/reason.ts';
import { problemOf } from '../published.ts';
import { cloudReason } from '../reason.ts';
import { unfit } from '../unfit.ts';

const LIST = 'https://ip-ranges.amazonaws.com/ip-ranges.json';

/** The published file has some 17,000 lines (2026); more than this is not it. */
const MAX_LINES = 1_000_000;
const MAX_REJECTS = 20;

// Shape after "Syntax for AWS IP address range JSON" (AWS documentation, Amazon VPC User Guide). Files before
// 2016 have no `ipv6_prefixes`, those before 2019 no `network_border_group`.
const lines = z.array(z.unknown()).max(MAX_LINES);
const file = z.object({
  syncToken: z.string().regex(/^\d{1,12}$/, 'digits are expected'),
  createDate: z.string().regex(/^\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d$/, 'yyyy-mm-dd-hh-mm-ss is expected'),
  prefixes: lines,
  ipv6_prefixes: lines.default([]),
});

/** True in 2000::/3, all that IANA gives out of IPv6 for public use (RFC 4291, section 2.4). */
function isGlobalUnicast(prefix: Prefix): boolean {
  return prefix.first >> 125n === 1n;
}

const name = z.string().regex(/^[\w.-]{1,64}$/, 'up to 64 letters, digits, - and _ are expected');
const line = z.object({
  ip_prefix: z.string().max(64).optional(),
  ipv6_prefix: z.string().max(64).optional(),
  region: name,
  service: name,
  network_border_group: name.optional(),
});

/** Lines that were read before: of an archive's versions most have the same ones, which are then the same objects. */
const known = new Map<string, RangeRow>();
/** Nine years have some 40,000. */
const MAX_KNOWN = 200_000;

/** A line's values as one text; undefined: it is no line of texts and one prefix. No name holds a line feed. */
function textOf(value: unknown, family: 4 | 6): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value is looked at
  const { ip_prefix, ipv6_prefix, region, service, network_border_group } = value as Record<string, unknown>;
  const [prefix, other] = family === 4 ? [ip_prefix, ipv6_prefix] : [ipv6_prefix, ip_prefix];
  const group = network_border_group === undefined ? [] : [network_border_group];
  const texts = [prefix, region, service, ...group];
  const plain = other === undefined && texts.every((text) => typeof text === 'string');
  return plain ? [family, ...texts].join('\n') : undefined;
}

/** Reads one prefix of the list. @returns the same object for the same line; a text says why it was not taken */
function rowOf(value: unknown, family: 4 | 6): RangeRow | string {
  const text = textOf(value, family);
  const before = text === undefined ? undefined : known.get(text);
  if (before !== undefined) return before;
  const read = readLine(value, family);
  if (typeof read === 'string') return read;
  // A prefix that is written in another way is the same line.
  const { prefix, region, service, border_group } = read;
  const group = border_group === undefined ? [] : [border_group];
  const key = [family, prefix, region, service, ...group].join('\n');
  const row = known.get(key) ?? read;
  known.set(key, row);
  if (text !== undefined) known.set(text, row);
  return row;
}

function readLine(value: unknown, family: 4 | 6): RangeRow | string {
  const parsed = line.safeParse(value);
  if (!parsed.success) return cloudReason('cloudUnfit', { problem: unfit(parsed.error) });
  const field = family === 4 ? 'ip_prefix' : 'ipv6_prefix';
  const text = parsed.data[field];
  if (text === undefined) return cloudReason('cloudMissing', { field });
  const prefix = parsePrefix(text);
  const refuse = (why: string): string => cloudReason('cloudIn', { field, why: messageOf(why) });
  if (prefix === undefined || prefix.family !== family)
    return refuse(cloudReason('cloudNotFamily', { family }));
  if (prefix.length < 8) return refuse(cloudReason('cloudTooWide', { bits: prefix.length }));
  if (family === 6 && !isGlobalUnicast(prefix)) return refuse(cloudReason('cloudNotPublic6'));
  const { region, service, network_border_group: border_group } = parsed.data;
  const row: RangeRow = { prefix: formatPrefix(prefix), service, region };
  return border_group === undefined ? row : { ...row, border_group };
}

function decode(bytes: Uint8Array): z.infer<typeof file> {
  const hint = `The file that AWS publishes is ${LIST}`;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new UserError('the AWS ranges are not readable as JSON; is the file complete?', {
      hint,
      cause,
      reason: cloudReason('listNoJson'),
    });
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const reason = cloudReason('listShape', { why: unfit(parsed.error) });
    throw new UserError(`not AWS ranges: ${problemOf(parsed.error)}`, { hint, reason });
  }
  return parsed.data;
}

/** `2018-03-05-19-48-10` → `2018-03-05T19:48:10Z`; AWS documents it as UTC. */
function instantOf(createDate: string): string {
  const [year, month, day, ...time] = createDate.split('-');
  const instant = `${year}-${month}-${day}T${time.join(':')}Z`;
  const seconds = Date.parse(instant);
  if (Number.isNaN(seconds)) {
    const why = { key: 'cloudForm', params: { field: 'createDate' } };
    const reason = cloudReason('listShape', { why });
    throw new UserError(`not AWS ranges: createDate ${createDate} is not a date`, { reason });
  }
  return instant;
}

function parse(bytes: Uint8Array): PublishedRanges {
  const { createDate, syncToken, prefixes, ipv6_prefixes: prefixes6 } = decode(bytes);
  const published: PublishedRanges = {
    published: instantOf(createDate),
    token: syncToken,
    rows: [],
    read: prefixes.length + prefixes6.length,
    repeated: 0,
    rejected: 0,
    rejects: [],
  };
  const seen = new Set<RangeRow>();
  if (known.size > MAX_KNOWN) known.clear();
  const take = (values: unknown[], family: 4 | 6, field: string): void => {
    for (const [at, value] of values.entries()) {
      const row = rowOf(value, family);
      if (typeof row === 'string') {
        published.rejected++;
        if (published.rejects.length < MAX_REJECTS) {
          published.rejects.push({ where: `${field}[${at}]`, reason: row });
        }
        continue;
      }
      if (seen.has(row)) published.repeated++;
      else published.rows.push(row);
      seen.add(row);
    }
  };
  take(prefixes, 4, 'prefixes');
  take(prefixes6, 6, 'ipv6_prefixes');
  return published;
}

/** Old versions beside that of 2026-08-22, by addresses; from an archive of all versions since 2017. */
const DRIFT = [
  { days: 30, relabelled: 3, gone: 0.02, added: 0.04 },
  { days: 365, relabelled: 8.4, gone: 0.21, added: 6.8 },
  { days: 730, relabelled: 8, gone: 0.7, added: 30.7 },
];

/** From ip-ranges.json. Addresses that customers bring along are not in it. */
export const RANGES: RangesCapability = {
  list: 'aws',
  url: LIST,
  format: RANGES_FORMAT,
  parse,
  notice: readNotice,
  drift: DRIFT,
};
