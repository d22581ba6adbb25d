import { posix, win32 } from 'node:path';
import type { Effects } from './effects.ts';
import { UserError } from './errors.ts';

/**
 * Where abusedesk keeps what outlives a case: `$ABUSEDESK_HOME`, else the platform's folder for application
 * data (XDG Base Directory on Unix, `~/Library/Application Support` on macOS, `%LOCALAPPDATA%` on Windows).
 * @throws UserError when the environment names no home
 */
export function homeFolder(effects: Effects): string {
  const { env, platform } = effects;
  const path = platform === 'win32' ? win32 : posix;
  const given = env['ABUSEDESK_HOME'];
  if (given) return path.resolve(effects.cwd(), given);
  const user = platform === 'win32' ? env['USERPROFILE'] : env['HOME'];
  if (platform === 'win32' && env['LOCALAPPDATA']) return path.join(env['LOCALAPPDATA'], 'abusedesk');
  const xdg = env['XDG_DATA_HOME'];
  if (platform !== 'win32' && platform !== 'darwin' && xdg && path.isAbsolute(xdg)) {
    return path.join(xdg, 'abusedesk');
  }
  if (!user) {
    throw new UserError('no home folder is set, so there is no place for the provider ranges', {
      hint: 'Set ABUSEDESK_HOME to a folder that abusedesk may write.',
    });
  }
  if (platform === 'win32') return path.join(user, 'AppData', 'Local', 'abusedesk');
  if (platform === 'darwin') return path.join(user, 'Library', 'Application Support', 'abusedesk');
  return path.join(user, '.local', 'share', 'abusedesk');
}
