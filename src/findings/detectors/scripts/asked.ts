import { SCRIPT_ENDINGS, UPLOAD_FOLDERS } from '../../../hosts/scripts/places.ts';
import type { Dialect } from '../../../events/engines/engine.ts';
import type { DetectorContext } from '../../detector.ts';
import { sentConditions, isAnyOf, OUTWARD } from '../../attempts.ts';
import type { Step } from '../../sql/steps.ts';

/** Seconds of the bins by which requests and connections are held beside each other: flow logs have minutes. */
export const BIN = 60;
/** So many scripts are looked at closely. */
export const MOST_SCRIPTS = 500;

/** Of a longer path so many characters are looked at, half of them from its end: it is held against dozens of patterns. */
const LONGEST_PATH = 1024;
const PATH = `lower(CASE WHEN length(cs_uri_stem) > ${LONGEST_PATH}
      THEN substr(cs_uri_stem, 1, ${LONGEST_PATH / 2}) || substr(cs_uri_stem, length(cs_uri_stem) - ${LONGEST_PATH / 2 - 1})
      ELSE cs_uri_stem END)`;

function anyLike(patterns: readonly string[]): string {
  return `(${patterns.map((pattern) => `path LIKE '${pattern}'`).join(' OR ')})`;
}

/** One look at each path, at what follows its last dot, instead of one for each ending. */
function isScript({ ending }: Dialect): string {
  const endings = SCRIPT_ENDINGS.map((text) => `'${text.slice(1)}'`).join(', ');
  return `cs_uri_stem LIKE '%.%' AND ${ending('lower(cs_uri_stem)')} IN (${endings})`;
}

const IN_UPLOADS = anyLike(UPLOAD_FOLDERS.map((folder) => `%${folder}%`));
const SENDS = `lower(coalesce(cs_method, '')) IN ('post', 'put')`;

/** The minute that a moment lies in, as a number. */
function binOf(context: DetectorContext, moment: string): string {
  return `CAST(floor(${context.engine.dialect.epoch(moment)} / ${BIN}) AS BIGINT)`;
}

/**
 * `asked`: answered requests for scripts by somebody else than our own hosts, who watch themselves. `scripts`: each script
 * with how it was asked. `sent`: what clients sent to any place, and had it taken.
 */
export function scriptSteps(context: DetectorContext): Step[] {
  const own = `(${context.localNetworks.condition('c_ip')} OR c_ip LIKE '127.%' OR c_ip = '::1')`;
  return [
    {
      name: 'asked',
      sql: `SELECT cs_uri_stem AS script, c_ip AS client, ts, evidence, line, referer,
    CASE WHEN ${SENDS} THEN 1 ELSE 0 END AS sends,
    CASE WHEN lower(coalesce(cs_method, '')) = 'put' THEN 1 ELSE 0 END AS puts,
    CASE WHEN ${IN_UPLOADS} THEN 1 ELSE 0 END AS in_uploads
  FROM (SELECT *, ${PATH} AS path FROM requests
    WHERE ts IS NOT NULL AND c_ip IS NOT NULL AND sc_status BETWEEN 200 AND 299 AND ${isScript(context.engine.dialect)}) AS answered
  WHERE NOT ${own}`,
    },
    {
      name: 'scripts',
      few: true,
      shared: true,
      sql: `SELECT script, count(*) AS requests, sum(sends) AS posts, sum(puts) AS puts, max(in_uploads) AS in_uploads,
    count(DISTINCT client) AS clients, count(DISTINCT CASE WHEN sends = 1 THEN client END) AS senders,
    min(client) AS client, min(ts) AS first, max(ts) AS last,
    ${context.engine.dialect.sample(`CASE WHEN referer IS NOT NULL AND referer NOT IN ('', '-') THEN referer END`, 20)} AS referers
  FROM asked GROUP BY script`,
    },
    {
      name: 'sent',
      sql: `SELECT cs_uri_stem AS place, c_ip AS client, ts, evidence, line FROM requests
  WHERE ts IS NOT NULL AND c_ip IS NOT NULL AND sc_status BETWEEN 200 AND 399 AND ${SENDS}`,
    },
    {
      name: 'beginnings',
      sql: `SELECT a.script, a.client, a.ts FROM asked a JOIN scripts s ON s.script = a.script AND s.first = a.ts`,
    },
    {
      name: 'minutes',
      sql: `SELECT DISTINCT script, bin FROM (
    SELECT script, ${binOf(context, 'ts')} - 1 AS bin FROM asked UNION ALL
    SELECT script, ${binOf(context, 'ts')} AS bin FROM asked UNION ALL
    SELECT script, ${binOf(context, 'ts')} + 1 AS bin FROM asked) AS around`,
    },
  ];
}

/** `turned`: whom our hosts turned to, each for the first time; they are clients there, as their port is the higher one. */
export function turnedStep(context: DetectorContext): Step {
  const conditions = [
    'protocol IN (6, 17)',
    'dst_port < src_port',
    ...sentConditions(context, {}),
    `NOT ${context.localNetworks.condition(OUTWARD.target)}`,
  ];
  return {
    name: 'turned',
    few: true,
    sql: `SELECT host, target, ${binOf(context, 'first_at')} AS bin FROM (
    SELECT ${OUTWARD.host} AS host, ${OUTWARD.target} AS target, min(ts_start) AS first_at
    FROM flows WHERE ${conditions.join(' AND ')} GROUP BY 1, 2) AS firsts`,
  };
}

/** How a script must have been asked to be worth a look without its text: in a folder for uploads, put there, asked by one or two. */
export const WORTH_A_LOOK = '(in_uploads = 1 OR puts > 0 OR clients <= 2)';

/** Condition that a script is one of these. */
export function isOneOf(context: DetectorContext, scripts: readonly string[]): string {
  return isAnyOf(
    'script',
    scripts.map((script) => context.engine.dialect.text(script)),
  );
}
