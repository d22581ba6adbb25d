/** A command that is run again and again, as an array of arguments. */
export interface Scheduled {
  argv: readonly string[];
  /** Environment that it needs. */
  env: Readonly<Record<string, string>>;
}

/** Quotes a word of a unit's command line (systemd.service(5), "Command lines"): `%` and `$` are special there. */
function unitWord(word: string): string {
  const escaped = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$');
  return /^[\w./:=@,+-]+$/.test(word) ? word : `"${escaped}"`;
}

/**
 * A systemd service and its timer: the block is made anew at each start, and each day, when the published ranges have
 * been asked again.
 */
export function systemdUnits(name: string, commands: readonly Scheduled[]): { name: string; text: string }[] {
  const env: Record<string, string> = {};
  for (const command of commands) Object.assign(env, command.env);
  const service = [
    '[Unit]',
    'Description=abusedesk: keeps a block current',
    'After=network-online.target nftables.service',
    'Wants=network-online.target',
    '',
    '[Service]',
    'Type=oneshot',
    ...Object.entries(env).map(([key, value]) => `Environment=${unitWord(`${key}=${value}`)}`),
    ...commands.map(({ argv }) => `ExecStart=${argv.map(unitWord).join(' ')}`),
    '',
  ];
  const timer = [
    '[Unit]',
    'Description=abusedesk: keeps a block current',
    '',
    '[Timer]',
    'OnBootSec=30s',
    'OnCalendar=daily',
    'RandomizedDelaySec=1h',
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ];
  return [
    { name: `${name}.service`, text: service.join('\n') },
    { name: `${name}.timer`, text: timer.join('\n') },
  ];
}
