import { emptyInventory } from '../../inventory.ts';
import type { Inventory, InventoryCount } from '../../inventory.ts';
import type { Kind } from './kinds.ts';
import { KINDS } from './kinds.ts';
import type { JsonValue } from '../../../formats/text/json-values.ts';
import { isObject, jsonElements, jsonValues, listIn, parseValue } from '../../../formats/text/json-values.ts';
import { packed } from '../../../model/reason.ts';
import { cloudReason } from '../../reason.ts';
import { unfit } from '../../unfit.ts';

const MAX_REJECTS = 20;

interface Reading {
  inventory: Inventory;
  count: InventoryCount;
  /** Where the JSON document in hand begins. */
  offset: number;
}

/**
 * Reads the answers of `aws ec2 describe-…` (and `aws elbv2 describe-load-balancers`): one JSON document, an
 * array of them, or several one after the other. Never throws on any bytes: what does not fit is a reject.
 */
export function readInventory(bytes: Uint8Array): { inventory: Inventory; count: InventoryCount } {
  const inventory = emptyInventory();
  const count: InventoryCount = { read: 0, parsed: 0, rejected: 0, skipped: 0, rejects: [], skips: [] };
  const reading: Reading = { inventory, count, offset: 0 };
  for (const value of jsonValues(bytes)) {
    const list = value.closed ? undefined : listIn(bytes, value);
    // A document that ends early is read as far as it goes.
    if (list === undefined) readJson(reading, bytes, value);
    else for (const element of jsonElements(bytes, list)) readJson(reading, bytes, element);
  }
  return { inventory, count };
}

function readJson(reading: Reading, bytes: Uint8Array, value: JsonValue): void {
  reading.offset = value.start;
  const json = parseValue(bytes, value);
  if ('reason' in json) reject(reading, json.reason);
  else readValue(reading, json.value);
}

function reject(reading: Reading, reason: string): void {
  const { count, offset } = reading;
  count.read += 1;
  count.rejected += 1;
  if (count.rejects.length < MAX_REJECTS) count.rejects.push({ line: count.read, offset, reason });
}

function skip(reading: Reading, reason: string): void {
  const { count } = reading;
  count.read += 1;
  count.skipped += 1;
  const known = count.skips.find((entry) => entry.reason === reason);
  if (known === undefined) count.skips.push({ reason, count: 1 });
  else known.count += 1;
}

/** An answer, an array of answers or of things, or one thing by itself. */
function readValue(reading: Reading, value: unknown): void {
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) readElement(reading, element);
  } else readElement(reading, value);
}

function readElement(reading: Reading, value: unknown): void {
  // `--query Reservations[].Instances` gives an array for each reservation.
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) readObject(reading, element);
  } else readObject(reading, value);
}

function readObject(reading: Reading, value: unknown): void {
  if (!isObject(value)) {
    skip(reading, cloudReason('cloudNotObject'));
    return;
  }
  if (value['schema'] === 'abusedesk.collection/1') {
    readCollection(reading, value['calls']);
    return;
  }
  const bare = KINDS.find((kind) => kind.own.every((field) => Object.hasOwn(value, field)));
  if (bare !== undefined) {
    readThing(reading, bare, value);
    return;
  }
  const reservations = value['Reservations'];
  const answers = Array.isArray(reservations) ? (reservations as unknown[]) : [value];
  for (const answer of answers) readAnswer(reading, answer);
}

/** The calls of `abusedesk collect`: what was refused is told as what was skipped, with its reason. */
function readCollection(reading: Reading, calls: unknown): void {
  for (const call of Array.isArray(calls) ? (calls as unknown[]) : []) {
    const message = isObject(call) ? call['message'] : undefined;
    if (!isObject(call) || typeof call['state'] !== 'string') skip(reading, cloudReason('cloudNotObject'));
    else if (isObject(message) && typeof message['key'] === 'string' && isObject(message['params'])) {
      skip(reading, packed({ key: message['key'], params: message['params'] }));
    } else {
      reading.count.read += 1;
      reading.count.parsed += 1;
    }
  }
}

/** An object whose lists are named as in the describe calls' answers. */
function readAnswer(reading: Reading, answer: unknown): void {
  const kinds = isObject(answer) ? KINDS.filter((kind) => Array.isArray(answer[kind.list])) : [];
  if (!isObject(answer) || kinds.length === 0) {
    skip(reading, cloudReason('cloudNoList'));
    return;
  }
  for (const kind of kinds) {
    const things: unknown = answer[kind.list];
    for (const thing of Array.isArray(things) ? things : []) {
      // The account is given once for all instances of a reservation.
      readThing(reading, kind, isObject(thing) ? { OwnerId: answer['OwnerId'], ...thing } : thing);
    }
  }
}

function readThing(reading: Reading, kind: Kind, thing: unknown): void {
  const error = kind.read(thing, reading.inventory);
  if (error !== undefined) {
    reject(reading, cloudReason('cloudUnfitThing', { list: kind.list, problem: unfit(error) }));
    return;
  }
  reading.count.read += 1;
  reading.count.parsed += 1;
}
