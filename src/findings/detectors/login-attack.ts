import type { Detector } from '../detector.ts';
import { findLoginAttacks } from '../login-attack.ts';
import type { LoginAttack } from '../login-attack.ts';
import { SERVICE_LOGINS } from '../login-outcomes.ts';

const ATTACK: LoginAttack = {
  name: 'login-attack',
  source:
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 failures in 30 minutes), applied to every service; ' +
    'spraying and rotating sources: definition',
  log: SERVICE_LOGINS,
  nameless: 'the log does not say for which account',
  shared: () => 'none of which is beyond the threshold by itself',
  inForce(context) {
    const { window, failures, accounts, rotating_addresses } = context.thresholds.login_attack;
    return (
      `${failures} failed logins of one client at one service in ${window / 60} minutes, ` +
      `or on ${accounts} accounts that it never entered, or ${failures} in all of one provider's clients ` +
      `at one service, from ${rotating_addresses} addresses or more that stay below`
    );
  },
};

/** Guessed passwords on SSH, RDP, mail and other services: by one client, or by one provider's many. */
export const loginAttack: Detector = {
  name: ATTACK.name,
  type: 'login_attack',
  title: 'A client, or rotating clients of one provider, try passwords on a service',
  source: ATTACK.source,
  table: 'logins',
  detect: (context) => findLoginAttacks(context, ATTACK),
};
