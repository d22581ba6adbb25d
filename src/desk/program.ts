import type { Environment } from '../base/ports.ts';

/** How this program is called here. npx says in the environment that it called; only then would `abusedesk` alone not be found. */
export function programOf({ env }: Environment): readonly string[] {
  return env['npm_command'] === 'exec' ? ['npx', 'abusedesk'] : ['abusedesk'];
}
