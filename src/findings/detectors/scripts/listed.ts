import { isScript } from '../../../hosts/scripts/places.ts';
import type { HostScript, MailedScript } from '../../detector.ts';

function decoded(stem: string): string {
  try {
    return decodeURIComponent(stem);
  } catch {
    return stem;
  }
}

/** Document roots under which a script would have been asked by this path. */
function rootOf(path: string, stem: string): string | undefined {
  return stem.startsWith('/') && path.endsWith(stem) ? path.slice(0, path.length - stem.length) : undefined;
}

/**
 * Which of the host's scripts was meant by a path that was asked for. A path may fit several (`/index.php`); then it is the
 * one below the document root that explains most of the paths.
 * @param stems as logged, percent-encoded
 */
export function matchScripts(
  scripts: readonly HostScript[],
  stems: readonly string[],
): Map<string, HostScript> {
  const byName = new Map<string, HostScript[]>();
  for (const script of scripts) {
    if (!isScript(script.path)) continue;
    const name = script.path.slice(script.path.lastIndexOf('/') + 1);
    byName.set(name, [...(byName.get(name) ?? []), script]);
  }
  const fits: { stem: string; script: HostScript; root: string }[] = [];
  const votes = new Map<string, number>();
  for (const stem of stems) {
    const path = decoded(stem);
    for (const script of byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? []) {
      const root = rootOf(script.path.startsWith('/') ? script.path : `/${script.path}`, path);
      if (root === undefined) continue;
      fits.push({ stem, script, root });
      votes.set(root, (votes.get(root) ?? 0) + 1);
    }
  }
  const best = new Map<string, (typeof fits)[number]>();
  for (const fit of fits) {
    const known = best.get(fit.stem);
    if (known === undefined || (votes.get(fit.root) ?? 0) > (votes.get(known.root) ?? 0))
      best.set(fit.stem, fit);
  }
  return new Map(Array.from(best, ([stem, { script }]) => [stem, script]));
}

/**
 * Which of the scripts that mails name in their header was asked for by a path: the same path, or the same file name where the header
 * has no more. A path that two mails name has the callers of both.
 * @param stems as logged, percent-encoded
 */
export function matchMailed(
  mailed: readonly MailedScript[],
  stems: readonly string[],
): Map<string, MailedScript> {
  const callers = new Map<string, string[]>();
  for (const { path, callers: own } of mailed) callers.set(path, [...(callers.get(path) ?? []), ...own]);
  const found = new Map<string, MailedScript>();
  if (callers.size === 0) return found;
  for (const stem of stems) {
    const path = decoded(stem);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const named = [path, name].find((one) => callers.has(one));
    if (named !== undefined) found.set(stem, { path: named, callers: callers.get(named) ?? [] });
  }
  return found;
}
