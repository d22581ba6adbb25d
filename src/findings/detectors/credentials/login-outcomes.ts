import type { Dialect } from '../../../events/engines/engine.ts';
import type { LoginLog } from './login-log.ts';
import type { Step } from '../../sql/steps.ts';
import { LOGIN_DETAIL } from '../../../tables/login-details.ts';

/** Services of honeypots let everybody in who tries for long enough: that is no break-in. */
const HONEYPOT = `(service LIKE 'cowrie%' OR service LIKE 'dionaea%' OR service LIKE 'opencanary%')`;

/**
 * Windows logs a session without credentials as a network logon that worked (event 4624, ANONYMOUS LOGON); a
 * client that only looks around has it too.
 */
const NOBODY = `(lower(username) LIKE '%anonymous logon' OR lower(username) LIKE '%anonymous-anmeldung')`;

/**
 * How a login ended; null where that is not known, or is not about a password. A key that a user with an account
 * offers and that does not fit is the way SSH's agents work, not a guess (as in fail2ban's filter for sshd,
 * `publickey = nofail`). AWS STS refuses callers who lack a permission; no password is tried there.
 */
const OK = `CASE
    WHEN ok IS NULL OR service = 'aws-sts' THEN NULL
    WHEN ok = 0 AND detail = '${LOGIN_DETAIL.publicKey}' THEN NULL
    WHEN ok = 1 AND (coalesce(${HONEYPOT}, FALSE) OR coalesce(${NOBODY}, FALSE)) THEN NULL
    ELSE ok = 1
  END`;

/**
 * Of `logins`. A client is an address: without user agents nothing tells which addresses of a provider are one
 * attacker, and a stranger's failures must not make a suspect of another customer who logs in. For the same reason a
 * user is known at an address, and nowhere else.
 */
function loginOutcomes(dialect: Dialect): Step[] {
  return [
    {
      name: 'judged',
      sql: `SELECT ts, c_ip AS address, lower(coalesce(username, '')) AS account, username,
    coalesce(service, '') AS service, s_ip AS server, evidence, line, ${OK} AS ok
  FROM logins
  WHERE c_ip IS NOT NULL AND c_ip <> '::1' AND c_ip NOT LIKE '127.%' AND c_ip NOT LIKE 'fe80:%'`,
    },
    {
      name: 'outcomes',
      sql: `SELECT ts, judged.address, account, username, service, service AS agent, service AS lane, server,
    CAST(NULL AS INTEGER) AS port, evidence, line, ok, coalesce(provider, '') AS provider,
    coalesce(region, '') AS region, judged.address AS source, FALSE AS script
  FROM judged LEFT JOIN attribution ON attribution.address = judged.address
  WHERE ok IS NOT NULL`,
    },
    {
      name: 'known_at',
      few: true,
      sql: `SELECT account, address, min(ts) AS since FROM outcomes
  WHERE ok AND account <> '' GROUP BY account, address`,
    },
    {
      name: 'strange',
      sql: `SELECT outcomes.*, ${dialect.epoch('outcomes.ts')} AS second FROM outcomes
  LEFT JOIN known_at ON known_at.account = outcomes.account AND known_at.address = outcomes.address
  WHERE NOT ok AND (known_at.since IS NULL OR known_at.since >= outcomes.ts)`,
    },
  ];
}

/** Logins of servers and services: SSH, RDP, mail, consoles. */
export const SERVICE_LOGINS: LoginLog = { outcomes: loginOutcomes, first: 'clients', lanes: 'apart' };
