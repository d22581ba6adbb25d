import type { RowSink } from '../../tables/rows.ts';
import { emptyPlan, FIELD } from '../../kernel/fields.ts';
import type { FieldPlan } from '../../kernel/fields.ts';
import { MAX_FIELDS } from '../../kernel/kernel.ts';
import { targetOf } from '../../kernel/target.ts';
import type { ColumnName } from '../../tables/tables.ts';
import { TABLES } from '../../tables/tables.ts';
import { vpcField, VPC_FIELDS } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';
import type { VpcState } from './vpc-header.ts';

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
    const kind = TABLES.flows[column];
    if (kind === 'text') plan.most[i] = MAX_TEXT;
    plan.targets[i] = targetOf(sink, column, kind);
  }
  return plan;
}
