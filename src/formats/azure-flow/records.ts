import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import type { FlowPlace } from '../rows/event-rows.ts';
import { textIn } from '../text/json-fields.ts';
import { eachRecord, isObject, parseValue } from '../text/json-values.ts';
import { FlowRows } from './flow-rows.ts';
import type { FlowTuple } from './tuples.ts';

export type Json = Record<string, unknown>;

/** Tuples that one rule let pass, or stopped, at one network interface. */
export interface TupleGroup {
  rule: string | undefined;
  /** The interface's hardware address. */
  mac: string | undefined;
  tuples: readonly unknown[];
}

/** How one kind of log lays its tuples out. */
interface Layout {
  /** Undefined: the record is of another kind than flows. */
  groupsOf(record: Json): TupleGroup[] | undefined;
  /** The resource that was logged: `/subscriptions/…/virtualNetworks/…`. */
  resourceOf(record: Json): string | undefined;
  tupleOf(text: unknown): FlowTuple | string;
}

/** Records may also come without the list around them. */
export const OPENS = /^(?:\u00ef\u00bb\u00bf)?\s{0,64}(?:\[\s{0,64})?\{/;

/** What a resource id tells: `/subscriptions/ID/resourceGroups/…/virtualNetworks/NAME/subnets/NAME`, in any case. */
function placeOf(id: string | undefined): FlowPlace {
  const parts = (id ?? '').slice(0, 1024).split('/');
  const behind = (word: string): string | undefined => {
    const at = parts.findIndex((part) => part.toLowerCase() === word);
    return at < 0 ? undefined : parts[at + 1] || undefined;
  };
  return {
    account: behind('subscriptions')?.toLowerCase(),
    vpc: behind('virtualnetworks'),
    subnet: behind('subnets'),
  };
}

/** `00-0D-3A-F8-80-1A` and `000D3AF8801A` are one interface; undefined: it is no hardware address. */
function macOf(text: string | undefined): string | undefined {
  const digits = (text ?? '').slice(0, 32).replaceAll(/[:-]/g, '').toUpperCase();
  return /^[0-9A-F]{12}$/.test(digits) ? digits : undefined;
}

/** Reads the tuples of all records of a file: a record of the file is a tuple. */
export function readTuples(bytes: Uint8Array, layout: Layout, sink: RowSink, tally: Tally): void {
  const rows = new FlowRows(sink, tally);
  let number = 0;
  eachRecord(bytes, ['records'], (value) => {
    const json = parseValue(bytes, value);
    if ('reason' in json || !isObject(json.value)) {
      number += 1;
      const reason = 'reason' in json ? json.reason : worded('notJsonObject');
      tally.rejected(number, value.start, reason);
      return;
    }
    const groups = layout.groupsOf(json.value);
    const own = placeOf(layout.resourceOf(json.value));
    let tuples = 0;
    for (const { rule, mac, tuples: texts } of groups ?? []) {
      const place = { ...own, interface: macOf(mac ?? textIn(json.value, 'macAddress')) };
      for (const text of texts) {
        number += 1;
        tuples += 1;
        const tuple = layout.tupleOf(text);
        if (typeof tuple === 'string') tally.rejected(number, value.start, tuple);
        else rows.add(tuple, { place, rule, record: number });
      }
    }
    if (tuples > 0) return;
    number += 1;
    tally.skipped(worded(groups === undefined ? 'azureOther' : 'azureNoTuples'));
  });
  rows.finish();
}
