import type { Detector } from '../../detector.ts';
import { findLoginAttacks } from './attack.ts';
import type { LoginAttack } from './attack.ts';
import { attackedRows } from './attackers.ts';
import { SERVICE_LOGINS } from './login-outcomes.ts';

const ATTACK: LoginAttack = {
  name: 'login-attack',
  source: { key: 'sourceLoginAttack', params: {} },
  log: SERVICE_LOGINS,
  nameless: { key: 'triedUnnamed', params: { log: 'log' } },
  shared: () => ({ key: 'sharedNothing', params: {} }),
  rule: 'loginAttackRule',
};

/** Guessed passwords on SSH, RDP, mail and other services: by one client, or by one provider's many. */
export const loginAttack: Detector = {
  name: ATTACK.name,
  type: 'login_attack',
  title: 'A client, or rotating clients of one provider, try passwords on a service',
  source: ATTACK.source,
  table: 'logins',
  accused: (context) => attackedRows(context, ATTACK.name, ATTACK.log),
  detect: (context) => findLoginAttacks(context, ATTACK),
};
