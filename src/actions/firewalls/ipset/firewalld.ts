import { UserError } from '../../../base/errors.ts';
import type { Host } from '../../host.ts';

async function firewalldRuns(host: Host): Promise<boolean> {
  try {
    return (await host.run(['firewall-cmd', '--state'])).stdout.trim() === 'running';
  } catch {
    // It is not installed.
    return false;
  }
}

/**
 * firewalld empties all tables of iptables at its start and at each reload, whosever rules are in them (1.3.3, with
 * `FlushAllOnReload=yes`, its default): a block there would be gone without a word.
 * @throws UserError where it runs
 */
export async function refuseBesideFirewalld(host: Host): Promise<void> {
  if (!(await firewalldRuns(host))) return;
  throw new UserError(
    'firewalld runs on this computer, and each of its reloads takes the rules of iptables away',
    {
      hint: 'Use --sink nftables, whose table it leaves alone, or --sink firewalld.',
    },
  );
}
