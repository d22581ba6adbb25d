import { UserError } from '../../../base/errors.ts';
import type { Scheduled } from '../../schedule.ts';
import { literal, script, SETTINGS } from './frame.ts';

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
 * @param blockScript path of the script that the last command writes
 */
export function refreshScript(commands: readonly Scheduled[], blockScript: string): string {
  const names = commands.map((_, i) => `step${i + 1}`);
  const run = ['powershell.exe', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File'];
  return script('keeps the block current', [
    ...commands.map(({ argv }, i) => action(names[i]!, argv)),
    action('block', [...run, blockScript]),
    "$daily = New-ScheduledTaskTrigger -Daily -At '04:00'",
    '$start = New-ScheduledTaskTrigger -AtStartup',
    SETTINGS,
    `Register-ScheduledTask -TaskName ${literal(TASK)} -User 'NT AUTHORITY\\SYSTEM' -RunLevel Highest -Action ${[...names, 'block'].map((name) => `$${name}`).join(', ')} -Trigger $daily, $start -Settings $settings -Force | Out-Null`,
  ]);
}
