import type { RowSink } from '../rows.ts';
import { FIELD } from '../scan/fields.ts';
import type { FieldPlan } from '../scan/fields.ts';
import { MAX_FIELDS } from '../scan/scan.ts';
import type { Target } from '../scan/scan.ts';
import type { ColumnName } from '../tables.ts';
import { TABLES } from '../tables.ts';
import { vpcField, VPC_FIELDS } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';
import type { VpcState } from './vpc-header.ts';

/** How each field of a line is read, and where it goes; made once per chunk and header. */
export interface Plan extends FieldPlan {
  targets: Target[];
}

/** Longest value of a text field; the longest that AWS writes is an ARN of some 200 bytes. */
export const MAX_TEXT = 512;

const MOST: Partial<Record<VpcFieldName, number>> = {
  srcport: 65_535,
  dstport: 65_535,
  protocol: 255,
  'tcp-flags': 65_535,
  'traffic-path': 255,
};

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

/** No plan where no fields are known, or more than any log has. */
export function makePlan(state: VpcState, sink: RowSink): Plan | undefined {
  const names = state.fields ?? [];
  if (names.length === 0 || names.length > MAX_FIELDS) return undefined;
  const plan: Plan = {
    kinds: new Uint8Array(names.length),
    most: new Int32Array(names.length),
    targets: [],
  };
  const seen = new Set<VpcFieldName>();
  for (const [i, name] of names.entries()) {
    const field = vpcField(name);
    if (field === undefined || seen.has(field)) continue;
    seen.add(field);
    const column = columnOf(field);
    plan.kinds[i] = kindOf(field);
    plan.most[i] = column !== undefined && TABLES.flows[column] === 'text' ? MAX_TEXT : mostOf(field);
    if (column !== undefined) plan.targets[i] = targetOf(column, sink);
  }
  return plan;
}

function targetOf(column: ColumnName<'flows'>, sink: RowSink): Target {
  const kind = TABLES.flows[column];
  switch (kind) {
    case 'address':
      return { kind, column: sink.address(column) };
    case 'int':
      return { kind, column: sink.int(column) };
    case 'long':
      return { kind, column: sink.long(column) };
    case 'time':
      return { kind, column: sink.time(column) };
    default:
      return { kind: 'text', column: sink.text(column) };
  }
}
