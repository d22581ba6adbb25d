import type { RowSink } from '../rows.ts';
import { FIELD } from '../scan/fields.ts';
import type { FieldPlan } from '../scan/fields.ts';
import type { Target, TextTarget } from '../scan/scan.ts';
import { FLAG } from '../scan/kernel.ts';
import type { ColumnName } from '../tables.ts';
import { MAX_FIELD_BYTES } from './line-bytes.ts';
import { decoderOf, mostOf, spaced } from './web-w3c-fields.ts';
import type { Field } from './web-w3c-fields.ts';

/** How each field of a line is read, and where it goes; made once per chunk and field list. */
export interface Plan extends FieldPlan {
  targets: Target[];
}

/** The plan of placed fields, their text not quoted, among them the date and the time. */
export function makePlan(fields: readonly (Field | undefined)[], sink: RowSink): Plan {
  const plan: Plan = {
    kinds: new Uint8Array(fields.length),
    most: new Int32Array(fields.length),
    targets: fields.map((field) => field && targetOf(field, sink)),
  };
  for (const [place, field] of fields.entries()) {
    if (field === undefined) continue;
    plan.kinds[place] = FIELD[field.kind];
    plan.most[place] = field.kind === 'text' ? MAX_FIELD_BYTES : mostOf(field);
  }
  return plan;
}

function targetOf(field: Field, sink: RowSink): Target {
  const { kind, column } = field;
  if (kind === 'clock') return { kind: 'time', column: sink.time('ts') };
  if (column === undefined) return undefined;
  switch (kind) {
    case 'int':
      return { kind, column: sink.int(column) };
    case 'long':
      return { kind, column: sink.long(column) };
    case 'address':
      return { kind, column: sink.address(column) };
    default:
      return textTarget(field, column, sink);
  }
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
