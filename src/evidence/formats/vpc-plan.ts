import type { ColumnName } from '../tables.ts';
import { TABLES } from '../tables.ts';
import type { AddressColumn, IntColumn, LongColumn, RowSink, TextColumn, TimeColumn } from '../rows.ts';
import { vpcField, VPC_FIELDS } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';
import type { VpcState } from './vpc-header.ts';

/** How a field is read. Numbers, because the hot loop switches on them. */
export const KIND = {
  skip: 0,
  address: 1,
  int: 2,
  long: 3,
  time: 4,
  text: 5,
  action: 6,
  status: 7,
} as const;

/** What each field of a line is, and where it goes; made once per chunk. */
export interface Plan {
  state: VpcState;
  kinds: Uint8Array;
  /** Largest value of an `int` field. */
  most: Int32Array;
  /** Sparse: each field has a column in the list of its kind, unless it is skipped. */
  addresses: AddressColumn[];
  ints: IntColumn[];
  longs: LongColumn[];
  times: TimeColumn[];
  texts: TextColumn[];
  /** The chunk's bytes. */
  view: DataView;
  /** Where each text field was last set from, and how long it is; 0: not yet. */
  lastStarts: Int32Array;
  lastLengths: Int32Array;
}

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
  if (field === undefined) return KIND.skip;
  if (field === 'log-status') return KIND.status;
  if (field === 'action') return KIND.action;
  const column = columnOf(field);
  return column === undefined ? KIND.skip : KIND[TABLES.flows[column]];
}

function columnOf(field: VpcFieldName): ColumnName<'flows'> | undefined {
  const described = VPC_FIELDS[field];
  return 'column' in described ? described.column : undefined;
}

/** @param bytes the chunk's, with the line feed that ends it */
export function makePlan(state: VpcState, sink: RowSink, bytes: Uint8Array): Plan {
  const names = state.fields ?? [];
  const plan: Plan = {
    state,
    kinds: new Uint8Array(names.length),
    most: new Int32Array(names.length),
    addresses: [],
    ints: [],
    longs: [],
    times: [],
    texts: [],
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    lastStarts: new Int32Array(names.length),
    lastLengths: new Int32Array(names.length),
  };
  const seen = new Set<VpcFieldName>();
  for (const [i, name] of names.entries()) {
    const field = vpcField(name);
    if (field === undefined || seen.has(field)) continue;
    seen.add(field);
    plan.kinds[i] = kindOf(field);
    plan.most[i] = mostOf(field);
    const column = columnOf(field);
    if (column === undefined) continue;
    switch (TABLES.flows[column]) {
      case 'address':
        plan.addresses[i] = sink.address(column);
        break;
      case 'int':
        plan.ints[i] = sink.int(column);
        break;
      case 'long':
        plan.longs[i] = sink.long(column);
        break;
      case 'time':
        plan.times[i] = sink.time(column);
        break;
      case 'text':
        plan.texts[i] = sink.text(column);
        break;
    }
  }
  return plan;
}
