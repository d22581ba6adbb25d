import type { ReadOptions } from '../evidence/formats/format.ts';
import type { Found } from '../evidence/found.ts';
import { fitsPath } from '../evidence/path-pattern.ts';
import type { Settings } from './settings.ts';

/** The last rule whose pattern fits the path: what stands later is more special, and the command line last. */
function ruleFor<T>(rules: Readonly<Record<string, T>>, path: string): T | undefined {
  const pattern = Object.keys(rules).findLast((candidate) => fitsPath(candidate, path));
  return pattern === undefined ? undefined : rules[pattern];
}

/** What the settings say about reading the file at a path. */
export function readOptionsOf(settings: Settings): (path: string) => ReadOptions {
  const { vpc_fields, log_formats, zones, years } = settings;
  return (path) => {
    const zone = ruleFor(zones, path);
    const year = ruleFor(years, path);
    return {
      ...(vpc_fields && { vpcFields: vpc_fields }),
      ...(log_formats.length > 0 && { logFormats: log_formats }),
      ...(zone !== undefined && { zone }),
      ...(year !== undefined && { year }),
    };
  };
}

/** A sentence for each zone and year whose pattern fits no file: a mistyped one would change nothing in silence. */
export function unusedRules(settings: Settings, found: readonly Found[]): string[] {
  const kinds = { zone: Object.keys(settings.zones), year: Object.keys(settings.years) };
  return Object.entries(kinds).flatMap(([kind, patterns]) =>
    patterns
      .filter((pattern) => !found.some(({ path }) => fitsPath(pattern, path)))
      .map((pattern) => `no file of the evidence fits ${pattern}: the ${kind} given for it was not used`),
  );
}
