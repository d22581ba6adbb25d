import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUTWARD } from '../../../src/findings/attempts.ts';
import { Vpc } from '../support/generate-flows.ts';
import { flowContext } from '../support/lake.ts';
import { conversation } from '../support/scenarios.ts';

for (const variant of ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'] as const) {
  test(`a list of hosts has the records that the hosts have one by one, ${variant}`, async (t) => {
    const vpc = new Vpc(3, variant, 12);
    for (let i = 0; i < 150; i++) conversation(vpc, vpc.pick(vpc.hosts), vpc.remote(), 443, i * 20);
    // Records that no interface is named in, beside those of their hosts and of one that has no others.
    for (const src of [vpc.hosts[0]!, '10.10.9.9'])
      vpc.rows.push({ ...vpc.rows[0], src, pkt_src: null, interface: null });
    const { engine, observationPoints } = await flowContext(t, vpc.rows);
    const linesWhere = async (where: string): Promise<unknown[]> =>
      (await engine.query(`SELECT line FROM flows WHERE ${where} ORDER BY line`)).map(({ line }) => line);
    const hosts = [...vpc.hosts.slice(0, 5), '10.10.9.9', '10.99.99.99'];

    const together = await linesWhere(observationPoints.anyOf(OUTWARD.host, hosts));

    const each = hosts.map(
      (host) => `(${OUTWARD.host} = ${engine.dialect.text(host)} AND ${observationPoints.condition(host)})`,
    );
    assert.ok(together.length > 0);
    assert.deepEqual(together, await linesWhere(each.join(' OR ')));
    assert.deepEqual(await linesWhere(observationPoints.anyOf(OUTWARD.host, [])), []);
  });
}
