import type { ReadOptions } from '../formats/format.ts';
import { hasShape } from '../formats/shapes.ts';
import type { EvidenceFile } from '../evidence/evidence-file.ts';
import { quotedName } from '../base/file-names.ts';
import { fitsPath } from './path-pattern.ts';
import type { GapMessage } from '../cases/messages.ts';
import type { Settings } from './settings.ts';

/** The last pattern that fits the path: a later one is more special, and the command line last. */
function patternFor(rules: object, path: string): string | undefined {
  return Object.keys(rules).findLast((candidate) => fitsPath(candidate, path));
}

/** Does a pattern single out files, in place of fitting all? */
function names(pattern: string): boolean {
  return !/^[*/]*$/.test(pattern);
}

/** What the settings say about reading the file at a path. */
export function readOptionsOf(settings: Settings): (path: string) => ReadOptions {
  const { vpc_fields, log_formats, zones, years } = settings;
  return (path) => {
    const pattern = patternFor(zones, path);
    const zone = pattern === undefined ? undefined : zones[pattern];
    const year = years[patternFor(years, path) ?? ''];
    return {
      ...(vpc_fields && { vpcFields: vpc_fields }),
      ...(log_formats.length > 0 && { logFormats: log_formats }),
      ...(pattern !== undefined && zone !== undefined && { zone, zoneNamed: names(pattern) }),
      ...(year !== undefined && { year }),
    };
  };
}

/** Log formats that were given and that no file has. */
function unusedFormats({ log_formats }: Settings, found: readonly EvidenceFile[]): string[] {
  const read = found.filter(({ format }) => format?.shapes !== undefined);
  return log_formats.filter((format) => !read.some(({ head }) => hasShape(head, format)));
}

/**
 * A message for each zone and year whose pattern fits no file, and each log format that no file has: a mistyped
 * one would change nothing in silence.
 */
export function unusedRules(settings: Settings, found: readonly EvidenceFile[]): GapMessage[] {
  const fitsNone = (pattern: string): boolean => !found.some(({ path }) => fitsPath(pattern, path));
  const unused = (kind: 'zone' | 'year', rules: object): GapMessage[] =>
    Object.keys(rules)
      .filter(fitsNone)
      .map((pattern) => ({ key: 'gapUnusedRule', params: { pattern, kind } }));
  const formats = unusedFormats(settings, found).map((format): GapMessage => ({
    key: 'gapUnusedFormat',
    params: { format: quotedName(format) },
  }));
  return [...unused('zone', settings.zones), ...unused('year', settings.years), ...formats];
}
