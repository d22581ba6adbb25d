import { FLOW_LOG_DELAY } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import type { JsonValue } from '../text/json-values.ts';
import { isObject, jsonElements, jsonValues, listIn, parseValue } from '../text/json-values.ts';
import { vpcField } from './vpc-fields.ts';
import { ExportReader, looksLikeFlowLine, shapeOf } from './vpc-export.ts';
import { textOfValue } from '../text/json-fields.ts';

/** Names of fields, or values of `"field"`, in the first bytes, bounded. */
function namesIn(text: string): string[] {
  const names = new Set<string>();
  const fields = new Set<string>();
  for (const match of text.matchAll(/"field"\s{0,4}:\s{0,4}"([@\w.()*-]{1,64})"|"([@\w-]{1,64})"\s{0,4}:/g)) {
    if (match[1] === undefined) names.add(match[2] ?? '');
    else fields.add(match[1]);
    if (names.size + fields.size > 200) break;
  }
  // Where columns are values, the names are those of the answer around them.
  return fields.size > 0 ? [...fields] : [...names];
}

/** Whether a text value in the first bytes is a flow log line. */
function holdsFlowLine(text: string): boolean {
  for (const match of text.matchAll(/"(?:value|@message|message)"\s{0,4}:\s{0,4}"([^"\\]{20,2000})/g)) {
    if (looksLikeFlowLine(match[1] ?? '')) return true;
  }
  return false;
}

const SUBSCRIPTION = /^\{[^[{]{0,400}"messageType"\s{0,4}:\s{0,4}"(?:DATA|CONTROL)_MESSAGE"/;

function recognise(head: Head): Recognition | undefined {
  const text = head.text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  // Each message of such a batch is a line: it is taken off as an envelope.
  if (SUBSCRIPTION.test(text)) return undefined;
  if (holdsFlowLine(text)) return { confidence: 0.9, because: worded('vpcJsonMessages') };
  const names = namesIn(text);
  const fields = names.filter((name) => vpcField(name) !== undefined);
  const known = fields.slice(0, 6).join(', ');
  const shape = shapeOf(names.filter((name) => name !== 'message'));
  if (shape === 'fields' && fields.length >= 4) {
    return { confidence: 0.85, because: worded('vpcJsonFields', { fields: known }) };
  }
  return shape === 'aggregated' && fields.length >= 2
    ? { confidence: 0.6, because: worded('vpcJsonCounts', { fields: known }) }
    : undefined;
}

/** Columns of one row: an object, or Logs Insights' list of `{field, value}`. Undefined: neither. */
function columnsOf(row: unknown): { names: string[]; values: string[] } | undefined {
  if (isObject(row)) {
    const entries = Object.entries(row);
    return { names: entries.map(([name]) => name), values: entries.map(([, value]) => textOfValue(value)) };
  }
  if (!Array.isArray(row)) return undefined;
  const cells: unknown[] = row;
  const pairs = cells.filter(isObject).filter((cell) => typeof cell['field'] === 'string');
  return pairs.length === 0
    ? undefined
    : {
        names: pairs.map((cell) => textOfValue(cell['field'])),
        values: pairs.map((cell) => textOfValue(cell['value'])),
      };
}

/** Under these names the answers of `get-query-results`, `filter-log-events`, `get-log-events` hold their rows. */
const LISTS = ['results', 'events'];

function parse(bytes: Uint8Array, options: ReadOptions, sink: RowSink, tally: Tally): void {
  const reader = new ExportReader(options, sink, tally);
  let line = 0;
  const read = (value: JsonValue): void => {
    line += 1;
    const json = parseValue(bytes, value);
    const columns = 'reason' in json ? undefined : columnsOf(json.value);
    if (columns !== undefined) reader.record({ ...columns, line, offset: value.start });
    else {
      const reason = 'reason' in json ? json.reason : worded('vpcNeither');
      tally.rejected(line, value.start, reason);
    }
  };
  for (const value of jsonValues(bytes)) {
    const list = listIn(bytes, value, LISTS);
    if (list === undefined) read(value);
    else for (const row of jsonElements(bytes, list)) read(row);
  }
  reader.finish();
}

/** VPC flow logs as JSON: answers of `aws logs get-query-results`, `filter-log-events`, the console's export. */
export const VPC_FLOW_JSON: DocumentFormat = {
  name: 'vpc-flow-json',
  delay: FLOW_LOG_DELAY,
  title: 'VPC flow logs exported as JSON: CloudWatch Logs Insights, aws logs filter-log-events',
  sample:
    '{"events":[{"timestamp":1614679201000,"message":"2 123456789012 eni-0a1b2c3d4e5f60718 10.10.3.17 198.51.100.7 40001 22 6 1 44 1614679201 1614679260 ACCEPT OK"}]}',
  kind: 'document',
  table: 'flows',
  also: ['counts'],
  zone: ZONE.seconds,
  recognise,
  parse,
};
