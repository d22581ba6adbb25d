import { UserError } from '../../base/errors.ts';
import type { Scheduled } from '../schedule.ts';
import type { Sheet } from './firewall.ts';
import { literal, script, SETTINGS, sheetOfScript } from './powershell.ts';

const TASK = 'abusedesk block refresh';

/** A word of a command line, as programs of Windows take it apart (Microsoft, CommandLineToArgvW). */
function word(text: string): string {
  if (text.includes('"')) throw new UserError(`a scheduled task cannot be given a quotation mark: ${text}`);
  if (/^[\w.:\\/=@,+-]+$/.test(text)) return text;
  // Backslashes before the closing mark would take its meaning away.
  return `"${text}${/\\*$/.exec(text)![0]}"`;
}

function action(name: string, argv: readonly string[]): string {
  const [program = '', ...rest] = argv;
  return `$${name} = New-ScheduledTaskAction -Execute ${literal(program)} -Argument ${literal(rest.map(word).join(' '))}`;
}

/**
 * Registers a task that runs these commands in turn, each day and at each start, and after them the block's script. Flat,
 * as the other scripts are; what it replaces is the task of the same name.
 * @param folder where the last command writes the block's script
 */
export function refreshTask(commands: readonly Scheduled[], folder: string): Sheet {
  const names = commands.map((_, i) => `step${i + 1}`);
  const run = ['powershell.exe', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File'];
  const text = script('keeps the block current', [
    ...commands.map(({ argv }, i) => action(names[i]!, argv)),
    action('block', [...run, `${folder}\\abusedesk-block.ps1`]),
    "$daily = New-ScheduledTaskTrigger -Daily -At '04:00'",
    '$start = New-ScheduledTaskTrigger -AtStartup',
    SETTINGS,
    `Register-ScheduledTask -TaskName ${literal(TASK)} -User 'NT AUTHORITY\\SYSTEM' -RunLevel Highest -Action ${[...names, 'block'].map((name) => `$${name}`).join(', ')} -Trigger $daily, $start -Settings $settings -Force | Out-Null`,
  ]);
  return sheetOfScript('abusedesk-schedule.ps1', text);
}
