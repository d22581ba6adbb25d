import type { HostScript } from '../../findings/detector.ts';
import type { FileFact } from '../../hosts/facts.ts';
import { isScript } from '../../hosts/scripts/places.ts';
import type { Attachments } from '../attachments.ts';

/** Original lines of a file: those that give it away, or where it is listed. */
function linesOf({ signs = [], origin: { evidence, line, by } }: FileFact): HostScript['lines'] {
  const own = by === 'file' ? signs.map((sign) => ({ evidence, line: sign.line })) : [];
  return own.length > 0 ? own : [{ evidence, line }];
}

/** Scripts of web servers that listings and files among the evidence tell of; what is said of one twice is put together. */
export function hostScripts({ pastes, files }: Attachments): HostScript[] {
  const byPath = new Map<string, HostScript>();
  for (const file of [...pastes.flatMap(({ paste }) => paste.facts.files), ...files.files]) {
    if (!isScript(file.path)) continue;
    const path = file.path.replace(/^\.\//, '/');
    const known = byPath.get(path);
    byPath.set(path, {
      path,
      signs: [...(known?.signs ?? []), ...(file.signs ?? [])],
      lines: [...(known?.lines ?? []), ...linesOf(file)],
    });
  }
  return [...byPath.values()];
}
