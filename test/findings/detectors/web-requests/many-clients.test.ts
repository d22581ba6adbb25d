import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS } from '../../../../src/language/lang.ts';
import { render } from '../../../../src/language/render.ts';
import { WORDS } from '../../../../src/cases/translations.ts';
import { MOST_CLIENTS } from '../../../../src/findings/detectors/web-requests/clients.ts';
import { eventContext } from '../../support/lake.ts';
import { client, GUILTY, RULES, visitor } from './asked.ts';

const CLIENTS = 80;

for (const rule of RULES) {
  test(`${rule.name}: of many guilty clients none is left out, and a block stops all of them`, async (t) => {
    const everybody = Array.from({ length: CLIENTS }, (_, i) => client(i));
    const rows = everybody.flatMap((who, i) => GUILTY[rule.name]!(who, i % 7));
    const context = await eventContext(t, 'requests', [...visitor(), ...rows]);

    const findings = await rule.detect(context);

    const named = findings.flatMap(({ subject }) => subject.address ?? []);
    const [others, ...more] = findings.filter(({ subject }) => subject.address === undefined);
    assert.equal(named.length, MOST_CLIENTS);
    assert.deepEqual(more, []);
    assert.equal(others?.numbers['addresses'], CLIENTS - MOST_CLIENTS);
    assert.equal(others.direction, 'inbound');
    assert.equal(others.severity === 'high', false);
    for (const lang of LANGS)
      assert.match(render(others.message, WORDS[lang]), new RegExp(`${CLIENTS - MOST_CLIENTS}`));

    const [figures] = await context.engine.query(others.sql);
    assert.equal(figures?.['addresses'], CLIENTS - MOST_CLIENTS);
    // Its lines are those of clients without a finding of their own.
    assert.equal(others.lines.length, 20);
    const whose = await context.engine.query(
      `SELECT DISTINCT c_ip FROM requests WHERE line IN (${others.lines.map(({ line }) => line).join(', ')})`,
    );
    assert.deepEqual(
      whose.filter(({ c_ip }) => named.includes(String(c_ip))),
      [],
    );

    const attackers = context.attackers.all(findings, context.localNetworks);
    assert.ok(attackers);
    const stopped = await context.engine.query(
      `SELECT DISTINCT address FROM (${attackers}) AS everybody ORDER BY address`,
    );
    assert.deepEqual(
      stopped.map(({ address }) => address),
      everybody.toSorted(),
    );
  });

  test(`${rule.name}: as many guilty clients as are listed need no finding for the others`, async (t) => {
    const rows = Array.from({ length: MOST_CLIENTS }, (_, i) => GUILTY[rule.name]!(client(i), i % 7)).flat();
    const context = await eventContext(t, 'requests', [...visitor(), ...rows]);
    const findings = await rule.detect(context);
    assert.equal(findings.length, MOST_CLIENTS);
    assert.ok(findings.every(({ subject }) => subject.address !== undefined));
  });
}
