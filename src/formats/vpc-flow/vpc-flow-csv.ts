import { FLOW_LOG_DELAY } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import type { RowSink } from '../../tables/rows.ts';
import { quotedName } from '../../base/file-names.ts';
import { areNames, csvCells, csvRows } from '../text/csv.ts';
import { ExportReader, looksLikeFlowLine, shapeOf } from './vpc-export.ts';

/** What exports and the programs that save them again put between cells. */
const DELIMITERS = [',', ';', '\t'] as const;

/** The header's names and its delimiter, if they are those of an export of flow logs. */
function headerOf(text: string): { names: string[]; delimiter: string } | undefined {
  const end = text.indexOf('\n');
  const first = text.slice(0, end === -1 ? undefined : end).replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)/, '');
  if (first.length > 4096) return undefined;
  for (const delimiter of DELIMITERS) {
    const names = csvCells(first.trimEnd(), delimiter).map((name) => name.trim());
    if (names.length > 1 && areNames(names) && shapeOf(names) !== 'other') return { names, delimiter };
  }
  return undefined;
}

function recognise(head: Head): Recognition | undefined {
  const header = headerOf(head.text);
  if (header === undefined) return undefined;
  const { names } = header;
  const first = names.slice(0, 6).map(quotedName).join(', ');
  const shape = shapeOf(names);
  if (shape === 'fields') {
    return {
      confidence: 0.9,
      because: worded('vpcCsvFields', { fields: first }),
    };
  }
  if (shape === 'aggregated') {
    return {
      confidence: 0.6,
      because: worded('vpcCsvCounts', { fields: first }),
    };
  }
  const second = head.text.slice(head.text.indexOf('\n') + 1).split('\n', 1)[0] ?? '';
  return csvCells(second, header.delimiter).some(looksLikeFlowLine)
    ? { confidence: 0.9, because: worded('vpcCsvMessages') }
    : undefined;
}

function parse(bytes: Uint8Array, options: ReadOptions, sink: RowSink, tally: Tally): void {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8192)).toString('utf8');
  const header = headerOf(start);
  const reader = new ExportReader(options, sink, tally);
  const names = header?.names ?? [];
  const broken = ({ line, offset, reason }: { line: number; offset: number; reason: string }): void =>
    tally.rejected(line, offset, reason);
  for (const { cells, line, offset } of csvRows(bytes, header?.delimiter ?? ',', broken)) {
    if (cells.length === 1 && cells[0] === '') tally.skipped(worded('skipBlank'));
    else if (isHeader(cells, names)) tally.skipped(worded('skipHeader'));
    else if (cells.length === names.length) reader.record({ names, values: cells, line, offset });
    else
      tally.rejected(line, offset, worded('columnsHeader', { columns: cells.length, named: names.length }));
  }
  reader.finish();
}

/** The header is at the top, and again where files were put together. */
function isHeader(cells: readonly string[], names: readonly string[]): boolean {
  return (
    cells.length === names.length &&
    cells.every((cell, index) => cell.trim().replace(/^\ufeff/, '') === names[index])
  );
}

/** VPC flow logs as CSV: results of CloudWatch Logs Insights, log events downloaded in the console, Athena results. */
export const VPC_FLOW_CSV: DocumentFormat = {
  name: 'vpc-flow-csv',
  delay: FLOW_LOG_DELAY,
  title: 'VPC flow logs exported as CSV: CloudWatch Logs Insights, console, Athena',
  sample:
    'timestamp,message\n1614679201000,2 123456789012 eni-0a1b2c3d4e5f60718 10.10.3.17 198.51.100.7 40001 22 6 1 44 1614679201 1614679260 ACCEPT OK',
  kind: 'document',
  table: 'flows',
  also: ['counts'],
  zone: ZONE.seconds,
  recognise,
  parse,
};
