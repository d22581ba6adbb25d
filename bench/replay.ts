// What blocks of all widths would have stopped, beside one GROUP BY over the same requests, in rounds by turns:
// `node dist/bench/replay.js [--rows 10e6] [--rounds 5]`. The requests are made in the lake, so that no time goes into logs.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '../src/events/engines/duckdb/driver.ts';
import { openLake } from '../src/events/engines/duckdb/lake.ts';
import type { DuckLake } from '../src/events/engines/duckdb/lake.ts';
import { PARQUET } from '../src/events/engines/duckdb/rows.ts';
import { sqlText } from '../src/events/engines/duckdb/quote.ts';
import { Attackers } from '../src/findings/replay/attackers.ts';
import type { LocalNetworks } from '../src/findings/network/local-networks.ts';
import { replay } from '../src/findings/replay/replay.ts';
import { inFolder, median, numberOption, printTable, timed } from './measure.ts';
import type { Measure } from './measure.ts';

const ROWS = numberOption('rows', 10e6);
const ROUNDS = numberOption('rounds', 5);
const PART_ROWS = 1e6;
/** Of these a third are of one provider, and of each hundred and twenty one attacks; a few send most of the requests. */
const CLIENTS = 300_000;
const DAYS = 30;

/** SQL of a client's address. @param i SQL of its number */
const address = (i: string): string =>
  `concat_ws('.', 60 + ${i} // 65536, (${i} // 256) % 256, ${i} % 256, (${i} * 7) % 256)`;

/** A part of the requests, as a web server's log has them: by time, with thousands of agents and few accounts. */
function requests(part: number): string {
  const first = part * PART_ROWS;
  const last = Math.min(first + PART_ROWS, ROWS);
  return `SELECT 1 AS evidence, n AS line,
    CAST('2026-07-01' AS TIMESTAMP) + to_microseconds(n * ${Math.floor((DAYS * 86_400e6) / ROWS)}) AS ts,
    ${address('client')} AS c_ip, 'GET' AS cs_method, concat('/page/', hash(n) % 20000) AS cs_uri_stem,
    CASE WHEN client % 50 = 3 THEN concat('user', client % 500) END AS cs_username,
    CASE hash(n) % 10 WHEN 0 THEN 404 WHEN 1 THEN 302 ELSE 200 END AS sc_status,
    concat('Mozilla/5.0 (', hash(client) % 3000, ') AppleWebKit/537.36') AS user_agent
  FROM (SELECT n, CAST(${CLIENTS} * pow((hash(n * 3) % 1000000) / 1e6, 2) AS BIGINT) AS client FROM range(${first}, ${last}) t(n))`;
}

const ATTRIBUTION = `SELECT ${address('i')} AS address, 'aws' AS provider, 'aws' AS list,
  CASE i % 4 WHEN 0 THEN 'AMAZON' WHEN 1 THEN 'AMAZON,S3' ELSE 'AMAZON,EC2' END AS services,
  concat('region-', (i // 999) % 25) AS region, concat(60 + i // 65536, '.', (i // 256) % 256, '.0.0/16') AS prefix,
  CAST('2026-07-01' AS TIMESTAMP) AS as_of
  FROM range(0, ${CLIENTS + 1}) t(i) WHERE i % 3 = 0`;

const ATTACKERS = `SELECT ${address('i')} AS address, CAST(NULL AS VARCHAR) AS agent, CAST(NULL AS VARCHAR) AS account
  FROM range(0, ${CLIENTS}) t(i) WHERE i % 120 = 0`;

/** Counted only, so that no rows are handed over: what a `GROUP BY` costs that somebody would write by hand. */
const GROUP_BY = `SELECT count(*) AS clients, max(n) AS most
  FROM (SELECT c_ip, count(*) AS n FROM requests GROUP BY c_ip) AS counted`;

async function makeLake(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const write = async (table: string, part: number, sql: string): Promise<void> => {
    await mkdir(join(folder, table), { recursive: true });
    await connection.run(
      `COPY (${sql}) TO ${sqlText(join(folder, table, `made-${part}.parquet`))} ${PARQUET}`,
    );
  };
  for (let part = 0; part * PART_ROWS < ROWS; part++) await write('requests', part, requests(part));
  await write('attribution', 0, ATTRIBUTION);
  connection.closeSync();
  instance.closeSync();
}

/** None of the clients is ours. */
const NOBODY: LocalNetworks = { because: '', prefixes: [], contains: () => false, condition: () => 'FALSE' };

/** The whole ladder, as a case asks for it. */
async function wholeLadder({ engine }: DuckLake): Promise<Measure> {
  const attackers = new Attackers(engine);
  return timed(async () => {
    await attackers.keep(ATTACKERS);
    const replayed = await replay(
      { engine, attackers, localNetworks: NOBODY },
      [],
      new Map([['aws', 'AMAZON']]),
    );
    if (replayed === undefined) throw new Error('nobody is accused');
    const [narrowest, widest] = [replayed.ladder[0]!, replayed.ladder.at(-1)!];
    return {
      rungs: replayed.ladder.length,
      bad: narrowest.bad_stopped,
      good: widest.good_stopped,
      attackers: replayed.addresses.length,
    };
  });
}

await inFolder(async (folder) => {
  await makeLake(folder);
  const lake = await openLake(folder, { threads: availableParallelism() });
  try {
    const rounds: { reference: Measure; ladder: Measure }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const reference = await timed(async () => void (await lake.engine.query(GROUP_BY)));
      rounds.push({ reference, ladder: await wholeLadder(lake) });
    }
    const { rungs, bad, good, attackers } = rounds[0]!.ladder.detail!;
    console.log(
      `${ROWS / 1e6} M requests; ${attackers} attackers sent ${bad} of them, the widest of ${rungs} blocks also stops ${good}; medians of ${ROUNDS} rounds in turn`,
    );
    const row = (what: string, of: (round: (typeof rounds)[number]) => Measure): string[] => [
      what,
      median(rounds.map((round) => of(round).seconds)).toFixed(2),
      median(rounds.map((round) => of(round).cpu ?? NaN)).toFixed(2),
      median(rounds.map((round) => of(round).seconds / round.reference.seconds)).toFixed(2),
      median(rounds.map((round) => (of(round).cpu ?? NaN) / (round.reference.cpu ?? NaN))).toFixed(2),
    ];
    printTable(
      ['', 'seconds', 'CPU s', '× GROUP BY', '× by CPU'],
      [
        row('one GROUP BY c_ip', (round) => round.reference),
        row('the whole ladder', (round) => round.ladder),
      ],
    );
  } finally {
    await lake.close();
  }
});
