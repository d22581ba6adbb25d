import type { Row } from '../../../events/engines/engine.ts';
import { isAnyOf } from '../../attempts.ts';
import type { DetectorContext, MailedScript } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import type { Ask } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { BIN, isOneOf, MOST_SCRIPTS, WORTH_A_LOOK } from './asked.ts';
import { matchMailed, matchScripts } from './listed.ts';
import type { Usual, Use } from './points.ts';
import { WEB_SCRIPT } from './thresholds.ts';

/** Paths that are held beside the scripts of the host. */
const MOST_STEMS = 20_000;

/** A script with its row, which the finding's figures are from. */
export interface FoundUse extends Use {
  row: Row;
}

/** The page that a referer names is the script itself: a form that is sent to itself. */
function isItself(referer: string, script: string): boolean {
  const [page = ''] = referer.split(/[?#]/, 1);
  return page.endsWith(script);
}

function useOf(row: Row): FoundUse {
  const number = (name: string): number => Number(row[name] ?? 0);
  const script = String(row['script']);
  return {
    row,
    script,
    requests: number('requests'),
    posts: number('posts'),
    puts: number('puts'),
    clients: number('clients'),
    senders: number('senders'),
    client: String(row['client']),
    inUploads: number('in_uploads') === 1,
    linked: samples(row['referers']).some((referer) => !isItself(referer, script)),
  };
}

/** What the log says of all its requests, and when it begins. */
export async function usualOf(context: DetectorContext): Promise<Usual & { begins: number }> {
  const [row = {}] = await context.engine.query(
    `SELECT count(*) AS requests, count(DISTINCT c_ip) AS clients, min(ts) AS first,
  count(CASE WHEN referer NOT IN ('', '-') THEN 1 END) AS referred FROM requests`,
  );
  const requests = Number(row['requests'] ?? 0);
  return {
    clients: Number(row['clients'] ?? 0),
    referred: requests === 0 ? 0 : Number(row['referred'] ?? 0) / requests,
    begins: secondsOf(String(row['first'])),
  };
}

/** Scripts that are worth a look: in folders for uploads, put there, asked by one or two, known by their text or named by a mail. */
export async function findUses(context: DetectorContext, ask: Ask): Promise<FoundUse[]> {
  const stems =
    context.scripts.length + context.mailed.length === 0
      ? []
      : (await ask(`SELECT script FROM scripts ORDER BY requests DESC, script LIMIT ${MOST_STEMS}`)).map(
          ({ script }) => String(script),
        );
  const files = matchScripts(context.scripts, stems);
  const mailed = matchMailed(context.mailed, stems);
  const telling = [...files].flatMap(([stem, file]) => (file.signs.length > 0 ? [stem] : []));
  const closely = [...mailed.keys(), ...telling].slice(0, MOST_SCRIPTS);
  const rows = await ask(
    `SELECT * FROM scripts WHERE ${WORTH_A_LOOK} OR ${isOneOf(context, closely)}
ORDER BY puts DESC, in_uploads DESC, posts DESC, script LIMIT ${MOST_SCRIPTS}`,
  );
  const uses = rows.map((row) => {
    const use = useOf(row);
    const [file, named] = [files.get(use.script), mailed.get(use.script)];
    if (file !== undefined) use.file = file;
    if (named !== undefined) use.mailed = { exact: named.path.includes('/') };
    return use;
  });
  await addCallers(context, uses, mailed, ask);
  return uses;
}

/** Of scripts that a mail's header names, with who called them: whether the log has that client asking for it, too. */
async function addCallers(
  context: DetectorContext,
  uses: readonly FoundUse[],
  mailed: ReadonlyMap<string, MailedScript>,
  ask: Ask,
): Promise<void> {
  const named = uses.filter(({ script }) => (mailed.get(script)?.callers ?? []).length > 0);
  if (named.length === 0) return;
  const scripts = isOneOf(
    context,
    named.map(({ script }) => script),
  );
  const addresses = [...new Set(named.flatMap(({ script }) => mailed.get(script)?.callers ?? []))];
  const callers = isAnyOf(
    'client',
    addresses.map((address) => context.engine.dialect.text(address)),
  );
  const rows = await ask(
    `SELECT DISTINCT script, client FROM asked WHERE ${scripts} AND ${callers} ORDER BY script, client`,
  );
  for (const use of named) {
    const own = mailed.get(use.script)?.callers ?? [];
    const seen = rows.find(({ script, client }) => script === use.script && own.includes(String(client)));
    if (seen !== undefined) use.mailed = { exact: true, caller: String(seen['client']) };
  }
}

/** The last thing that a client sent elsewhere before its request, which was the script's first of all. */
export async function addUploads(
  context: DetectorContext,
  uses: readonly FoundUse[],
  begins: number,
  ask: Ask,
): Promise<void> {
  const { after_upload: most } = limitsOf(context, WEB_SCRIPT);
  const { dialect } = context.engine;
  // Where the log begins no earlier, it does not tell that the script was not there before.
  const fresh = uses.filter(({ row }) => secondsOf(String(row['first'])) - begins > most);
  if (fresh.length === 0) return;
  const ago = `${dialect.epoch('b.ts')} - ${dialect.epoch('u.ts')}`;
  const rows =
    await ask(`SELECT b.script AS script, b.client AS client, u.place AS place, ${ago} AS seconds, u.evidence AS evidence,
  u.line AS line
FROM beginnings b JOIN sent u ON u.client = b.client
WHERE u.place <> b.script AND ${ago} BETWEEN 0 AND ${most} AND b.${isOneOf(
      context,
      fresh.map(({ script }) => script),
    )}
ORDER BY seconds DESC, place, evidence, line`);
  // The last of each script, which comes last, stays.
  const byScript = new Map(rows.map((row) => [String(row['script']), row]));
  for (const use of fresh) {
    const row = byScript.get(use.script);
    if (row === undefined) continue;
    use.upload = {
      client: String(row['client']),
      seconds: Math.round(Number(row['seconds'])),
      to: String(row['place']),
    };
    use.row = { ...use.row, upload_evidence: row['evidence'] ?? null, upload_line: row['line'] ?? null };
  }
}

/** Whom our hosts turned to around the requests, where it was much more than by chance. */
export async function addTurned(
  context: DetectorContext,
  uses: readonly FoundUse[],
  ask: Ask,
): Promise<void> {
  if (uses.length === 0) return;
  const { targets, minutes, lift, share } = limitsOf(context, WEB_SCRIPT);
  const { dialect } = context.engine;
  const hosts = await ask(
    `SELECT host, count(DISTINCT target) AS targets FROM turned GROUP BY host HAVING count(DISTINCT target) >= ${targets}`,
  );
  if (hosts.length === 0) return;
  const all = new Map(hosts.map((row) => [String(row['host']), Number(row['targets'])]));
  const [span = {}] = await ask(
    `SELECT floor(${dialect.epoch('min(ts_start)')} / ${BIN}) AS first_bin, floor(${dialect.epoch('max(coalesce(ts_end, ts_start))')} / ${BIN}) AS last_bin FROM flows`,
  );
  const [first, last] = [Number(span['first_bin']), Number(span['last_bin'])];
  const scripts = isOneOf(
    context,
    uses.map(({ script }) => script),
  );
  const covered = new Map(
    (
      await ask(
        `SELECT script, count(*) AS bins FROM minutes WHERE ${scripts} AND bin BETWEEN ${first} AND ${last} GROUP BY script`,
      )
    ).map((row) => [String(row['script']), Number(row['bins'])]),
  );
  const rows = await ask(
    `SELECT m.script AS script, t.host AS host, count(DISTINCT t.target) AS targets, count(DISTINCT t.bin) AS bins
FROM minutes m JOIN turned t ON t.bin = m.bin WHERE m.${scripts} GROUP BY m.script, t.host ORDER BY targets DESC, script, host`,
  );
  const byScript = new Map(uses.map((use) => [use.script, use]));
  for (const row of rows) {
    const use = byScript.get(String(row['script']));
    const [near, host] = [Number(row['targets']), String(row['host'])];
    const total = all.get(host) ?? 0;
    if (use === undefined || use.turned !== undefined || total === 0) continue;
    const expected = (covered.get(use.script) ?? 0) / (last - first + 1);
    const isMore = near >= share * total && near / total >= lift * expected;
    if (near < targets || Number(row['bins']) < minutes || !isMore) continue;
    use.turned = { host, targets: near, all: total };
  }
}

/** On how many of the claimed moments the requests fall, where that is at least half of them. */
export async function addClaimed(
  context: DetectorContext,
  uses: readonly FoundUse[],
  ask: Ask,
): Promise<void> {
  const bins = [...new Set(context.claimed.map((at) => Math.floor(secondsOf(at) / BIN)))].filter(
    Number.isFinite,
  );
  if (uses.length === 0 || bins.length === 0) return;
  const some = bins.slice(0, MOST_SCRIPTS);
  const rows = await ask(
    `SELECT script, count(*) AS moments FROM minutes WHERE bin IN (${some.join(', ')}) GROUP BY script HAVING count(*) * 2 >= ${some.length}`,
  );
  const byScript = new Map(rows.map((row) => [String(row['script']), Number(row['moments'])]));
  for (const use of uses) {
    const moments = byScript.get(use.script);
    if (moments !== undefined) use.claimed = { moments, all: some.length };
  }
}
