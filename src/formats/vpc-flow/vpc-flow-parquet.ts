import { quotedName } from '../../base/file-names.ts';
import { TABLES } from '../../tables/tables.ts';
import type { ColumnName } from '../../tables/tables.ts';
import type { Head, ParquetFormat, Recognition } from '../format.ts';
import { vpcNameOf } from './tgw-fields.ts';
import { VPC_FIELDS, vpcField } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';

const MAGIC = 'PAR1';
const REQUIRED = ['srcaddr', 'dstaddr', 'start'] as const satisfies readonly VpcFieldName[];

/** Only the magic number stands in the head, the columns' names stand at the end: `map` looks at those. */
function recognise(head: Head): Recognition | undefined {
  return head.text.startsWith(MAGIC)
    ? { confidence: 0.6, because: 'it is Parquet; its columns are looked at when it is read' }
    : undefined;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The text of a column; `-` and nothing are null, as in the text form of the log. */
function textOf(column: string): string {
  return `nullif(nullif(trim(CAST(${column} AS VARCHAR)), '-'), '')`;
}

/** SQL that turns a column of the file into one of the table. */
function expressionOf(column: string, target: ColumnName<'flows'>): string {
  const kind = TABLES.flows[target];
  if (kind === 'text') return textOf(column);
  // AWS writes addresses in lower case already; anything that is no address is null.
  if (kind === 'address') {
    return `CASE WHEN regexp_full_match(${textOf(column)}, '[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*') THEN lower(${textOf(column)}) END`;
  }
  // Seconds since 1970; without a time zone of the session in between.
  if (kind === 'time') return `make_timestamp(TRY_CAST(${textOf(column)} AS BIGINT) * 1000000)`;
  return `TRY_CAST(${textOf(column)} AS ${kind === 'int' ? 'INTEGER' : 'BIGINT'})`;
}

function map(columns: readonly string[]): ReturnType<ParquetFormat['map']> {
  const byField = new Map<VpcFieldName, string>();
  for (const name of columns) {
    const field = vpcField(vpcNameOf(name));
    if (field !== undefined && !byField.has(field)) byField.set(field, quoted(name));
  }
  const missing = REQUIRED.filter((field) => !byField.has(field));
  if (missing.length > 0) {
    const shown = columns.slice(0, 8).map(quotedName).join(', ');
    throw new Error(`not a VPC flow log: no column ${missing.join(', ')} (it has ${shown})`);
  }
  const select: Record<string, string> = {};
  for (const [field, column] of byField) {
    const target = VPC_FIELDS[field].column;
    if (target !== undefined) select[target] = expressionOf(column, target);
  }
  const skips: { where: string; reason: string }[] = [];
  const status = byField.get('log-status');
  if (status !== undefined) {
    skips.push(
      { where: `CAST(${status} AS VARCHAR) = 'NODATA'`, reason: 'NODATA: no traffic in the interval' },
      {
        where: `CAST(${status} AS VARCHAR) = 'SKIPDATA'`,
        reason: 'SKIPDATA: records were lost',
      },
    );
  }
  skips.push(
    {
      where: `${select['src']} IS NULL OR ${select['dst']} IS NULL`,
      reason: 'no source or destination address',
    },
    { where: `${select['ts_start']} IS NULL`, reason: 'no start time' },
  );
  return { select, skips };
}

/**
 * VPC flow logs delivered to S3 as Parquet; AWS writes their fields with underscores. Those of a transit gateway
 * are read as well, the attachment as the interface.
 */
export const VPC_FLOW_PARQUET: ParquetFormat = {
  name: 'vpc-flow-parquet',
  title: 'VPC flow logs in Parquet, as delivered to S3',
  sample: '',
  kind: 'parquet',
  table: 'flows',
  zone: 'UTC (epoch seconds)',
  recognise,
  map,
};
