import type { CheckContext, CheckFamily, CheckResult, Reached } from '../../check.ts';
import { REACHED_ROWS } from './sentences.ts';

/** From so many addresses on it is no longer a few people of one's own. */
const MANY = 10;
/** Services by which a computer is taken over when a password is guessed. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [3389, 'RDP'],
  [5900, 'VNC'],
  [5985, 'WinRM'],
  [5986, 'WinRM'],
]);

function check({ host, port, clients, sample, from, to }: Reached): CheckResult {
  const isMany = clients >= MANY;
  const name = NAMES.get(port);
  const written = name === undefined ? String(port) : `${port} (${name})`;
  return {
    id: `reached.${port}`,
    outcome: isMany ? 'failed' : 'cannot_tell',
    severity: isMany ? 'high' : 'low',
    message: {
      key: isMany ? 'reachedMany' : 'reachedFew',
      params: { port: written, host, clients, from, to, sample },
    },
    fix: { key: 'reachedFix', params: { port: written } },
    reference: 'AWS Security Hub EC2.19',
    lines: [],
  };
}

export const REACHED: CheckFamily = {
  name: 'reached',
  title:
    'Ports of administration (SSH, RDP, VNC, WinRM) that answered addresses from outside, by the flow log',
  rows: REACHED_ROWS,
  files: [],
  run: ({ reached = [] }: CheckContext) => reached.map(check),
};
