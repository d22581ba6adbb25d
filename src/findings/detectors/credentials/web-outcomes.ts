import type { Dialect } from '../../../events/engines/engine.ts';
import type { LoginLog } from './login-log.ts';
import type { Step } from '../../sql/steps.ts';
import { SCRIPT_AGENTS } from '../../sql/script-agents.ts';
import { PATH, SERVICE } from '../../sql/web-services.ts';

/**
 * Windows status codes with which IIS answers 401.1 to wrong credentials: ERROR_LOGON_FAILURE, account
 * restriction, hours, workstation, expired and disabled password or account, must change, locked out, and
 * SEC_E_LOGON_DENIED (Microsoft, "System Error Codes" and "COM Error Codes (Security)").
 */
const REFUSED = [1326, 1327, 1328, 1329, 1330, 1331, 1793, 1907, 1909, 2148074252].join(', ');

const QUERY = `('&' || lower(coalesce(cs_uri_query, '')) || '&')`;

/** Exchange sends a client whose form login failed to this page (Exchange 2007 to 2019, forms-based authentication). */
const FORM_REFUSED = `(${PATH} LIKE '/owa/auth/logon.aspx%' AND ${QUERY} LIKE '%&reason=2&%')`;
/** The form's own POST; it is answered with 302 either way. */
const FORM_SENT = `(cs_method = 'POST' AND ${PATH} LIKE '/owa/auth%.owa')`;
/** WordPress answers a failed form with 200 and the form again, a login that worked with 302 to the dashboard. */
const WORDPRESS = `(cs_method = 'POST' AND ${PATH} LIKE '%/wp-login.php' AND ${QUERY} NOT LIKE '%&action=%')`;
/** XML-RPC answers 200 either way; the apps of WordPress itself come with credentials that they were given. */
const XMLRPC = `(cs_method = 'POST' AND ${PATH} LIKE '%/xmlrpc.php' AND coalesce(user_agent, '') NOT LIKE '%Jetpack%'
    AND coalesce(user_agent, '') NOT LIKE 'wp-%')`;

/** Cheap, and true wherever one of the four above is: most rows of a log are not looked at further. */
const MAY_BE_FORM = `cs_uri_query LIKE '%reason=2%' OR cs_uri_query LIKE '%REASON=2%' OR cs_uri_query LIKE '%Reason=2%'
      OR cs_method = 'POST' AND (cs_uri_stem LIKE '%.php' OR cs_uri_stem LIKE '%.PHP' OR cs_uri_stem LIKE '%.owa')`;

/**
 * How a login ended, per request; null where the request says nothing of a login.
 *
 * A 401 alone is no failure: Basic, NTLM and Negotiate all begin with one. It is a failure when a user name
 * is beside it (IIS: substatus 1, "logon failed"), or when IIS gives a Windows status that says the
 * credentials were refused. 401.2, 401.0 and the 401.1 with SEC_E_NO_CREDENTIALS and no name are legs of a
 * handshake. A request of a named user that was answered is a login that worked. OWA's form is answered alike
 * either way: what the client asks next tells, the page for refused logins or a request with a name.
 */
const OK = `CASE
    WHEN sc_status = 401 AND cs_username IS NOT NULL AND coalesce(sc_substatus, 1) = 1 THEN FALSE
    WHEN sc_status = 401 AND sc_substatus = 1 AND sc_win32_status IN (${REFUSED}) THEN FALSE
    WHEN ${FORM_REFUSED} THEN FALSE
    WHEN ${WORDPRESS} AND sc_status IN (200, 403) THEN FALSE
    WHEN ${WORDPRESS} AND sc_status = 302 THEN TRUE
    WHEN ${XMLRPC} AND sc_status IN (200, 401, 403) THEN FALSE
    WHEN ${PATH} LIKE '/owa/auth%' THEN NULL
    WHEN cs_username IS NOT NULL AND sc_status BETWEEN 200 AND 399 THEN TRUE
  END`;

/** Of most logs a few percent of the rows say something of a login; of a mail server's log all of them do. */
const MOST_JUDGED = 2_000_000;

