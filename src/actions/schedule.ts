/** A command that is run again and again, as an array of arguments. */
export interface Scheduled {
  argv: readonly string[];
  /** Environment that it needs. */
  env: Readonly<Record<string, string>>;
}

/** Quotes a text of a unit (systemd.syntax(7), "Quoting"): a line of it would else be a setting of its own, and `%` a specifier. */
function unitText(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    // oxlint-disable-next-line no-control-regex -- as they are written between quotes
    .replaceAll(/[\u0001-\u001f\u007f]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return /^[\w./:=@,+-]+$/.test(text) ? text : `"${escaped}"`;
}

/** A word of a unit's command line (systemd.service(5), "Command lines"): `$` is special there, too. */
function unitWord(word: string): string {
  return unitText(word).replaceAll('$', '$$$$');
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
    ...Object.entries(env).map(([key, value]) => `Environment=${unitText(`${key}=${value}`)}`),
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
