import type { ThresholdGroup } from '../../threshold.ts';

export const LOGIN_ATTACK = {
  name: 'login_attack',
  thresholds: {
    window: {
      default: 1800,
      unit: 's',
      what: 'time in which the failed logins of one client are counted',
      source: 'Zeek policy/protocols/ssh/detect-bruteforcing: guessing_timeout 30 minutes',
    },
    failures: {
      default: 30,
      unit: 'failed logins',
      what: 'failed logins of one client in one window, or of one group of rotating clients in all',
      source: 'Zeek policy/protocols/ssh/detect-bruteforcing: password_guesses_limit 30',
    },
    accounts: {
      default: 10,
      unit: 'accounts',
      what: 'accounts on which one client failed and never succeeded (password spraying)',
      source: 'definition',
    },
    rotating_addresses: {
      default: 5,
      unit: 'addresses',
      what: 'addresses of one provider that failed with the same user agent (one attacker who rotates)',
      source: 'definition',
    },
    distributed_addresses: {
      default: 20,
      unit: 'addresses in one window',
      what: 'addresses that failed on one account in one window, each below the other limits or not',
      source: 'definition: a telephone with an old password changes its address a few times in half an hour',
    },
    travel: {
      default: 7200,
      unit: 's',
      what: 'time within which nobody gets from one part of the world to another',
      source:
        'definition: cloud regions of two parts of the world are 1,900 km apart and more (Mumbai and the Emirates); an airliner cruises at 903 km/h (Boeing 787: Mach 0.85)',
    },
    failures_per_known_account: {
      default: 3,
      unit: 'failed logins per account that succeeded',
      what: 'an office behind one address mistypes too; more failures than this for each of its accounts is no office',
      source: 'definition',
    },
    failures_before_success: {
      default: 10,
      unit: 'failed logins',
      what: 'failed logins before the one that worked, to call the credentials guessed and not mistyped',
      source: 'Microsoft Entra smart lockout: an account locks after 10 failures by default',
    },
  },
} as const satisfies ThresholdGroup;
