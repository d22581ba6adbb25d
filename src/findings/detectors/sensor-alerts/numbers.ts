import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { addresses, hosts, seconds } = SHARED_NUMBERS;

export const SENSOR_NUMBERS = {
  reported: {
    unit: 'requests',
    what: 'what sensors reported of it; several alerts about one request are one',
  },
  reported_blocked: { unit: 'requests', what: 'those of them that were blocked' },
  reported_passed: { unit: 'requests', what: 'those of them that were let through' },
  bans: { unit: 'bans', what: 'how often it was shut out' },
  alerts_in_busiest_window: {
    unit: 'alerts in `sensor_alerts.window`',
    what: 'most alerts about it in one window',
  },
  addresses,
  hosts,
  seconds,
  downloads: { unit: 'files', what: 'files that a honeypot was made to fetch, or was given' },
  different_files: { unit: 'files', what: 'different ones among them, by their hash' },
  commands: { unit: 'commands', what: 'commands that were typed in a honeypot' },
  different_commands: { unit: 'commands', what: 'different ones among them' },
  urls: { unit: 'URLs', what: 'distinct URLs that they came from' },
} as const satisfies NumberGroup;
