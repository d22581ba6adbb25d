import type { TestContext } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { writeRows } from '../../../src/events/engines/duckdb/rows.ts';
import type { DetectorContext } from '../../../src/findings/detector.ts';
import { createContext } from '../../../src/findings/context.ts';
import { findLocalNetworks } from '../../../src/findings/network/local-networks.ts';
import { thresholdsFrom } from '../../../src/findings/thresholds.ts';
import { openEngine } from '../../../src/events/engines/duckdb/engine.ts';
import { temporary } from '../../support.ts';
import { attributionOf } from './web-lake.ts';

const START = Date.parse('2026-11-05T08:00:00Z');

/** One attempt to log in; `at` is in seconds after 2026-11-05 08:00 UTC, `ok` left out is a failure. */
export interface Login {
  at: number;
  from: string;
  user?: string;
  ok?: 0 | 1 | null;
  service?: string;
  server?: string;
  detail?: string;
}

function rowOf(login: Login, line: number): Row {
  return {
    evidence: 0,
    line,
    ts: new Date(START + login.at * 1000).toISOString(),
    c_ip: login.from,
    s_ip: login.server ?? null,
    service: login.service ?? 'sshd',
    username: login.user ?? null,
    ok: login.ok === undefined ? 0 : login.ok,
    detail: login.detail ?? null,
  };
}

/** What detectors look at, over a lake of these logins; addresses in 52.0.0.0/8 are aws's. A row's line is its place. */
export async function loginContext(
  t: TestContext,
  logins: readonly Login[],
  thresholds: unknown = {},
): Promise<DetectorContext> {
  const folder = await temporary(t);
  if (logins.length > 0)
    await writeRows(
      folder,
      'logins',
      logins.map((login, i) => rowOf(login, i + 1)),
    );
  const cloud = [...new Set(logins.map((login) => login.from))].filter((address) =>
    address.startsWith('52.'),
  );
  if (cloud.length > 0) await writeRows(folder, 'attribution', cloud.map(attributionOf));
  const engine = await openEngine(folder, { threads: 2 });
  t.after(() => engine.close());
  return createContext(engine, {
    localNetworks: await findLocalNetworks(engine, [], undefined),
    thresholds: thresholdsFrom(thresholds),
    references: (evidence) => `auth/${evidence}.log`,
  });
}

/** `n` attempts, `step` seconds apart, each made from its number. */
export function attempts(n: number, step: number, make: (i: number) => Omit<Login, 'at'>, from = 0): Login[] {
  return Array.from({ length: n }, (_, i) => ({ at: from + i * step, ...make(i) }));
}
