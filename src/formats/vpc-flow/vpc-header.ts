import { VPC_DEFAULT_FIELDS, vpcField } from './vpc-fields.ts';

/** The time that CloudWatch Logs puts before each line when it exports a log group to S3. */
export const EXPORT_TIME = '@timestamp';

/** Where the fields are from: the message that says how many they are. */
export type VpcSource = 'vpcHeaderHas' | 'vpcGivenHas' | 'vpcDefaultHas' | 'vpcExportHas';

/** What a line needs to know of the lines before it. */
export interface VpcState {
  /** Field names in order, as the header has them. Undefined: no header, and not the default format. */
  fields: readonly string[] | undefined;
  /** Where `fields` comes from; completes "13 fields, … 14". */
  source: VpcSource;
}

/** What is longer than this is no header: all fields of all versions take 700 bytes. */
const MAX_HEADER = 4096;

/** Transit gateway flow logs share fields and mean other things: a record per attachment, no interface. */
const TRANSIT_GATEWAY = 'tgw-id';

const NAME = /^[a-z][a-z0-9_-]{1,39}$/i;

/** The field names if the line is the header of a VPC flow log. */
export function parseHeader(line: string): string[] | undefined {
  if (line.length > MAX_HEADER) return undefined;
  const names = line.trim().split(' ');
  if (names.length < 2 || names.includes(TRANSIT_GATEWAY) || !names.every((name) => NAME.test(name))) {
    return undefined;
  }
  const fields = names.map((name) => vpcField(name));
  const known = fields.filter((field) => field !== undefined).length;
  const placed = fields.some((field) => field !== undefined && ANCHORS.has(field));
  return placed && known * 2 > names.length ? names : undefined;
}

/** Every header has one of these, and none is a word of a record: this is what tells a header in mid-file. */
const ANCHORS: ReadonlySet<string> = new Set(['srcaddr', 'dstaddr', 'pkt-srcaddr', 'pkt-dstaddr']);

/** Part of each of the anchors' names in any spelling (`srcAddr`, `source_address` are not used in headers). */
export const ANCHOR_BYTES = Buffer.from('addr');

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const NUMBER_OR_DASH = /^(?:\d{1,19}|-)$/;
const STATUS = /^(?:OK|NODATA|SKIPDATA)$/;

/** The fields of a line without a header, if it is one of the default format. */
export function defaultFields(line: string): readonly string[] | undefined {
  const words = line.trim().split(' ', VPC_DEFAULT_FIELDS.length + 2);
  const exported = ISO_TIME.test(words[0] ?? '');
  if (exported) words.shift();
  if (words.length !== VPC_DEFAULT_FIELDS.length) return undefined;
  const numbers = [5, 6, 7, 8, 9, 10, 11].every((i) => NUMBER_OR_DASH.test(words[i] ?? ''));
  if (!/^\d{1,2}$/.test(words[0] ?? '') || !numbers || !STATUS.test(words[13] ?? '')) return undefined;
  return exported ? [EXPORT_TIME, ...VPC_DEFAULT_FIELDS] : VPC_DEFAULT_FIELDS;
}

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})$/i;
const MARK = /^(?:ACCEPT|REJECT|OK|NODATA|SKIPDATA|eni-[0-9a-f]{8,17})$/;

/** What a field of a flow log holds: a number, an address, a name of AWS, a time. No log that quotes a client is like it. */
const VALUE = /^[\w.:/@+-]{1,300}$/;

/** How many fields the line has, if it looks like a flow record of a custom format: addresses, and marks. */
export function customFieldCount(line: string): number | undefined {
  const words = line.trim().split(' ', 64);
  if (!words.every((word) => VALUE.test(word))) return undefined;
  const addresses = words.filter((word) => ADDRESS.test(word)).length;
  const marks = words.filter((word) => MARK.test(word)).length;
  const numbers = words.filter((word) => NUMBER_OR_DASH.test(word)).length;
  return addresses >= 2 && marks >= 1 && numbers >= 4 ? words.length : undefined;
}
