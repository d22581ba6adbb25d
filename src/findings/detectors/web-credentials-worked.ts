import type { Row } from '../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { Finding } from '../finding.ts';
import { count, counted, span } from '../phrases.ts';
import { samples } from '../samples.ts';
import { outcomeLines } from '../web-lines.ts';
import { IS_SCRIPT, sqlOutcomes } from '../web-outcomes.ts';
import { listed } from '../web-phrases.ts';

/** Half of the lines show the failures, half the first requests that succeeded. */
const LINES_EACH = 10;

/**
 * Accounts that a source entered, with what came before. A source is a client's address or, in a cloud, provider
 * and user agent (see `sqlOutcomes`). Entering is suspect for one of three reasons:
 *
 * - `guessed`: the same source failed on the same account too often to have mistyped, then succeeded;
 * - `among_many`: the source failed on other accounts too, and entered no more than it left shut (a single other
 *   account is enough if this one was tried in vain as well), or it failed on a form that logs no account;
 * - `elsewhere`: a script in a cloud entered an account whose owner comes from other networks with other programs.
 *
 * In the first two, an account that had been let in from the source before its first failure is not suspect.
 */
function sqlWorked(context: DetectorContext): string {
  const { failures_before_success, failures_per_known_account } = context.thresholds.login_attack;
  const { dialect } = context.engine;
  return `${sqlOutcomes(context.engine.dialect)}, entered AS (
  SELECT source, account, min(ts) AS first_ok, max(ts) AS last_ok, count(*) AS requests,
    count(DISTINCT address) AS addresses, min(address) AS one_address, max(provider) AS provider,
    min(username) AS username, min(agent) AS agent, max(CASE WHEN ${IS_SCRIPT} THEN 1 ELSE 0 END) AS script,
    count(DISTINCT server) AS servers, ${dialect.sample('server', 10)} AS server_sample, ${dialect.sample('port', 10)} AS ports,
    ${dialect.sample('service', 10)} AS services, ${dialect.sample("nullif(region, '')", 5)} AS regions
  FROM outcomes WHERE ok GROUP BY source, account
), sources AS (
  SELECT strange.source, count(*) AS failures, min(strange.ts) AS began,
    count(CASE WHEN strange.account = '' THEN 1 END) AS nameless,
    count(DISTINCT CASE WHEN entered.account IS NULL THEN nullif(strange.account, '') END) AS never
  FROM strange LEFT JOIN entered ON entered.source = strange.source AND entered.account = strange.account
  GROUP BY strange.source
), crowds AS (
  SELECT source, count(DISTINCT nullif(account, '')) AS accounts FROM entered GROUP BY source
), tries AS (
  SELECT strange.source, strange.account, count(*) AS failures, min(strange.ts) AS began
  FROM strange JOIN entered ON entered.source = strange.source AND entered.account = strange.account
  WHERE strange.ts < entered.first_ok GROUP BY strange.source, strange.account
), homes AS (
  SELECT account, count(*) AS places FROM entered WHERE script = 0 GROUP BY account
), judged_entries AS (
  SELECT entered.*, coalesce(tries.failures, 0) AS failures_before, tries.began AS tries_began,
    coalesce(sources.failures, 0) AS source_failures, coalesce(sources.never, 0) AS never, sources.began,
    coalesce(homes.places, 0) AS homes,
    coalesce(tries.failures, 0) >= ${failures_before_success} AS guessed,
    entered.account <> '' AND sources.failures >= ${failures_before_success}
      AND sources.began < entered.first_ok
      AND sources.failures > ${failures_per_known_account} * crowds.accounts
      AND (sources.never >= crowds.accounts AND (sources.never >= 2 OR sources.never = 1 AND tries.failures > 0)
        OR sources.nameless >= ${failures_before_success}) AS among_many,
    entered.provider <> '' AND entered.script = 1 AND homes.places > 0 AS elsewhere
  FROM entered JOIN crowds ON crowds.source = entered.source
  LEFT JOIN sources ON sources.source = entered.source
  LEFT JOIN tries ON tries.source = entered.source AND tries.account = entered.account
  LEFT JOIN homes ON homes.account = entered.account
), worked AS (
  SELECT * FROM judged_entries WHERE guessed OR among_many OR elsewhere
)
SELECT * FROM worked`;
}

type Reason = 'guessed' | 'among_many' | 'elsewhere';

function reasonOf(row: Row): Reason {
  if (row['guessed'] === true) return 'guessed';
  return row['among_many'] === true ? 'among_many' : 'elsewhere';
}

/** How sure it is that this was not the account's owner. */
const CONFIDENCE: Readonly<Record<Reason, number>> = { guessed: 0.9, among_many: 0.9, elsewhere: 0.6 };
/** A single address of no known cloud may be a person who tried long to remember. */
const HOME_CONFIDENCE = 0.7;

