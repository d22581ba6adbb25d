import type { Facts } from '../facts.ts';
import { INSTALLED, TEMPORARY_PATH } from '../indicators/usual.ts';
import type { HostProcess, Sign } from './host.ts';
import { processSigns } from './processes.ts';

/**
 * Programs that came back while they were watched. Shells, schedulers and servers start installed programs again and again:
 * of those it is said only where something else speaks against the process.
 */
export function respawnSigns(
  { respawns }: Pick<Facts, 'respawns'>,
  processes: ReadonlyMap<number, HostProcess>,
): Sign[] {
  return respawns.flatMap((one): Sign[] => {
    const { path, pids, starts, seconds, places, origin } = one;
    const grave =
      TEMPORARY_PATH.test(path) ||
      pids.some((pid) => {
        const process = processes.get(pid);
        return process !== undefined && processSigns(process).some(({ severity }) => severity === 'high');
      });
    const pid = pids.at(-1);
    if (pid === undefined || (!grave && INSTALLED.test(path))) return [];
    const times = pids.length - 1;
    return [
      {
        detector: 'respawn',
        type: 'infected_host',
        certainty: grave ? 'likely' : 'cannot_tell',
        severity: grave ? 'high' : 'low',
        subject: { pid, path },
        numbers: { starts: times, seconds },
        message: { key: 'respawn', params: { path, pid: String(pid), times, seconds, starts } },
        origins: [origin, ...places],
      },
    ];
  });
}
