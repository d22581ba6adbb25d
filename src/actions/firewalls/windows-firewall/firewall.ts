import type { Firewall } from '../firewall.ts';
import { PACKET_FILTER } from '../packet-filter.ts';
import { inRules, scriptsFor } from '../windows-scripts.ts';
import { refreshTask } from '../windows-task.ts';

/**
 * The firewall of Windows 8 and Server 2012 or later, by the cmdlets of its NetSecurity module. The scripts are handed
 * over; a scheduled task, registered first, ends what is there for a time.
 */
export const windowsFirewall: Firewall = {
  name: 'windows-firewall',
  title: 'Windows Firewall',
  can: { ...PACKET_FILTER, survivesRestart: true },
  render: (rules, circumstances) => scriptsFor(inRules, rules, circumstances),
  schedule: refreshTask,
};
