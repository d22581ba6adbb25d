import type { Clock } from '../base/ports.ts';
import type { HostSource } from '../hosts/document.ts';
import { Facts } from '../hosts/facts.ts';
import { listedIn, pasteGaps } from '../hosts/pastes/gaps.ts';
import { takeModules, uncheckedModules } from '../hosts/pastes/modules.ts';
import type { Paste } from '../hosts/pastes/paste.ts';
import { dateFacts } from '../hosts/traffic/dates.ts';
import { takeListedTwice } from '../hosts/watch/pasted.ts';
import type { HostMessage } from '../hosts/words/messages.ts';

/** So many modules are named. */
const MOST_NAMED = 10;

/** The day, as dates of support have it. */
export function dayOf(clock: Clock): string {
  return clock.now().toISOString().slice(0, 10);
}

/**
 * What pastes of one host say together.
 * @param today `2026-11-30`, for dates of support
 * @param taken when they were taken, ISO 8601 UTC, as the user says
 */
export function pastedHost(
  pastes: readonly { path: string; paste: Paste }[],
  today: string,
  taken?: string,
): HostSource {
  const facts = new Facts();
  const gaps: HostMessage[] = [];
  for (const { path, paste } of pastes) {
    takeModules(paste);
    dateFacts(paste.facts, paste.hosts, taken);
    facts.add(paste.facts);
    if (paste.parsed === 0 && paste.facts.isEmpty()) gaps.push({ key: 'nothingRead', params: { path } });
  }
  takeListedTwice(facts);
  const modules = uncheckedModules(facts);
  if (modules.length > 0)
    gaps.push({ key: 'modulesUnchecked', params: { modules: modules.slice(0, MOST_NAMED) } });
  gaps.push(...pasteGaps(pastes.map(({ paste }) => paste)));
  return {
    source: 'pastes',
    hosts: [...new Set(pastes.flatMap(({ paste }) => paste.hosts))],
    evidence: pastes.map(({ path, paste: { read, parsed, rejected, skipped, rejects, skips } }) => ({
      path,
      read,
      parsed,
      rejected,
      skipped,
      rejects,
      skips,
    })),
    facts,
    gaps,
    listed: listedIn(pastes.map(({ paste }) => paste)),
    today,
  };
}
