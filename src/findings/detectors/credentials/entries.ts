import type { AccusedRows, RowsContext } from '../../detector.ts';
import type { LoginLog } from './login-log.ts';
import type { Step } from '../../sql/steps.ts';
import { LOGIN_ATTACK } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/** Half of a finding's lines show the failures, half the first that succeeded. */
const LINES_EACH = 10;

/**
 * Steps up to `worked`: accounts that a source entered, with what came before. A source is a client's
 * address or, of requests from a cloud, provider and user agent (see `LoginLog`). Entering is suspect for one of three reasons:
 *
 * - `guessed`: the same source failed on the same account too often to have mistyped, then succeeded;
 * - `among_many`: the source failed on other accounts too, and entered no more than it left shut (a single other
 *   account is enough if this one was tried in vain as well), or it failed on a form that logs no account;
 * - `elsewhere`: a script in a cloud entered an account whose owner comes from other networks with other programs.
 *
 * In the first two, failures of an account that the source had entered before do not count (`strange`).
 */
function enteredSteps(context: RowsContext): Step[] {
  const { failures_before_success, failures_per_known_account } = limitsOf(context, LOGIN_ATTACK);
  return [
    {
      name: 'entered',
      few: true,
      sql: `SELECT source, account, min(ts) AS first_ok, max(provider) AS provider,
    max(CASE WHEN script THEN 1 ELSE 0 END) AS script
  FROM outcomes WHERE ok GROUP BY source, account`,
    },
    {
      name: 'crowds',
      few: true,
      sql: `SELECT source, count(DISTINCT nullif(account, '')) AS accounts FROM entered GROUP BY source`,
    },
    {
      name: 'sources',
      few: true,
      sql: `SELECT strange.source, count(*) AS failures, min(strange.ts) AS began,
    count(CASE WHEN strange.account = '' THEN 1 END) AS nameless,
    count(DISTINCT CASE WHEN entered.account IS NULL THEN nullif(strange.account, '') END) AS never
  FROM strange JOIN crowds ON crowds.source = strange.source
  LEFT JOIN entered ON entered.source = strange.source AND entered.account = strange.account
  GROUP BY strange.source`,
    },
    {
      name: 'attempts',
      few: true,
      sql: `SELECT strange.source, strange.account, count(*) AS failures
  FROM strange JOIN entered ON entered.source = strange.source AND entered.account = strange.account
  WHERE strange.ts < entered.first_ok GROUP BY strange.source, strange.account`,
    },
    {
      name: 'homes',
      sql: `SELECT account, count(*) AS places FROM entered WHERE script = 0 GROUP BY account`,
    },
    {
      name: 'reasons',
      sql: `SELECT entered.source, entered.account, entered.first_ok, coalesce(attempts.failures, 0) AS failures_before,
    coalesce(sources.failures, 0) AS source_failures, coalesce(sources.never, 0) AS never,
    coalesce(attempts.failures, 0) >= ${failures_before_success} AS guessed,
    coalesce(entered.account <> '' AND sources.failures >= ${failures_before_success}
      AND sources.began < entered.first_ok
      AND sources.failures > ${failures_per_known_account} * crowds.accounts
      AND (sources.never >= crowds.accounts AND (sources.never >= 2 OR sources.never = 1 AND attempts.failures > 0)
        OR sources.nameless >= ${failures_before_success}), FALSE) AS among_many,
    coalesce(entered.provider <> '' AND entered.script = 1 AND homes.places > 0, FALSE) AS elsewhere
  FROM entered JOIN crowds ON crowds.source = entered.source
  LEFT JOIN sources ON sources.source = entered.source
  LEFT JOIN attempts ON attempts.source = entered.source AND attempts.account = entered.account
  LEFT JOIN homes ON homes.account = entered.account`,
    },
    { name: 'worked', few: true, sql: `SELECT * FROM reasons WHERE guessed OR among_many OR elsewhere` },
  ];
}

/** The figures of each account that a suspect source entered, those of all such sources together. */
function usedSteps({ engine }: RowsContext): Step[] {
  const { dialect } = engine;
  return [
    {
      name: 'whys',
      sql: `SELECT account, max(CASE WHEN guessed THEN 1 ELSE 0 END) AS guessed,
    max(CASE WHEN among_many THEN 1 ELSE 0 END) AS among_many, sum(failures_before) AS failures_before,
    sum(source_failures) AS source_failures, max(never) AS never
  FROM worked GROUP BY account`,
    },
    {
      name: 'uses',
      sql: `SELECT outcomes.account, min(ts) AS first_ok, max(ts) AS last_ok, count(*) AS successes,
    count(DISTINCT address) AS addresses, min(address) AS one_address, min(username) AS username,
    count(DISTINCT provider) AS providers, max(provider) AS provider,
    count(DISTINCT server) AS servers, ${dialect.sample('server', 10)} AS server_sample,
    ${dialect.sample('port', 10)} AS ports, ${dialect.sample('service', 10)} AS services,
    ${dialect.sample("nullif(region, '')", 5)} AS regions
  FROM outcomes JOIN worked ON worked.source = outcomes.source AND worked.account = outcomes.account
  WHERE ok GROUP BY outcomes.account`,
    },
  ];
}

/** Steps up to what `SQL_WORKED` and `SQL_WORKED_LINES` ask for. */
export function entrySteps(context: RowsContext, log: LoginLog): Step[] {
  return [...log.outcomes(context.engine.dialect), ...enteredSteps(context), ...usedSteps(context)];
}

/** One row per account that was entered by a suspect source. */
export const SQL_WORKED = `SELECT uses.*, guessed, among_many, failures_before, source_failures, never
FROM uses JOIN whys ON whys.account = uses.account`;

/**
 * Lines of all findings, `subject` being the account: the first failures of the suspect sources on it before it
 * worked (or, where there are none, on other accounts), then the first that succeeded.
 */
export const SQL_WORKED_LINES = `SELECT subject, evidence, line FROM (
  SELECT worked.account AS subject, ok, ts, evidence, line,
    row_number() OVER (PARTITION BY worked.account, ok ORDER BY ts, evidence, line) AS place
  FROM outcomes JOIN worked ON worked.source = outcomes.source
  WHERE outcomes.account = worked.account AND (ok OR ts < first_ok)
    OR failures_before = 0 AND NOT ok AND ts < first_ok
) AS ranked WHERE place <= ${LINES_EACH} ORDER BY subject, ok, ts, evidence, line`;

/** Which logins that worked were somebody else's (see `Attackers`): those of the suspect sources on these accounts. */
export const SQL_WORKED_ATTACKERS = `SELECT DISTINCT outcomes.address, outcomes.agent, outcomes.account
  FROM outcomes JOIN worked ON worked.source = outcomes.source AND worked.account = outcomes.account WHERE ok`;

/** Every login that worked for a suspect source; `finding` is the id of `entry.ts` without its time. */
export function enteredRows(context: RowsContext, name: string, log: LoginLog): AccusedRows {
  return {
    steps: entrySteps(context, log),
    select: `SELECT '${name}|' || outcomes.account AS finding, outcomes.address AS address, outcomes.ts AS ts,
  outcomes.evidence AS evidence, outcomes.line AS line
FROM outcomes JOIN worked ON worked.source = outcomes.source AND worked.account = outcomes.account WHERE ok`,
  };
}
