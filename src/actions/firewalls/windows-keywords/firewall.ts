import type { Firewall } from '../firewall.ts';
import { PACKET_FILTER } from '../packet-filter.ts';
import { scriptsFor } from '../windows-scripts.ts';
import { refreshTask } from '../windows-task.ts';
import { byKeywords } from './keywords.ts';

/**
 * The same firewall from build 20348 on (Windows 11, Server 2022; Microsoft Learn, Firewall dynamic keywords, 2026): the
 * rules name dynamic keyword addresses, so that a refresh changes those. On an older build the first cmdlet is
 * not known, and the script stops before it has changed anything.
 */
export const windowsKeywords: Firewall = {
  name: 'windows-keywords',
  title: 'Windows Firewall, dynamic keyword addresses (build 20348 or later)',
  can: { ...PACKET_FILTER, survivesRestart: true, capacity: { entries: 10_000, per: 'list' } },
  render: (rules, circumstances) => scriptsFor(byKeywords, rules, circumstances),
  schedule: refreshTask,
};