function whyOf(row: Row, reason: Reason): string {
  const before = Number(row['failures_before']);
  if (reason === 'guessed') return `after ${counted(before, 'failed login')} with it`;
  if (reason === 'among_many') {
    const others = Number(row['never']);
    const spread = others > 0 ? ` on ${counted(others, 'account')} that stayed shut` : '';
    const own = before > 0 ? ` and ${count(before)} on this one` : '';
    return `from where ${counted(Number(row['source_failures']) - before, 'login')} failed${spread}${own}`;
  }
  return 'by a script, while its owner comes from other networks with other programs';
}

function whereOf(row: Row): string {
  const addresses = Number(row['addresses']);
  const regions = samples(row['regions']);
  const provider = String(row['provider']);
  const place = provider === '' ? '' : ` (${[provider, ...regions].join(', ')})`;
  return addresses === 1
    ? `${row['one_address']}${place}`
    : `${counted(addresses, 'address', 'addresses')}${provider === '' ? '' : ` of ${provider}${regions.length > 0 ? ` in ${listed(regions)}` : ''}`}`;
}

function sentenceOf(row: Row, reason: Reason): string {
  const account = String(row['account']);
  const whose = account === '' ? 'Some credentials' : `The credentials of ${row['username']}`;
  const services = listed(samples(row['services']));
  const first = String(row['first_ok']);
  const last = String(row['last_ok']);
  return (
    `${whose} work: ${counted(Number(row['requests']), 'request')} to ${services} succeeded from ` +
    `${whereOf(row)}, ${span(first, last)}, ${whyOf(row, reason)}.`
  );
}

function ruleOf(context: DetectorContext, reason: Reason): string {
  const { failures_before_success, failures_per_known_account } = context.thresholds.login_attack;
  const why: Record<Reason, string> = {
    guessed: `${failures_before_success} failures or more of the same source on the same account before it worked`,
    among_many:
      `${failures_before_success} failures or more of the source, on accounts most of which it never entered, ` +
      `and more than ${failures_per_known_account} for each that it entered`,
    elsewhere: 'a script in a cloud with credentials whose owner uses other networks and programs',
  };
  return `${webCredentialsWorked.source}. In force: ${why[reason]}`;
}

function subjectOf(row: Row): Finding['subject'] {
  const provider = String(row['provider']);
  return {
    ...(Number(row['addresses']) === 1 ? { address: String(row['one_address']) } : {}),
    ...(row['account'] === '' ? {} : { user: String(row['username']) }),
    ...(provider === '' ? {} : { provider }),
  };
}

/** The failures on this account (or, where there are none, of this source) and the first that succeeded. */
async function linesOf(context: DetectorContext, row: Row): Promise<Finding['lines']> {
  const { dialect } = context.engine;
  const source = `source = ${dialect.text(String(row['source']))}`;
  const account = `account = ${dialect.text(String(row['account']))}`;
  const failures = Number(row['failures_before']) > 0 ? `${source} AND ${account}` : source;
  return [
    ...(await outcomeLines(context, 'strange', failures, LINES_EACH)),
    ...(await outcomeLines(context, 'outcomes', `ok AND ${source} AND ${account}`, LINES_EACH)),
  ];
}

async function findingOf(context: DetectorContext, row: Row, sql: string): Promise<Finding> {
  const reason = reasonOf(row);
  const home = row['provider'] === '' && reason === 'guessed';
  const { dialect } = context.engine;
  return {
    id: [webCredentialsWorked.name, row['account'], row['source'], row['first_ok']].join('|'),
    type: 'credential_exposure',
    detector: webCredentialsWorked.name,
    subject: subjectOf(row),
    direction: 'inbound',
    targets: {
      hosts: Number(row['servers']),
      ports: samples(row['ports']).map(Number),
      sample: samples(row['server_sample']),
    },
    from: String(row['first_ok']),
    to: String(row['last_ok']),
    numbers: {
      requests_succeeded: Number(row['requests']),
      addresses: Number(row['addresses']),
      failures_before: Number(row['failures_before']),
      failures_of_source: Number(row['source_failures']),
      accounts_never_let_in: Number(row['never']),
    },
    confidence: home ? HOME_CONFIDENCE : CONFIDENCE[reason],
    severity: home || reason === 'elsewhere' ? 'medium' : 'high',
    sentence: sentenceOf(row, reason),
    rule: ruleOf(context, reason),
    sql: `${sql}\nWHERE source = ${dialect.text(String(row['source']))} AND account = ${dialect.text(String(row['account']))}`,
    lines: await linesOf(context, row),
  };
}

/** Credentials that somebody else holds: they failed, or others did, and then these worked. */
export const webCredentialsWorked: Detector = {
  name: 'web-credentials-worked',
  type: 'credential_exposure',
  title: 'A client that tried passwords got in, or a script in a cloud uses the credentials of a person',
  source: 'definition: failures, then success, by the same client (or provider and user agent) and user',
  table: 'requests',
  async detect(context) {
    const sql = sqlWorked(context);
    const rows = await context.engine.query(`${sql} ORDER BY first_ok, account, source`);
    const findings: Finding[] = [];
    for (const row of rows) findings.push(await findingOf(context, row, sql));
    return findings;
  },
};
