import { isAnyOf } from '../../attempts.ts';
import { timelessId } from '../../detector.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { numberIn } from '../../sql/number-in.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { beyondNamed } from '../../beyond.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask, Step } from '../../sql/steps.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { isOneOf, MOST_SCRIPTS, scriptSteps, turnedStep, WORTH_A_LOOK } from './asked.ts';
import type { ScriptUseMessage } from './messages.ts';
import { SCRIPT_NUMBERS } from './numbers.ts';
import { judge } from './points.ts';
import type { Judgement } from './points.ts';
import { WEB_SCRIPT } from './thresholds.ts';
import { addClaimed, addTurned, addUploads, findUses, usualOf } from './uses.ts';
import type { FoundUse } from './uses.ts';

/** So many scripts have a finding each: who finds more has one intruder many times. The others share one. */
const MOST_FINDINGS = 50;
/** Lines of the script itself that a finding shows at most. */
const MOST_OF_FILE = 5;
/** Of the scripts that share a finding so many are named. */
const SAMPLE = 5;

/** A script, what speaks against it, and its lines. */
interface Suspect {
  use: FoundUse;
  judged: Judgement;
}

/** The first requests of each script, by the script; those of all that share a finding under `''`. */
async function requestLines(
  context: DetectorContext,
  suspects: readonly Suspect[],
  ask: Ask,
): Promise<Map<string, LineRef[]>> {
  const scripts = suspects.map(({ use }) => use.script);
  const named = `CASE WHEN ${isOneOf(context, scripts.slice(0, MOST_FINDINGS))} THEN script ELSE '' END`;
  const rows = await ask(`SELECT subject, evidence, line FROM (
  SELECT subject, evidence, line, row_number() OVER (PARTITION BY subject ORDER BY ts, evidence, line) AS place FROM (
    SELECT ${named} AS subject, ts, evidence, line FROM asked WHERE ${isOneOf(context, scripts)}) AS named) AS ranked
WHERE place <= ${MAX_LINES} ORDER BY subject, place`);
  return linesBySubject(context, rows);
}

function linesOf(context: DetectorContext, { use }: Suspect, requests: readonly LineRef[]): LineRef[] {
  const { row, file } = use;
  const upload =
    row['upload_line'] === undefined
      ? []
      : [{ evidence: context.references(Number(row['upload_evidence'])), line: Number(row['upload_line']) }];
  const own = (file?.lines ?? []).slice(0, MOST_OF_FILE);
  return [...upload, ...own, ...requests].slice(0, MAX_LINES);
}

/** The question that gives the finding's figures, and the hosts that ours turned to where that speaks against it. */
function sqlOfUse(context: DetectorContext, steps: readonly Step[], { script, turned }: FoundUse): string {
  const condition = isOneOf(context, [script]);
  if (turned === undefined) return sqlOf(steps, `SELECT * FROM scripts WHERE ${condition}`);
  return sqlOf(
    steps,
    `SELECT s.script, s.requests, s.posts, s.clients, s.first, s.last, count(DISTINCT t.target) AS targets
FROM scripts s JOIN minutes m ON m.script = s.script JOIN turned t ON t.bin = m.bin
WHERE s.${condition} AND t.host = ${context.engine.dialect.text(turned.host)}
GROUP BY s.script, s.requests, s.posts, s.clients, s.first, s.last`,
  );
}

