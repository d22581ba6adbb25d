import type { RowSink } from '../../tables/rows.ts';
import { emptyPlan, FIELD } from '../../kernel/fields.ts';
import type { FieldPlan } from '../../kernel/fields.ts';
import { targetOf } from '../../kernel/target.ts';
import type { Target, TextTarget } from '../../kernel/target.ts';
import { FLAG } from '../../kernel/kernel.ts';
import type { ColumnName } from '../../tables/tables.ts';
import { MAX_FIELD_BYTES } from '../text/line-bytes.ts';
import { decoderOf, mostOf, spaced } from './fields.ts';
import type { Field } from './fields.ts';

/** The plan of placed fields, their text not quoted, among them the date and the time. */
export function makePlan(fields: readonly (Field | undefined)[], sink: RowSink): FieldPlan {
  const plan = emptyPlan(fields.length);
  for (const [place, field] of fields.entries()) {
    if (field === undefined) continue;
    plan.kinds[place] = FIELD[field.kind];
    plan.most[place] = field.kind === 'text' ? MAX_FIELD_BYTES : mostOf(field);
    plan.targets[place] = targetOfField(field, sink);
  }
  return plan;
}

function targetOfField(field: Field, sink: RowSink): Target {
  const { kind, column } = field;
  // The day has no column of its own: it is put together with the clock.
  if (kind === 'day') return undefined;
  if (kind === 'clock') return targetOf(sink, 'ts', 'time');
  if (column === undefined) return undefined;
  return kind === 'text' ? textTarget(field, column, sink) : targetOf(sink, column, kind);
}

function textTarget(field: Field, name: ColumnName<'requests'>, sink: RowSink): TextTarget {
  const column = sink.text(name, decoderOf(field, false));
  if (field.plus !== 'often')
    return { kind: 'text', column, special: field.plus === undefined ? 0 : FLAG.plus };
  return {
    kind: 'text',
    column,
    codeOf: (bytes, start, end) => column.codeOfBytes(spaced(bytes, start, end), 0, end - start),
  };
}
