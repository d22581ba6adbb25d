import { FLOW_LOG_DELAY } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LOST_REASON } from '../../tables/lost.ts';
import { quotedName } from '../../base/file-names.ts';
import type { Head, ParquetFormat, ParquetMapping, Recognition } from '../format.ts';
import { vpcNameOf } from './tgw-fields.ts';
import { isTagField, VPC_FIELDS, vpcField } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';
import { noteOfTags } from './vpc-plan.ts';

const MAGIC = 'PAR1';
const REQUIRED = ['srcaddr', 'dstaddr', 'start'] as const satisfies readonly VpcFieldName[];

/** Only the magic number is in the head, the columns' names are at the end: `map` looks at those. */
function recognise(head: Head): Recognition | undefined {
  return head.text.startsWith(MAGIC) ? { confidence: 0.6, because: worded('vpcParquet') } : undefined;
}

function map(columns: readonly string[]): ParquetMapping {
  const byField = new Map<VpcFieldName, string>();
  for (const name of columns) {
    const field = vpcField(vpcNameOf(name));
    if (field !== undefined && !byField.has(field)) byField.set(field, name);
  }
  const missing = REQUIRED.filter((field) => !byField.has(field));
  if (missing.length > 0) {
    const shown = columns.slice(0, 8).map(quotedName).join(', ');
    throw new Error(worded('vpcMissingColumns', { missing: missing.join(', '), shown }));
  }
  const mapped: Record<string, string> = {};
  for (const [field, column] of byField) {
    const target = VPC_FIELDS[field].column;
    if (target !== undefined) mapped[target] = column;
  }
  const tags = [...byField.keys()].filter(isTagField);
  const note = noteOfTags(tags);
  const status = byField.get('log-status');
  const skip = (value: string, reason: string) =>
    status === undefined ? [] : [{ column: status, value, reason }];
  const noAddress = worded('vpcNoEnd');
  return {
    columns: mapped,
    nothing: '-',
    percentEncoded: tags.flatMap((field) => VPC_FIELDS[field].column ?? []),
    notes: note === undefined ? [] : [note],
    required: [
      { column: 'src', reason: noAddress },
      { column: 'dst', reason: noAddress },
      { column: 'ts_start', reason: worded('vpcNoStartTime') },
    ],
    skips: [...skip('NODATA', worded('vpcNoData')), ...skip('SKIPDATA', LOST_REASON)],
  };
}

/**
 * VPC flow logs delivered to S3 as Parquet; AWS writes their fields with underscores. Those of a transit gateway
 * are read as well, the attachment as the interface.
 */
export const VPC_FLOW_PARQUET: ParquetFormat = {
  name: 'vpc-flow-parquet',
  delay: FLOW_LOG_DELAY,
  title: 'VPC flow logs in Parquet, as delivered to S3',
  sample: '',
  kind: 'parquet',
  table: 'flows',
  zone: ZONE.seconds,
  recognise,
  map,
};
