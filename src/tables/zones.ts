// How the times of a file were read, for the manifest: packed messages, whose words are in `tables/words.ts`.

import { messageOf, reasonsOf } from '../model/reason.ts';
import type { TABLE_ROWS } from './words.ts';

const zone = reasonsOf<typeof TABLE_ROWS>();

export const ZONE = {
  /** The format's rules say so. */
  format: zone('zoneFormat'),
  seconds: zone('zoneSeconds'),
  milliseconds: zone('zoneMilliseconds'),
  microseconds: zone('zoneMicroseconds'),
  /** Each time names its offset. */
  offsets: zone('zoneOffsets'),
  /** Each time names its offset; one without is UTC by the program. */
  offsetsOrUtc: zone('zoneOffsetsOrUtc'),
  secondsOrIso: zone('zoneSecondsOrIso'),
  program: zone('zoneProgram'),
  mail: zone('zoneMail'),
  notice: zone('zoneNotice'),
  none: zone('zoneNone'),
  printed: zone('zonePrinted'),
  /** No zone is named, and none was given. */
  assumed: zone('zoneAssumed'),
  offsetsOrAssumed: zone('zoneOffsetsOrAssumed'),
  nfdump: zone('zoneNfdump'),
} as const;

/** The zone that the user gave. */
export function givenZone(name: string): string {
  return zone('zoneGiven', { zone: name });
}

const BY_FORMAT = new Set([
  'zoneFormat',
  'zoneSeconds',
  'zoneMilliseconds',
  'zoneMicroseconds',
  'zoneSecondsOrIso',
]);

/** Are the times UTC by the format itself, so that no zone is in question? */
export function isUtcByFormat(zone: string): boolean {
  return BY_FORMAT.has(messageOf(zone).key);
}

const ASSUMED = new Set(['zoneAssumed', 'zoneOffsetsOrAssumed', 'zoneNfdump']);

/** Could a zone that the user names change how times are read: some of them name none? */
export function isCurable(zone: string): boolean {
  return isAssumed(zone) || messageOf(zone).key === 'zoneOffsetsOrUtc';
}

/** Were times read as UTC because nothing says what they are? */
export function isAssumed(zone: string | undefined): boolean {
  return zone !== undefined && ASSUMED.has(messageOf(zone).key);
}
