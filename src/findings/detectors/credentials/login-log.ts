import type { Dialect, Row } from '../../../events/engines/engine.ts';
import type { Finding } from '../../../model/finding.ts';
import { samples } from '../../sql/samples.ts';
import type { Step } from '../../sql/steps.ts';

/**
 * How one table tells of logins, for the detectors that look for guessed passwords. `outcomes` gives steps
 * up to two tables:
 *
 * - `outcomes`: one row per login of which is known how it ended: `ts`, `address`, `account` (lower case, empty where
 *   none is logged), `username`, `service`, `server`, `port`, `ok`, `provider` and `region` (empty: of no known cloud),
 *   `agent` (what the rotating addresses of one attacker have in common), `lane` (failures of one client are counted
 *   for each by itself), `script` (a program, no person), `source` (what counts as the same client), `evidence`, `line`;
 * - `strange`: the failures among them that a known user does not explain, with `second` since 1970.
 */
export interface LoginLog {
  outcomes(dialect: Dialect): Step[];
  /**
   * Who is singled out first: addresses that a common user agent shows to be one attacker, of which none gets a
   * finding of its own; or, where nothing but the provider joins them, the clients that are too many by themselves.
   */
  first: 'groups' | 'clients';
  /**
   * Lanes of one client that are too many by themselves: services are attacked one by one, and each has a finding; user agents of
   * one address are one attacker who changes them, and share a finding.
   */
  lanes: 'apart' | 'together';
}

/** What was logged in to, of a row with `servers`, `server_sample` and `ports`. */
export function targetsOf(row: Row): Finding['targets'] {
  return {
    hosts: Number(row['servers']),
    ports: samples(row['ports']).map(Number),
    sample: samples(row['server_sample']),
  };
}
