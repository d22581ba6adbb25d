import type { Detector } from '../detector.ts';
import { findLoginAttacks } from '../login-attack.ts';
import type { LoginAttack } from '../login-attack.ts';
import { WEB_LOGINS } from '../web-outcomes.ts';

const ATTACK: LoginAttack = {
  name: 'web-login-attack',
  source:
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 failures in 30 minutes), applied to web logins; ' +
    'spraying and rotating sources: definition',
  log: WEB_LOGINS,
  nameless: 'the form does not log for which account',
  shared: (agent) =>
    agent === '' ? 'all with no user agent' : `all with the user agent ${agent.slice(0, 120)}`,
  inForce(context) {
    const { window, failures, accounts, rotating_addresses } = context.thresholds.login_attack;
    return (
      `${failures} failed logins of one client in ${window / 60} minutes, ` +
      `or on ${accounts} accounts that it never entered, or ${failures} of one provider's clients with the same ` +
      `user agent from ${rotating_addresses} addresses or more`
    );
  },
};

/** Guessed passwords on web logins: by one client, or by one attacker's rotating addresses. */
export const webLoginAttack: Detector = {
  name: ATTACK.name,
  type: 'login_attack',
  title: 'A client, or rotating clients of one provider, try passwords on a web login',
  source: ATTACK.source,
  table: 'requests',
  detect: (context) => findLoginAttacks(context, ATTACK),
};
