import { providerTitle } from '../../../clouds/index.ts';
import type { Row } from '../../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import type { CredentialMessage } from './messages.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { CREDENTIAL_NUMBERS } from './numbers.ts';
import { LOGIN_ATTACK } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';
import { LOGIN_DETAIL } from '../../../tables/login-details.ts';

/** Somebody who failed long before is no owner who forgot a rule; root's is nobody's to try from outside. */
const GUESSED = { confidence: 0.9, severity: 'high' } as const;
const ALONE = { confidence: 0.6, severity: 'medium' } as const;

/** Right credentials that the service refused, of clients who did not get in with them at another time. */
function sqlRight(): string {
  return `WITH refusals AS (
  SELECT ts, c_ip AS address, lower(coalesce(username, '')) AS account, username, service, s_ip AS server, evidence, line,
    CASE WHEN detail = '${LOGIN_DETAIL.rootRefused}' THEN 1 ELSE 0 END AS root
  FROM logins WHERE refused IS NOT NULL AND c_ip IS NOT NULL
), failed AS (
  SELECT c_ip AS address, count(*) AS failures FROM logins
  WHERE ok = 0 AND refused IS NULL AND coalesce(detail, '') <> '${LOGIN_DETAIL.publicKey}' GROUP BY c_ip
), entered AS (
  SELECT DISTINCT c_ip AS address, lower(coalesce(username, '')) AS account FROM logins WHERE ok = 1
)`;
}

function sqlHolders(context: DetectorContext): string {
  const { dialect } = context.engine;
  const { failures_before_success } = limitsOf(context, LOGIN_ATTACK);
  return `${sqlRight()}
SELECT refusals.address, refusals.account, min(username) AS username, count(*) AS attempts, min(ts) AS first, max(ts) AS last,
  max(coalesce(failed.failures, 0)) AS failures, count(DISTINCT server) AS servers, ${dialect.sample('server', 10)} AS server_sample,
  ${dialect.sample('service', 10)} AS services, max(coalesce(provider, '')) AS provider, ${dialect.sample('region', 5)} AS regions
FROM refusals LEFT JOIN failed ON failed.address = refusals.address
  LEFT JOIN entered ON entered.address = refusals.address AND entered.account = refusals.account
  LEFT JOIN attribution ON attribution.address = refusals.address
WHERE entered.account IS NULL
GROUP BY refusals.address, refusals.account
HAVING max(root) = 1 OR max(coalesce(failed.failures, 0)) >= ${failures_before_success}`;
}

const SQL_LINES = `${sqlRight()}
SELECT subject, evidence, line FROM (
  SELECT address || chr(10) || account AS subject, ts, evidence, line,
    row_number() OVER (PARTITION BY address, account ORDER BY ts, evidence, line) AS place FROM refusals
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;

function findingOf(context: DetectorContext, row: Row, sql: string, lines: LineRef[]): Finding {
  const [address, provider] = [String(row['address']), String(row['provider'])];
  const [failures, attempts] = [Number(row['failures']), Number(row['attempts'])];
  const [from, to] = [String(row['first']), String(row['last'])];
  const { failures_before_success } = limitsOf(context, LOGIN_ATTACK);
  const user = row['account'] === '' ? {} : { user: String(row['username']) };
  const owner = provider === '' ? {} : { provider: providerTitle(provider) };
  const place: CredentialMessage = {
    key: 'placeAddress',
    params: { address, ...owner, regions: samples(row['regions']) },
  };
  const services = samples(row['services']);
  return {
    id: [loginCredentialsRefused.name, address, row['account'], from].join('|'),
    type: 'credential_exposure',
    detector: loginCredentialsRefused.name,
    subject: { address, ...user, ...(provider === '' ? {} : { provider }) },
    direction: 'inbound',
    targets: { hosts: Number(row['servers']), ports: [], sample: samples(row['server_sample']) },
    from,
    to,
    numbers: numbersOf(CREDENTIAL_NUMBERS, { logins_refused: attempts, failures_of_source: failures }),
    ...(failures >= failures_before_success ? GUESSED : ALONE),
    message: {
      key: 'credentialsRefused',
      params: { ...user, attempts, services, place, when: { from, to }, failures },
    },
    rule_message: {
      key: 'refusedRule',
      params: { source: loginCredentialsRefused.source, failures: failures_before_success },
    },
    sql,
    lines,
  };
}

/** Passwords and keys that were right, though the service let nobody in: what it says of them is the exposure. */
export const loginCredentialsRefused: Detector = {
  name: 'login-credentials-refused',
  type: 'credential_exposure',
  title: 'A client had the right password or key, and the service refused the login by another rule',
  source: { key: 'sourceRefused', params: {} },
  table: 'logins',
  accused: () => ({
    steps: [],
    select: `${sqlRight()}
SELECT '${loginCredentialsRefused.name}|' || address || '|' || account AS finding, address, ts, evidence, line FROM refusals`,
  }),
  async detect(context) {
    const sql = `${sqlHolders(context)}\nORDER BY first, address, account`;
    const rows = await context.engine.query(sql);
    if (rows.length === 0) return [];
    const lines = linesBySubject(context, await context.engine.query(SQL_LINES));
    return rows.map((row) =>
      findingOf(context, row, sql, lines.get(`${row['address']}\n${row['account']}`) ?? []),
    );
  },
};
