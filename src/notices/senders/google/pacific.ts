import type { Instant } from '../../../model/instant.ts';

const FORMAT = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  timeZoneName: 'longOffset',
});

/** `GMT-07:00` at this moment. */
function offsetAt(milliseconds: number): number {
  const name = FORMAT.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

/**
 * A wall-clock time of the Pacific coast as a moment. Undefined where it comes twice or not at all, as clocks are set.
 * @param local `2026-05-05 01:02` or with seconds; @param zone a word for the coast's time, or `PST`, `PDT`
 */
export function pacific(local: string, zone: string): Instant | undefined {
  const utc = Date.parse(`${local.replace(' ', 'T')}${local.length === 16 ? ':00' : ''}Z`);
  if (Number.isNaN(utc)) return undefined;
  const fixed = /^PST$/i.test(zone) ? -8 : /^PDT$/i.test(zone) ? -7 : undefined;
  const possible =
    fixed === undefined
      ? [-8, -7].filter((hours) => offsetAt(utc - hours * 3_600_000) === hours * 3_600_000)
      : [fixed];
  const [hours, another] = possible;
  if (hours === undefined || another !== undefined) return undefined;
  return new Date(utc - hours * 3_600_000).toISOString().replace('.000Z', 'Z');
}
