import type { Finding } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Detector, DetectorContext, RowsContext } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { IS_STRANGER } from './attacked.ts';
import { accusedClients, findClients, MOST_CLIENTS, OF_MANY } from './clients.ts';
import type { ClientRule, FoundClients } from './clients.ts';
import { REQUEST_NUMBERS } from './numbers.ts';
import { WEB_PROBING } from './thresholds.ts';

/** Answers that a path is not there, or not for this client; 401 asks for a password, and is another matter. */
const MISSING = 'sc_status IN (400, 403, 404, 405, 410)';
/** A page led there: a link or an image of a site that is broken is no probing. */
const LINKED = `coalesce(referer, '') NOT IN ('', '-')`;
const FIGURES = `count(DISTINCT stem) AS asked_paths, count(DISTINCT CASE WHEN missing = 1 THEN stem END) AS missing_paths`;

function probingSteps(context: RowsContext): Step[] {
  const { window, paths, share } = limitsOf(context, WEB_PROBING);
  const { dialect } = context.engine;
  return [
    {
      name: 'fanned',
      few: true,
      sql: `SELECT client, max(paths) AS most FROM (
    SELECT c_ip AS client, floor(${dialect.epoch('ts')} / ${window}) AS bin, count(DISTINCT cs_uri_stem) AS paths
    FROM requests WHERE ts IS NOT NULL AND ${MISSING} AND NOT (${LINKED}) AND ${IS_STRANGER}
    GROUP BY 1, 2 HAVING count(DISTINCT cs_uri_stem) >= ${paths}) AS bins GROUP BY client`,
    },
    {
      name: 'asked',
      few: true,
      sql: `SELECT evidence, line, ts, client, most, coalesce(cs_uri_stem, '') AS stem, s_ip AS server,
    CASE WHEN ${MISSING} AND NOT (${LINKED}) THEN 1 ELSE 0 END AS missing
  FROM requests JOIN fanned ON fanned.client = c_ip WHERE ts IS NOT NULL`,
    },
    {
      name: 'probers',
      few: true,
      sql: `SELECT client, max(coalesce(provider, '')) AS provider, max(most) AS most, ${FIGURES},
    min(CASE WHEN missing = 1 THEN ts END) AS first, max(CASE WHEN missing = 1 THEN ts END) AS last,
    count(DISTINCT server) AS servers, ${dialect.sample('server', 5)} AS server_sample
  FROM asked LEFT JOIN attribution ON attribution.address = client GROUP BY client
  HAVING count(DISTINCT CASE WHEN missing = 1 THEN stem END) >= ${share} * count(DISTINCT stem)`,
    },
  ];
}

function findingOf(context: DetectorContext, { common, row, who, sql, lines }: FoundClients): Finding {
  const { window, paths, share } = limitsOf(context, WEB_PROBING);
  const { from, to } = common;
  const [missing, asked, most] = [
    Number(row['missing_paths']),
    Number(row['asked_paths']),
    Number(row['most']),
  ];
  const addresses = Number(row['addresses'] ?? 1);
  const sure = (missing / asked) * (missing / (missing + paths / 5));
  const seen = { missing, asked, most, minutes: window / 60, when: { from, to } };
  return {
    severity: missing >= 10 * paths ? 'medium' : 'low',
    ...common,
    numbers: numbersOf(REQUEST_NUMBERS, {
      missing_paths: missing,
      asked_paths: asked,
      missing_in_window: most,
      addresses,
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: Number((who === undefined ? Math.min(sure, OF_MANY) : sure).toFixed(3)),
    message:
      who === undefined
        ? { key: 'requestsProbedMore', params: { addresses, named: MOST_CLIENTS, ...seen } }
        : { key: 'requestsProbed', params: { who, ...seen } },
    rule_message: {
      key: 'probingRule',
      params: { source: webProbing.source, paths, minutes: window / 60, percent: Math.round(100 * share) },
    },
    sql,
    lines,
  };
}

const clientRule = (context: RowsContext): ClientRule => ({
  steps: probingSteps(context),
  clients: 'probers',
  order: 'missing_paths',
  requests: 'asked',
  counted: 'missing = 1',
  figures: FIGURES,
});

function detect(context: DetectorContext): Promise<Finding[]> {
  return findClients(context, webProbing, clientRule(context), (found) => findingOf(context, found));
}

/** Who asks for one path after the other to see which is there. */
export const webProbing: Detector = {
  name: 'web-probing',
  type: 'reconnaissance',
  title: 'A client asks for very many paths that are not there',
  source: { key: 'sourceProbing', params: {} },
  table: 'requests',
  accused: (context) => accusedClients(webProbing.name, clientRule(context)),
  detect,
};
