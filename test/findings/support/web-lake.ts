import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { DuckEngine } from '../../../src/events/engines/duckdb/engine.ts';
import { openEngine } from '../../../src/events/engines/duckdb/engine.ts';
import type { Row } from '../../../src/events/engines/engine.ts';
import { writeRows } from '../../../src/events/engines/duckdb/rows.ts';
import { createContext } from '../../../src/findings/context.ts';
import type { DetectorContext } from '../../../src/findings/detector.ts';
import { findLocalNetworks } from '../../../src/findings/network/local-networks.ts';
import { thresholdsFrom } from '../../../src/findings/thresholds.ts';
import { temporary } from '../../support.ts';

const START = Date.parse('2018-03-01T08:00:00Z');

/** One request; `at` is in seconds after 2018-03-01 08:00 UTC. */
export interface Asked {
  at: number;
  from: string;
  user?: string;
  status?: string;
  win32?: number;
  path?: string;
  query?: string;
  method?: string;
  agent?: string;
  bytes?: number;
}

/** Addresses in 52.0.0.0/8 are aws's: us-east-1, or eu-west-1 where the second part is odd. */
export function attributionOf(address: string): Row {
  const region = Number(address.split('.')[1]) % 2 === 1 ? 'eu-west-1' : 'us-east-1';
  return {
    address,
    provider: 'aws',
    services: 'AMAZON,EC2',
    region,
    border_group: region,
    prefix: '52.0.0.0/8',
  };
}

function rowOf(asked: Asked, line: number): Row {
  const [status, substatus] = (asked.status ?? '200.0').split('.').map(Number);
  return {
    evidence: 0,
    line,
    ts: new Date(START + asked.at * 1000).toISOString(),
    c_ip: asked.from,
    s_ip: '10.1.0.20',
    s_port: 443,
    cs_method: asked.method ?? 'GET',
    cs_uri_stem: asked.path ?? '/EWS/Exchange.asmx',
    cs_uri_query: asked.query ?? null,
    cs_username: asked.user ?? null,
    sc_status: status ?? null,
    sc_substatus: substatus ?? null,
    sc_win32_status: asked.win32 ?? (substatus === undefined ? null : 0),
    sc_bytes: asked.bytes ?? null,
    user_agent: asked.agent ?? null,
  };
}

/** A lake of these requests, with whose the addresses are. A row's line is its place, from 1. */
export async function webLake(t: TestContext, asked: readonly Asked[]): Promise<DuckEngine> {
  const folder = join(await temporary(t), 'lake');
  if (asked.length > 0)
    await writeRows(
      folder,
      'requests',
      asked.map((one, i) => rowOf(one, i + 1)),
    );
  const cloud = [...new Set(asked.map((one) => one.from))].filter((address) => address.startsWith('52.'));
  if (cloud.length > 0) await writeRows(folder, 'attribution', cloud.map(attributionOf));
  const engine = await openEngine(folder, { threads: 2 });
  t.after(() => engine.close());
  return engine;
}

/** What detectors look at, over a lake of these requests. */
export async function webContext(
  t: TestContext,
  asked: readonly Asked[],
  thresholds: unknown = {},
): Promise<DetectorContext> {
  const engine = await webLake(t, asked);
  return createContext(engine, {
    localNetworks: await findLocalNetworks(engine, [], undefined),
    thresholds: thresholdsFrom(thresholds),
    references: (evidence) => `iis/${evidence}.log`,
  });
}

/** `n` requests, `step` seconds apart, each made from its number. */
export function repeat(n: number, step: number, make: (i: number) => Omit<Asked, 'at'>, from = 0): Asked[] {
  return Array.from({ length: n }, (_, i) => ({ at: from + i * step, ...make(i) }));
}