function findingOf(
  context: DetectorContext,
  { use, judged }: Suspect,
  sql: string,
  lines: LineRef[],
): Finding {
  const [from, to] = [String(use.row['first']), String(use.row['last'])];
  const { points, after_upload, targets, lift } = limitsOf(context, WEB_SCRIPT);
  const { turned } = use;
  return {
    id: ['web-script', use.script, from].join('|'),
    type: 'malware',
    detector: 'web-script',
    subject: turned === undefined ? {} : subjectOf(context, turned.host),
    direction: 'inbound',
    targets: { hosts: turned?.targets ?? 0, ports: [], sample: [] },
    from,
    to,
    numbers: numbersOf(SCRIPT_NUMBERS, {
      script_requests: use.requests,
      script_posts: use.posts,
      addresses: use.clients,
      points: judged.points,
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: Number(Math.min(0.95, (judged.sure ? 0.6 : 0.4) + 0.05 * judged.points).toFixed(2)),
    severity: judged.sure ? 'high' : 'medium',
    message: {
      key: 'scriptUsed',
      params: {
        script: use.script,
        sure: judged.sure,
        requests: use.requests,
        posts: use.posts,
        clients: use.clients,
        when: { from, to },
        signs: judged.signs,
      },
    },
    rule_message: {
      key: 'scriptRule',
      params: { source: webScript.source, points, seconds: after_upload, targets, lift },
    },
    sql,
    lines,
  };
}

/** All scripts beyond those that have a finding each. */
async function findingOfOthers(
  context: DetectorContext,
  others: readonly Suspect[],
  steps: readonly Step[],
  ask: Ask,
): Promise<Omit<Finding, 'lines'>> {
  const scripts = others.map(({ use }) => use.script);
  const select = `SELECT count(DISTINCT script) AS scripts, count(*) AS requests, sum(sends) AS posts, count(DISTINCT client) AS clients,
  min(ts) AS first, max(ts) AS last FROM asked WHERE ${isOneOf(context, scripts)}`;
  const [row = {}] = await ask(select);
  const { points, after_upload, targets, lift } = limitsOf(context, WEB_SCRIPT);
  const common = beyondNamed(webScript, row);
  const { from, to } = common;
  return {
    ...common,
    numbers: numbersOf(SCRIPT_NUMBERS, {
      script_requests: numberIn(row, 'requests'),
      script_posts: numberIn(row, 'posts'),
      addresses: numberIn(row, 'clients'),
      points: Math.max(...others.map(({ judged }) => judged.points)),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: 0.4,
    message: {
      key: 'scriptsMore',
      params: {
        scripts: scripts.length,
        named: MOST_FINDINGS,
        requests: numberIn(row, 'requests'),
        clients: numberIn(row, 'clients'),
        when: { from, to },
        sample: scripts.slice(0, SAMPLE),
      },
    },
    rule_message: {
      key: 'scriptRule',
      params: { source: webScript.source, points, seconds: after_upload, targets, lift },
    },
    sql: sqlOf(steps, select),
  };
}

/** Who asks for a script by which somebody surely acts is the one who acts; whoever else asks for it does so, too. */
function sqlAttackers(context: DetectorContext, scripts: readonly string[]): string {
  return `SELECT DISTINCT client AS address, CAST(NULL AS VARCHAR) AS agent, '' AS account FROM asked WHERE ${isOneOf(context, scripts)}`;
}

/** Scripts by which somebody acts from the server, the likeliest first. */
async function detect(context: DetectorContext): Promise<Finding[]> {
  const { points, other_clients: others } = limitsOf(context, WEB_SCRIPT);
  const hasFlows = (await context.engine.tables()).has('flows');
  const steps = [...scriptSteps(context), ...(hasFlows ? [turnedStep(context)] : [])];
  return askSteps(context.engine, steps, async (ask) => {
    const uses = await findUses(context, ask);
    if (uses.length === 0) return [];
    const usual = await usualOf(context);
    await addUploads(context, uses, usual.begins, ask);
    if (hasFlows) await addTurned(context, uses, ask);
    await addClaimed(context, uses, ask);
    const suspects = uses
      .map((use) => ({ use, judged: judge(use, usual, others) }))
      .filter(({ judged }) => judged.points >= points)
      .sort((a, b) => b.judged.points - a.judged.points || (a.use.script < b.use.script ? -1 : 1));
    if (suspects.length === 0) return [];
    const sure = suspects.filter(({ judged }) => judged.sure).map(({ use }) => use.script);
    if (sure.length > 0) await context.attackers.keep(ask.sql(sqlAttackers(context, sure)));
    const lines = await requestLines(context, suspects, ask);
    const findings = suspects.slice(0, MOST_FINDINGS).map((suspect) => {
      const own = linesOf(context, suspect, lines.get(suspect.use.script) ?? []);
      return findingOf(context, suspect, sqlOfUse(context, steps, suspect.use), own);
    });
    const beyond = suspects.slice(MOST_FINDINGS);
    if (beyond.length > 0)
      findings.push({
        ...(await findingOfOthers(context, beyond, steps, ask)),
        lines: lines.get('') ?? [],
      });
    return findings;
  });
}

/** Says how many scripts were worth a look and did not get a close one. */
export async function scriptsUnread(context: DetectorContext): Promise<Message[]> {
  return askSteps(context.engine, scriptSteps(context), async (ask) => {
    const [row = {}] = await ask(`SELECT count(*) AS scripts FROM scripts WHERE ${WORTH_A_LOOK}`);
    const scripts = numberIn(row, 'scripts');
    if (scripts <= MOST_SCRIPTS) return [];
    const gap: ScriptUseMessage = { key: 'gapScripts', params: { scripts, most: MOST_SCRIPTS } };
    return [gap];
  });
}

/** Which script of a web server somebody acts by: by its text, where it lies, and what the logs say of it. */
export const webScript: Detector = {
  name: 'web-script',
  type: 'malware',
  title: 'A script of the web server by which somebody acts from it: a web shell, a mail script',
  source: { key: 'sourceScript', params: {} },
  table: 'requests',
  accused: ({ engine: { dialect } }, findings) => {
    const sure = findings.filter(({ severity }) => severity === 'high').map(timelessId);
    const finding = "'web-script|' || cs_uri_stem";
    // As in `asked.ts`; which addresses are ours the lake says.
    return {
      steps: [],
      select: `SELECT ${finding} AS finding, c_ip AS address, ts, evidence, line
FROM requests LEFT JOIN addresses ON addresses.address = requests.c_ip
WHERE ts IS NOT NULL AND sc_status BETWEEN 200 AND 299 AND coalesce(is_local, 0) = 0
  AND c_ip NOT LIKE '127.%' AND c_ip <> '::1'
  AND ${isAnyOf(
    finding,
    sure.map((id) => dialect.text(id)),
  )}`,
    };
  },
  detect,
};
