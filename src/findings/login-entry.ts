import { providerTitle } from '../providers/index.ts';
import type { Row } from '../events/engines/engine.ts';
import type { DetectorContext } from './detector.ts';
import type { Finding, LineRef } from './finding.ts';
import { linesBySubject } from './lines.ts';
import { sqlWorked, sqlWorkedLines } from './login-entries.ts';
import type { LoginLog } from './login-log.ts';
import { count, counted, listed, span } from './phrases.ts';
import { samples } from './samples.ts';

/** How one detector of credentials that worked speaks of what it found. */
export interface LoginEntry {
  /** The detector's name and source. */
  name: string;
  source: string;
  log: LoginLog;
  /** What succeeded: `request`, `login`. */
  noun: string;
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

function whyOf(row: Row, reason: Reason): string {
  const before = Number(row['failures_before']);
  if (reason === 'guessed') return `after ${counted(before, 'failed login')} with it`;
  if (reason === 'elsewhere')
    return 'by a script, while its owner comes from other networks with other programs';
  const others = Number(row['never']);
  const elsewhere = counted(Number(row['source_failures']) - before, 'login');
  const spread = others > 0 ? ` on ${counted(others, 'account')} that stayed shut` : '';
  return `from where ${elsewhere} failed${spread}${before > 0 ? ` and ${count(before)} on this one` : ''}`;
}

/** The one provider of all the addresses, if there is one. */
function providerOf(row: Row): string {
  return Number(row['providers']) === 1 ? String(row['provider']) : '';
}

function whereOf(row: Row): string {
  const addresses = Number(row['addresses']);
  const provider = providerOf(row);
  const regions = samples(row['regions']);
  if (addresses === 1) {
    const place = provider === '' ? '' : ` (${[providerTitle(provider), ...regions].join(', ')})`;
    return `${row['one_address']}${place}`;
  }
  const owner = provider === '' ? '' : ` of ${providerTitle(provider)}`;
  const place = provider === '' || regions.length === 0 ? '' : ` in ${listed(regions)}`;
  return `${counted(addresses, 'address', 'addresses')}${owner}${place}`;
}

function sentenceOf(entry: LoginEntry, row: Row, reason: Reason): string {
  const whose = row['account'] === '' ? 'Some credentials' : `The credentials of ${row['username']}`;
  const successes = counted(Number(row['successes']), entry.noun);
  const when = span(String(row['first_ok']), String(row['last_ok']));
  const services = listed(samples(row['services']));
  return `${whose} work: ${successes} to ${services} succeeded from ${whereOf(row)}, ${when}, ${whyOf(row, reason)}.`;
}

function ruleOf(context: DetectorContext, entry: LoginEntry, reason: Reason): string {
  const { failures_before_success, failures_per_known_account } = context.thresholds.login_attack;
  const why: Record<Reason, string> = {
    guessed: `${failures_before_success} failures or more of the same source on the same account before it worked`,
    among_many:
      `${failures_before_success} failures or more of the source, on accounts most of which it never entered, ` +
      `and more than ${failures_per_known_account} for each that it entered`,
    elsewhere: 'a script in a cloud with credentials whose owner uses other networks and programs',
  };
  return `${entry.source}. In force: ${why[reason]}`;
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
    targets: {
      hosts: Number(row['servers']),
      ports: samples(row['ports']).map(Number),
      sample: samples(row['server_sample']),
    },
    from: String(row['first_ok']),
    to: String(row['last_ok']),
    numbers: {
      [`${entry.noun}s_succeeded`]: Number(row['successes']),
      addresses: Number(row['addresses']),
      failures_before: Number(row['failures_before']),
      failures_of_source: Number(row['source_failures']),
      accounts_never_let_in: Number(row['never']),
    },
    confidence: home ? HOME_CONFIDENCE : CONFIDENCE[reason],
    severity: home || reason === 'elsewhere' ? 'medium' : 'high',
    sentence: sentenceOf(entry, row, reason),
    rule: ruleOf(context, entry, reason),
    sql: `${sql} WHERE uses.account = ${account}`,
    lines,
  };
}

/** One finding per account that somebody else holds the credentials of. */
export async function findLoginEntries(context: DetectorContext, entry: LoginEntry): Promise<Finding[]> {
  const sql = sqlWorked(context, entry.log);
  const rows = await context.engine.query(`${sql} ORDER BY first_ok, uses.account`);
  if (rows.length === 0) return [];
  const lines = await linesBySubject(context, sqlWorkedLines(context, entry.log));
  return rows.map((row) => findingOf(context, entry, row, sql, lines.get(String(row['account'])) ?? []));
}
