import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { addresses, logins_succeeded, requests_succeeded, seconds } = SHARED_NUMBERS;

export const CREDENTIAL_NUMBERS = {
  failures: { unit: 'failed logins', what: 'failed logins of the client, or of the clients together' },
  requests_succeeded,
  logins_succeeded,
  logins_refused: { unit: 'logins', what: 'logins refused though the password or key was right' },
  addresses,
  accounts: { unit: 'accounts', what: 'distinct accounts that were tried' },
  accounts_never_let_in: { unit: 'accounts', what: 'those of them that never let the client in' },
  failures_before: { unit: 'failed logins', what: 'failed logins with the account before one worked' },
  failures_of_source: { unit: 'failed logins', what: 'failed logins of the same client, whatever account' },
  failures_in_busiest_window: {
    unit: 'failed logins in `login_attack.window`',
    what: 'most failed logins of one client in one window',
  },
  addresses_in_busiest_window: {
    unit: 'addresses in `login_attack.window`',
    what: 'most addresses that failed on the account in one window',
  },
  trips: { unit: 'logins', what: 'logins that came too soon after one from another part of the world' },
  seconds_between: { unit: 's', what: 'least time between two such logins' },
  failures_per_hour: { unit: 'failed logins per hour', what: '`failures` over `seconds`, an hour at least' },
  seconds,
} as const satisfies NumberGroup;
