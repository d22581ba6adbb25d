import { posix, win32 } from 'node:path';
import type { Environment, Files } from './ports.ts';
import { UserError } from './errors.ts';

/** The user's own folder. @throws UserError when the environment names none */
function userFolder({ env, platform }: Environment, lacks: string): string {
  const user = platform === 'win32' ? env['USERPROFILE'] : env['HOME'];
  if (user) return user;
  throw new UserError(`no home folder is set, so ${lacks}`, {
    hint: 'Set ABUSEDESK_HOME to a folder that abusedesk may write.',
  });
}

/** An absolute path that an XDG variable gives; a relative one is to be ignored (XDG Base Directory, "Basics"). */
function xdgFolder({ env, platform }: Environment, name: string): string | undefined {
  const folder = env[name];
  const unix = platform !== 'win32' && platform !== 'darwin';
  return unix && folder && posix.isAbsolute(folder) ? folder : undefined;
}

/**
 * Where abusedesk keeps what outlives a case: `$ABUSEDESK_HOME`, else the platform's folder for application
 * data (XDG Base Directory on Unix, `~/Library/Application Support` on macOS, `%LOCALAPPDATA%` on Windows).
 * @throws UserError when the environment names no home
 */
export function homeFolder(effects: Files & Environment): string {
  const { env, platform } = effects;
  const path = platform === 'win32' ? win32 : posix;
  const given = env['ABUSEDESK_HOME'];
  if (given) return path.resolve(effects.cwd(), given);
  if (platform === 'win32' && env['LOCALAPPDATA']) return path.join(env['LOCALAPPDATA'], 'abusedesk');
  const xdg = xdgFolder(effects, 'XDG_DATA_HOME');
  if (xdg !== undefined) return path.join(xdg, 'abusedesk');
  const user = userFolder(effects, 'there is no place for the provider ranges');
  if (platform === 'win32') return path.join(user, 'AppData', 'Local', 'abusedesk');
  if (platform === 'darwin') return path.join(user, 'Library', 'Application Support', 'abusedesk');
  return path.join(user, '.local', 'share', 'abusedesk');
}

/**
 * Where the user's settings are looked for: `$ABUSEDESK_HOME`, else the platform's folder for configuration (XDG Base
 * Directory on Unix, `~/Library/Application Support` on macOS, `%APPDATA%` on Windows). Never the current folder: people
 * are in the evidence when they investigate it.
 * @throws UserError when the environment names no home
 */
export function configFolder(effects: Environment & Files): string {
  const { env, platform } = effects;
  const path = platform === 'win32' ? win32 : posix;
  const given = env['ABUSEDESK_HOME'];
  if (given) return path.resolve(effects.cwd(), given);
  if (platform === 'win32' && env['APPDATA']) return path.join(env['APPDATA'], 'abusedesk');
  const xdg = xdgFolder(effects, 'XDG_CONFIG_HOME');
  if (xdg !== undefined) return path.join(xdg, 'abusedesk');
  const user = userFolder(effects, 'there is no place for settings');
  if (platform === 'win32') return path.join(user, 'AppData', 'Roaming', 'abusedesk');
  if (platform === 'darwin') return path.join(user, 'Library', 'Application Support', 'abusedesk');
  return path.join(user, '.config', 'abusedesk');
}

/** Does the environment name a place for settings? */
export function hasHome(effects: Files & Environment): boolean {
  try {
    return configFolder(effects) !== '';
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