/** Is the agent a script's? Out of a cloud, one that calls itself nothing is as well. */
const IS_SCRIPT = `(agent = '' AND provider IS NOT NULL OR ${SCRIPT_AGENTS.map((begin) => `lower(agent) LIKE '${begin}%'`).join(' OR ')})`;

/**
 * Steps, to be followed by a SELECT or further steps:
 *
 * - `outcomes`: one row per request that shows how a login ended (`ok`; an OWA form sent by a client that was
 *   never seen refused nor let in is a failure, in a log that has user names), with its `source`: the client's
 *   address, or, for a cloud's address, provider and user agent together, since such addresses rotate.
 * - `strange`: the failures of accounts that had not been let in before from the same address, nor to the same
 *   service with the same agent from the same provider, nor (ActiveSync, whose agents name the device) from
 *   anywhere. A known user who mistypes, or whose phone has an old password, is not in it.
 */
export function webOutcomes(dialect: Dialect): Step[] {
  return [
    {
      name: 'judged',
      few: MOST_JUDGED,
      shared: true,
      sql: `SELECT ts, c_ip AS address, lower(coalesce(cs_username, '')) AS account, cs_username AS username,
    coalesce(user_agent, '') AS agent, coalesce(cs_host, s_ip) AS server, s_port AS port, evidence, line,
    ${SERVICE} AS service, ${OK} AS ok, ${FORM_SENT} AS form_sent
  FROM requests
  WHERE c_ip IS NOT NULL AND c_ip <> '::1' AND c_ip NOT LIKE '127.%' AND c_ip NOT LIKE 'fe80:%'
    AND (cs_username IS NOT NULL OR sc_status = 401 OR ${MAY_BE_FORM})`,
    },
    {
      name: 'named',
      few: true,
      shared: true,
      sql: `SELECT address, max(account) AS account FROM judged WHERE ok IS NOT NULL GROUP BY address`,
    },
    {
      name: 'outcomes',
      sql: `SELECT judged.ts, judged.address, judged.account, username, agent, server, port, evidence, line, service,
    coalesce(ok, FALSE) AS ok, coalesce(provider, '') AS provider, coalesce(region, '') AS region,
    CASE WHEN provider IS NULL THEN judged.address ELSE provider || ' ' || agent END AS source,
    '' AS lane, ${IS_SCRIPT} AS script
  FROM judged LEFT JOIN attribution ON attribution.address = judged.address
  LEFT JOIN named ON named.address = judged.address
  WHERE ok IS NOT NULL
    OR form_sent AND named.address IS NULL AND EXISTS (SELECT 1 FROM named AS anyone WHERE anyone.account <> '')`,
    },
    {
      name: 'known_at',
      few: true,
      shared: true,
      sql: `SELECT account, address, min(ts) AS since FROM outcomes
  WHERE ok AND account <> '' GROUP BY account, address`,
    },
    {
      name: 'known_with',
      few: true,
      shared: true,
      sql: `SELECT account, provider, agent, service, min(ts) AS since FROM outcomes
  WHERE ok AND account <> '' AND (provider <> '' OR service = 'ActiveSync')
  GROUP BY account, provider, agent, service`,
    },
    {
      name: 'strange',
      sql: `SELECT outcomes.*, ${dialect.epoch('outcomes.ts')} AS second FROM outcomes
  LEFT JOIN known_at ON known_at.account = outcomes.account AND known_at.address = outcomes.address
  LEFT JOIN known_with ON known_with.account = outcomes.account AND known_with.provider = outcomes.provider
    AND known_with.agent = outcomes.agent AND known_with.service = outcomes.service
  WHERE NOT ok AND (known_at.since IS NULL OR known_at.since >= outcomes.ts)
    AND (known_with.since IS NULL OR known_with.since >= outcomes.ts)`,
    },
  ];
}

/** Logins on web servers. */
export const WEB_LOGINS: LoginLog = { outcomes: webOutcomes, first: 'groups', lanes: 'together' };
