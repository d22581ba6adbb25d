import { joined, sameRules } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Circumstances, Firewall, Sheet } from '../firewall.ts';
import { PACKET_FILTER } from '../packet-filter.ts';
import { refreshScript } from './refresh.ts';
import { blockScript, confirmScript, undoScript } from './script.ts';

const run = (name: string): string => `powershell -NoProfile -ExecutionPolicy Bypass -File ${name}`;

function sheet(name: string, text: string): Sheet {
  return { name, text, use: run(name) };
}

function render(rules: readonly Rule[], { now, present }: Circumstances): Sheet[] {
  const staying = rules.filter(({ until }) => until === undefined);
  const timed = rules.filter(({ until }) => until !== undefined);
  const before = present.filter(({ until }) => until === undefined);
  const sheets: Sheet[] = [];
  if (staying.length > 0 && !sameRules(staying, before)) {
    sheets.push(sheet('abusedesk-block.ps1', blockScript('stay', staying, now)));
  }
  if (timed.length > 0) {
    sheets.push(sheet('abusedesk-block-for.ps1', blockScript('timed', timed, now)));
    const kept = rules.map(({ prefixes, direction, port }) =>
      port === undefined ? { prefixes, direction } : { prefixes, direction, port },
    );
    sheets.push(sheet('abusedesk-confirm.ps1', confirmScript(joined(kept))));
  }
  return [...sheets, sheet('abusedesk-undo.ps1', undoScript(before))];
}

/**
 * The firewall of Windows 8 and Server 2012 or later, by the cmdlets of its NetSecurity module. The scripts are handed
 * over; a scheduled task, registered first, ends what is there for a time.
 */
export const windowsFirewall: Firewall = {
  name: 'windows-firewall',
  title: 'Windows Firewall',
  can: { ...PACKET_FILTER, survivesRestart: true },
  render,
  schedule: (commands, folder) => {
    const name = 'abusedesk-schedule.ps1';
    return sheet(name, refreshScript(commands, `${folder}\\abusedesk-block.ps1`));
  },
};
