import type { AddressColumn, IntColumn, LongColumn, RowSink, TextColumn } from '../rows.ts';
import { decoderOf, mostOf } from './web-w3c-fields.ts';
import type { Field } from './web-w3c-fields.ts';

/** How a field is read. Numbers, because the hot loop switches on them. */
export const KIND = { skip: 0, text: 1, spaced: 2, int: 3, long: 4, address: 5, day: 6, clock: 7 } as const;

/** What each field of a line is, and where it goes; made once per chunk and field list. */
export interface Plan {
  kinds: Uint8Array;
  /** Largest value of an `int` field. */
  most: Int32Array;
  /** Sparse: each field has a column in the list of its kind, unless it is skipped or a part of the time. */
  texts: TextColumn[];
  ints: IntColumn[];
  longs: LongColumn[];
  addresses: AddressColumn[];
}

/** The plan of placed fields, their text not quoted. */
export function makePlan(fields: readonly (Field | undefined)[], sink: RowSink): Plan {
  const plan: Plan = {
    kinds: new Uint8Array(fields.length),
    most: new Int32Array(fields.length),
    texts: [],
    ints: [],
    longs: [],
    addresses: [],
  };
  for (const [place, field] of fields.entries()) {
    if (field === undefined) continue;
    const { kind, column } = field;
    plan.kinds[place] = field.plus === 'often' ? KIND.spaced : KIND[kind];
    if (column === undefined) continue;
    if (kind === 'text') plan.texts[place] = sink.text(column, decoderOf(field, false));
    if (kind === 'long') plan.longs[place] = sink.long(column);
    if (kind === 'address') plan.addresses[place] = sink.address(column);
    if (kind !== 'int') continue;
    plan.ints[place] = sink.int(column);
    plan.most[place] = mostOf(field);
  }
  return plan;
}
