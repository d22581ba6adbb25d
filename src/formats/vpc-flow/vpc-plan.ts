import type { RowSink } from '../../tables/rows.ts';
import { emptyPlan, FIELD } from '../../kernel/fields.ts';
import type { FieldPlan } from '../../kernel/fields.ts';
import { MAX_FIELDS } from '../../kernel/kernel.ts';
import { targetOf } from '../../kernel/target.ts';
import type { Target } from '../../kernel/target.ts';
import type { ColumnName } from '../../tables/tables.ts';
import { TABLES } from '../../tables/tables.ts';
import { tagsNote } from '../../tables/tags.ts';
import { isTagField, vpcField, VPC_FIELDS } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';
import type { VpcState } from './vpc-header.ts';

/** Longest value of a text field; the longest that AWS writes is an ARN of some 200 bytes. */
const MAX_TEXT = 512;
/** Longest value of a tag: 256 characters (AWS, "Tag naming limits"), each of four bytes at most, a byte as `%E2`. */
const MAX_TAG = 256 * 4 * 3;

const MOST: Partial<Record<VpcFieldName, number>> = {
  srcport: 65_535,
  dstport: 65_535,
  protocol: 255,
  'tcp-flags': 65_535,
  'traffic-path': 255,
  'encryption-status': 255,
};

/** Longest value of a text field, in bytes. */
export function longestOf(field: VpcFieldName): number {
  return isTagField(field) ? MAX_TAG : MAX_TEXT;
}

/** Largest value of a numeric field. */
export function mostOf(field: VpcFieldName): number {
  return MOST[field] ?? 0x7fff_ffff;
}

/** How a field is read; a field that repeats is read the first time only. */
export function kindOf(field: VpcFieldName | undefined): number {
  if (field === undefined) return FIELD.skip;
  if (field === 'log-status') return FIELD.status;
  if (field === 'action') return FIELD.action;
  const column = columnOf(field);
  return column === undefined ? FIELD.skip : FIELD[TABLES.flows[column]];
}

function columnOf(field: VpcFieldName): ColumnName<'flows'> | undefined {
  const described = VPC_FIELDS[field];
  return 'column' in described ? described.column : undefined;
}

/** A percent-encoded tag's value; as it stands where it is no encoding of UTF-8. */
function decodeTag(raw: string): string {
  if (!raw.includes('%')) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

/** The note of a log that has fields for tags. */
export function noteOfTags(names: readonly string[]): string | undefined {
  const columns = names.flatMap((name) => {
    const field = vpcField(name);
    return field !== undefined && isTagField(field) ? (columnOf(field) ?? []) : [];
  });
  return columns.length === 0 ? undefined : tagsNote([...new Set(columns)].sort());
}

/** Where a field's values go. */
function targetOfField(field: VpcFieldName, column: ColumnName<'flows'>, sink: RowSink): Target {
  if (!isTagField(field)) return targetOf(sink, column, TABLES.flows[column]);
  const decoded = sink.text(column, decodeTag);
  const codeOf = (bytes: Uint8Array, start: number, end: number): number =>
    decoded.codeOfBytes(bytes, start, end);
  return { kind: 'text', column: decoded, codeOf };
}

/** No plan where no fields are known, or more than any log has. */
export function makePlan(state: VpcState, sink: RowSink): FieldPlan | undefined {
  const names = state.fields ?? [];
  if (names.length === 0 || names.length > MAX_FIELDS) return undefined;
  const plan = emptyPlan(names.length);
  const seen = new Set<VpcFieldName>();
  for (const [i, name] of names.entries()) {
    const field = vpcField(name);
    if (field === undefined || seen.has(field)) continue;
    seen.add(field);
    const column = columnOf(field);
    plan.kinds[i] = kindOf(field);
    plan.most[i] = mostOf(field);
    if (column === undefined) continue;
    if (TABLES.flows[column] === 'text') plan.most[i] = longestOf(field);
    plan.targets[i] = targetOfField(field, column, sink);
  }
  return plan;
}
