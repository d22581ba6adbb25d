import type { Detector } from '../../detector.ts';
import { findLoginAttacks } from './attack.ts';
import type { LoginAttack } from './attack.ts';
import { attackedRows } from './attackers.ts';
import { WEB_LOGINS } from './web-outcomes.ts';

const ATTACK: LoginAttack = {
  name: 'web-login-attack',
  source: { key: 'sourceWebAttack', params: {} },
  log: WEB_LOGINS,
  nameless: { key: 'triedUnnamed', params: { log: 'form' } },
  shared: (agent) => ({ key: 'sharedAgent', params: { agent: agent.slice(0, 120) } }),
  rule: 'webAttackRule',
};

/** Guessed passwords on web logins: by one client, or by one attacker's rotating addresses. */
export const webLoginAttack: Detector = {
  name: ATTACK.name,
  type: 'login_attack',
  title: 'A client, or rotating clients of one provider, try passwords on a web login',
  source: ATTACK.source,
  table: 'requests',
  accused: (context) => attackedRows(context, ATTACK.name, ATTACK.log),
  detect: (context) => findLoginAttacks(context, ATTACK),
};
