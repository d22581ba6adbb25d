import { providerTitle } from '../../../clouds/index.ts';
import type { Row } from '../../../events/engines/engine.ts';
import type { DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { linesBySubject } from '../../sql/lines.ts';
import { entrySteps, SQL_WORKED, SQL_WORKED_ATTACKERS, SQL_WORKED_LINES } from './entries.ts';
import { targetsOf } from './login-log.ts';
import type { LoginLog } from './login-log.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { CredentialMessage } from './messages.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { CREDENTIAL_NUMBERS } from './numbers.ts';
import { LOGIN_ATTACK } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/** How one detector of credentials that worked speaks of what it found. */
export interface LoginEntry {
  /** The detector's name and source. */
  name: string;
  source: Message;
  log: LoginLog;
  /** What succeeded. */
  noun: 'request' | 'login';
}

type Reason = 'guessed' | 'among_many' | 'elsewhere';

function reasonOf(row: Row): Reason {
  if (row['guessed'] === 1) return 'guessed';
  return row['among_many'] === 1 ? 'among_many' : 'elsewhere';
}

/** How sure it is that this was not the account's owner. */
const CONFIDENCE: Readonly<Record<Reason, number>> = { guessed: 0.9, among_many: 0.9, elsewhere: 0.6 };
/** A single address of no known cloud may be a person who tried long to remember. */
const HOME_CONFIDENCE = 0.7;

function whyOf(row: Row, reason: Reason): CredentialMessage {
  const before = Number(row['failures_before']);
  if (reason === 'guessed') return { key: 'whyGuessed', params: { failures: before } };
  if (reason === 'elsewhere') return { key: 'whyElsewhere', params: {} };
  const logins = Number(row['source_failures']) - before;
  return { key: 'whyAmongMany', params: { logins, accounts: Number(row['never']), before } };
}

/** The one provider of all the addresses, if there is one. */
function providerOf(row: Row): string {
  return Number(row['providers']) === 1 ? String(row['provider']) : '';
}

function placeOf(row: Row): CredentialMessage {
  const addresses = Number(row['addresses']);
  const provider = providerOf(row);
  const owner = {
    ...(provider === '' ? {} : { provider: providerTitle(provider) }),
    regions: samples(row['regions']),
  };
  return addresses === 1
    ? { key: 'placeAddress', params: { address: String(row['one_address']), ...owner } }
    : { key: 'placeAddresses', params: { addresses, ...owner } };
}

function sentenceOf(entry: LoginEntry, row: Row, reason: Reason): CredentialMessage {
  return {
    key: 'credentialsWorked',
    params: {
      ...(row['account'] === '' ? {} : { user: String(row['username']) }),
      successes: Number(row['successes']),
      noun: entry.noun,
      services: samples(row['services']),
      place: placeOf(row),
      when: { from: String(row['first_ok']), to: String(row['last_ok']) },
      why: whyOf(row, reason),
    },
  };
}

function ruleOf(context: DetectorContext, entry: LoginEntry, reason: Reason): CredentialMessage {
  const { failures_before_success: failures, failures_per_known_account } = limitsOf(context, LOGIN_ATTACK);
  const why: Record<Reason, CredentialMessage> = {
    guessed: { key: 'ruleGuessed', params: { failures } },
    among_many: { key: 'ruleAmongMany', params: { failures, per_account: failures_per_known_account } },
    elsewhere: { key: 'ruleElsewhere', params: {} },
  };
  return { key: 'entryRule', params: { source: entry.source, why: why[reason] } };
}

function subjectOf(row: Row): Finding['subject'] {
  const provider = providerOf(row);
  return {
    ...(Number(row['addresses']) === 1 ? { address: String(row['one_address']) } : {}),
    ...(row['account'] === '' ? {} : { user: String(row['username']) }),
    ...(provider === '' ? {} : { provider }),
  };
}

function findingOf(
  context: DetectorContext,
  entry: LoginEntry,
  row: Row,
  sql: string,
  lines: LineRef[],
): Finding {
  const reason = reasonOf(row);
  const home = reason === 'guessed' && row['provider'] === '' && Number(row['addresses']) === 1;
  const account = context.engine.dialect.text(String(row['account']));
  return {
    id: [entry.name, row['account'], row['first_ok']].join('|'),
    type: 'credential_exposure',
    detector: entry.name,
    subject: subjectOf(row),
    direction: 'inbound',
    targets: targetsOf(row),
    from: String(row['first_ok']),
    to: String(row['last_ok']),
    numbers: numbersOf(CREDENTIAL_NUMBERS, {
      requests_succeeded: entry.noun === 'request' ? Number(row['successes']) : undefined,
      logins_succeeded: entry.noun === 'login' ? Number(row['successes']) : undefined,
      addresses: Number(row['addresses']),
      failures_before: Number(row['failures_before']),
      failures_of_source: Number(row['source_failures']),
      accounts_never_let_in: Number(row['never']),
    }),
    confidence: home ? HOME_CONFIDENCE : CONFIDENCE[reason],
    severity: home || reason === 'elsewhere' ? 'medium' : 'high',
    message: sentenceOf(entry, row, reason),
    rule_message: ruleOf(context, entry, reason),
    sql: `${sql} WHERE uses.account = ${account}`,
    lines,
  };
}

/** One finding per account that somebody else holds the credentials of. */
export function findLoginEntries(context: DetectorContext, entry: LoginEntry): Promise<Finding[]> {
  const steps = entrySteps(context, entry.log);
  const sql = sqlOf(steps, SQL_WORKED);
  return askSteps(context.engine, steps, async (ask) => {
    const rows = await ask(`${SQL_WORKED} ORDER BY first_ok, uses.account`);
    if (rows.length === 0) return [];
    await context.attackers.keep(ask.sql(SQL_WORKED_ATTACKERS));
    const lines = linesBySubject(context, await ask(SQL_WORKED_LINES));
    return rows.map((row) => findingOf(context, entry, row, sql, lines.get(String(row['account'])) ?? []));
  });
}
