import { LOST_NOTE } from '../../src/tables/lost.ts';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { CaseDocument } from '../../src/model/case.ts';
import { investigate } from '../../src/desk/investigation.ts';
import { hostWords } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';
import { render } from '../../src/language/render.ts';
import { WORDS } from '../../src/cases/translations.ts';
import { renderReport } from '../../src/report/report.ts';
import { style } from '../../src/cli/terminal.ts';
import { summary } from '../../src/cli/summary.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import type { Row } from '../../src/events/engines/engine.ts';
import { ROOT, temporary } from '../support.ts';
import { entriesOf } from '../../src/model/numbers.ts';
import type { intrusionAttempts } from './generate/intrusion/index.ts';
import type { natRegional } from './generate/regional/index.ts';
import type { natPortScan } from './generate/nat/index.ts';
import type { tomcatDos } from './generate/tomcat/index.ts';
import type { owaFromAws } from './generate/owa/index.ts';

/** What the generator says is true; the committed file, not the generator's word of today. */
async function truthOf<T extends () => { truth: unknown }>(name: string): Promise<ReturnType<T>['truth']> {
  return JSON.parse(await readFile(join(ROOT, 'test', 'examples', `${name}.json`), 'utf8'));
}

/** Runs the example as a user would, far from the network and from anybody's home. */
async function caseOf(
  t: TestContext,
  name: string,
): Promise<{ document: CaseDocument; query: (sql: string) => Promise<Row[]> }> {
  const home = await temporary(t);
  const effects = {
    ...nodeEffects(2),
    now: () => new Date('2026-11-20T16:30:00Z'),
    fetch: () => Promise.reject(new Error('no network here')),
    env: { ABUSEDESK_HOME: home },
  };
  const options = {
    paths: [join(ROOT, 'examples', name)],
    folder: join(home, 'case'),
    settings: settingsSchema.parse({ letters: ['en'] }),
  };
  const { document, folder } = await investigate(options, effects);
  const engine = await openEngine(join(folder, 'lake'), { threads: 2 });
  t.after(() => engine.close());
  return { document, query: (sql) => engine.query(sql) };
}

function linesOf(document: CaseDocument, format: string): { read: number; parsed: number; rejected: number } {
  const entries = document.evidence.filter((entry) => entry.format === format);
  const sum = (count: 'read' | 'parsed' | 'rejected'): number =>
    entries.reduce((total, entry) => total + entry[count], 0);
  return { read: sum('read'), parsed: sum('parsed'), rejected: sum('rejected') };
}

test('nat-port-scan', async (t) => {
  const truth = await truthOf<typeof natPortScan>('nat-port-scan');
  const { document, query } = await caseOf(t, 'nat-port-scan');

  await t.test('the notice is read as it stands there', () => {
    const [claim] = document.claims;
    assert.equal(claim?.reference, truth.notice.reference);
    assert.deepEqual(claim.addresses, [truth.notice.address]);
    assert.equal(claim.window?.from, truth.notice.abuse_time);
    assert.deepEqual(
      claim.flows.map(({ remote }) => remote),
      truth.notice.remotes,
    );
  });

  await t.test('every record is in the lake, and what AWS lost is said', async () => {
    const { files, records, no_data, skip_data } = truth.flows;
    const read = records + no_data + skip_data + files;
    assert.deepEqual(linesOf(document, 'vpc-flow'), { read, parsed: records, rejected: 0 });
    assert.deepEqual(await query('SELECT count(*) AS n FROM flows'), [{ n: records }]);
    const lost = document.evidence.filter(({ notes }) => notes.includes(LOST_NOTE));
    assert.equal(lost.length, skip_data);
  });

  await t.test('the host behind the gateway is the culprit, alone, and the claim is confirmed', () => {
    assert.equal(document.culprits.length, 1);
    const [culprit] = document.culprits;
    assert.equal(culprit?.address, truth.culprit.address);
    assert.equal(culprit.interface, truth.culprit.interface);
    assert.equal(culprit.instance, truth.culprit.instance);
    assert.equal(culprit.via?.public, truth.culprit.nat.public);
    assert.equal(culprit.via?.interface, truth.culprit.nat.interface);
    assert.deepEqual(culprit.ties, []);
    assert.deepEqual(
      document.verdicts.map(({ verdict }) => verdict),
      ['confirmed'],
    );
  });

  await t.test('the scan is found whole: port, hosts, beginning and end', () => {
    const scan = document.findings.find(({ type }) => type === 'port_scan');
    assert.equal(scan?.targets.hosts, truth.scan.targets);
    assert.deepEqual(scan.targets.ports, [truth.scan.port]);
    assert.equal(scan.from.slice(0, 16), truth.scan.from.slice(0, 16));
    assert.equal(scan.to.slice(0, 16), truth.scan.to.slice(0, 16));
  });

  await t.test('neither the gateway nor the busy host is accused of anything', async () => {
    const accused = new Set(document.findings.map(({ subject }) => subject.address));
    assert.deepEqual([...accused], [truth.culprit.address]);
    const [busy] = await query(
      `SELECT count(DISTINCT dst) AS n FROM flows WHERE src = '${truth.innocent.address}' AND dst LIKE '198.19.%'`,
    );
    assert.equal(busy?.['n'], truth.innocent.targets);
  });
});

test('nat-regional', async (t) => {
  const truth = await truthOf<typeof natRegional>('nat-regional');
  const { document, query } = await caseOf(t, 'nat-regional');

  await t.test('the regional gateway is named by its id, and the host by what its own records say', () => {
    const [culprit, ...others] = document.culprits;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [culprit?.address, culprit?.instance, culprit?.name],
      [truth.culprit.address, truth.culprit.instance, truth.culprit.name],
    );
    assert.deepEqual(culprit?.via, {
      kind: 'nat',
      gateway: truth.gateway,
      public: truth.notice.address,
    });
    assert.equal(culprit.message.key, 'culpritNextHop');
    assert.equal(document.conclusion.certainty, 'confirmed');
  });

  await t.test('the gateway, which recorded every flow as well, is accused of nothing', async () => {
    const accused = new Set(document.findings.map(({ subject }) => subject.address));
    assert.deepEqual([...accused], [truth.culprit.address]);
    assert.equal(document.findings[0]?.targets.hosts, truth.targets);
    assert.deepEqual(await query('SELECT count(*) AS n FROM flows'), [{ n: truth.records }]);
    const [row] = await query(
      `SELECT count(DISTINCT instance_tag) AS n FROM flows WHERE resource IS NULL AND next_hop_type = 'regional_nat_gateway'`,
    );
    assert.equal(row?.['n'], 9);
  });
});

test('owa-from-aws', async (t) => {
  const truth = await truthOf<typeof owaFromAws>('owa-from-aws');
  const { document, query } = await caseOf(t, 'owa-from-aws');

  await t.test(
    'every request is in the lake, over the change of fields in the middle of a file',
    async () => {
      const { parsed, rejected } = linesOf(document, 'iis-w3c');
      assert.deepEqual({ parsed, rejected }, { parsed: truth.requests.records, rejected: 0 });
      const counted = await query(
        `SELECT strftime(ts, '%Y-%m') || ' ' || coalesce(cs_username, '-') || ' ' || sc_status || '.' || sc_substatus
         AS what, count(*) AS n
       FROM requests JOIN attribution ON address = c_ip WHERE provider = 'aws' GROUP BY what ORDER BY what`,
      );
      const expected = Object.entries(truth.amazon.by_month_user_status).map(([what, n]) => ({ what, n }));
      assert.deepEqual(counted, expected);
      assert.deepEqual(await query('SELECT count(*) AS n FROM attribution'), [{ n: truth.amazon.addresses }]);
    },
  );

  await t.test(
    'all of the thousands of attackers are counted by provider, region and service, in the case, the report and the terminal',
    async () => {
      const { addresses = 0, groups = [] } = document.attribution?.attackers ?? {};
      const shown = groups.map(({ provider, service, region, addresses: some, list }) => {
        assert.equal(new Set(list).size, some);
        return [provider, service, region, some];
      });
      const counted = await query(
        `SELECT provider, region, count(DISTINCT c_ip) AS n FROM requests JOIN attribution ON address = c_ip
         WHERE user_agent = '${truth.amazon.agent}' AND cs_username IS NOT NULL GROUP BY ALL ORDER BY n DESC`,
      );
      assert.deepEqual(
        shown,
        counted.map(({ provider, region, n }) => [provider, 'EC2', region, n]),
      );
      assert.ok(
        document.sources.length < 200 && addresses > 4000,
        `${document.sources.length} of ${addresses}`,
      );
      assert.equal(
        addresses,
        groups.reduce((sum, group) => sum + group.addresses, 0),
      );
      const effects = { ...nodeEffects(1), now: () => new Date('2026-11-20T16:30:00Z') };
      const paint = style({ ...effects.stdout, isTTY: false }, false, effects);
      for (const lang of LANGS) {
        const screen = summary({ document, folder: '/case', kept: [] }, { lang, style: paint }, effects);
        const report = renderReport(document, { lang, now: effects.now(), zone: 'UTC' });
        for (const number of [addresses, ...groups.map((group) => group.addresses)]) {
          const digits = String(number).replace(/(\d)(\d{3})$/, '$1.$2');
          assert.match(screen, new RegExp(digits), `${lang}: ${number} on the screen`);
          assert.match(report, new RegExp(digits), `${lang}: ${number} in the report`);
        }
        for (const text of [screen, report]) {
          assert.match(text, /Amazon Web Services EC2|EC2<\/td>/, lang);
          assert.match(text, /us-east-1/);
        }
        // The next step: the block, with its command.
        assert.match(screen, /abusedesk block plan/);
        assert.ok(report.replaceAll(/<[^>]+>/g, '').includes('abusedesk block plan CASE'), lang);
      }
    },
  );

  await t.test('a block that holds is named, and it would have stopped nobody of the staff', () => {
    const { step, prefixes, ladder = [] } = document.blocklist ?? {};
    const chosen = ladder.find((one) => one.step === step);
    assert.deepEqual([step, prefixes, chosen?.bad_left], ['prefixes', 8, 0]);
    assert.ok((chosen?.bad_clients ?? 0) > 4000, `${chosen?.bad_clients} addresses of attackers`);
    assert.deepEqual(
      chosen?.good.filter(({ kind }) => kind === 'user'),
      [],
    );
    // The addresses rotate: blocked one by one, next to nothing of what followed would have been stopped.
    const [addresses] = ladder;
    assert.equal(addresses?.step, 'addresses');
    assert.ok(addresses?.held !== undefined && addresses.held.stopped < addresses.held.all / 100);
    // As the block's screen says them: all of the script's requests, and those that its password opened.
    assert.deepEqual(chosen?.bad_sent, { requests: chosen?.bad_stopped, logins: 0, flows: 0 });
    assert.deepEqual(chosen?.bad_signed_in, { times: truth.credentials.requests, users: 1 });
    const next = document.next.find(({ key }) => key === 'nextBlock');
    const { params } = next ?? {};
    assert.ok(params !== undefined && 'prefixes' in params && 'users' in params);
    assert.deepEqual([params.prefixes, params.users], [8, []]);
    // One name holds the prefixes of both regions.
    assert.match(
      render(next ?? assert.fail(), WORDS.en),
      /block schedule --provider aws --service EC2 --sink nftables/,
    );
  });

  await t.test('the password that works is found, and who mistyped is left alone', () => {
    const worked = document.findings.filter(({ detector }) => detector === 'web-credentials-worked');
    assert.deepEqual(
      worked.map(({ subject }) => subject.user),
      [truth.credentials.user],
    );
    assert.equal(worked[0]?.from, truth.credentials.first);
    assert.ok(document.findings.every(({ subject }) => subject.user !== truth.mistyped.user));
  });

  await t.test('the table of sources adds up to the requests of the script', () => {
    const table = document.tables.find(({ name }) => name === 'requests_by_source');
    assert.ok(table);
    const at = (name: string): number => table.columns.indexOf(name);
    const mine = table.rows.filter((row) => row[at('provider')] === 'aws');
    const hits = mine.reduce((sum, row) => sum + Number(row[at('hits')]), 0);
    assert.equal(hits, truth.amazon.requests);
    const march = mine.find(
      (row) => row[at('cs_username')] === 'CORP\\a.user' && row[at('month')] === '2018-03',
    );
    assert.equal(march?.[at('status')], '401.1');
    assert.equal(march[at('hits')], truth.amazon.by_month_user_status['2018-03 CORP\\a.user 401.1']);
  });
});

test('tomcat-dos', async (t) => {
  const truth = await truthOf<typeof tomcatDos>('tomcat-dos');
  const { document } = await caseOf(t, 'tomcat-dos');
  const host = document.host;
  assert.ok(host !== undefined);

  await t.test('the notice and the flow log agree, and the server is the culprit', () => {
    const [claim] = document.claims;
    assert.deepEqual(
      claim?.flows.map(({ packets_sent, bytes_sent }) => ({ packets: packets_sent, bytes: bytes_sent })),
      truth.bursts,
    );
    assert.deepEqual(
      document.verdicts.map(({ verdict }) => verdict),
      ['confirmed'],
    );
    assert.equal(document.culprits[0]?.address, truth.server.address);
    assert.equal(linesOf(document, 'vpc-flow').parsed, truth.flows.records);
  });

  await t.test('pastes are evidence of which every line is counted', () => {
    const pastes = document.evidence.filter(({ format }) => format === 'host-output');
    assert.equal(pastes.length, 3);
    for (const { read, parsed, rejected, skipped } of pastes) {
      assert.ok(parsed > 0);
      assert.equal(parsed + rejected + skipped, read);
      assert.equal(rejected, 0);
    }
  });

  await t.test('the connections tried by hand that failed are told', () => {
    const cut = host.findings.find(({ message }) => message.key === 'attemptsFailed');
    assert.equal(JSON.stringify(cut?.message.params).includes('"port":80'), true, JSON.stringify(cut));
  });

  await t.test('the process that sends is named with its raw sockets, and no other is accused', () => {
    const raw = host.findings.find(({ detector }) => detector === 'raw-socket');
    assert.equal(raw?.subject.pid, truth.process.pid);
    assert.equal(raw.subject.process, truth.process.name);
    assert.equal(raw.numbers['sockets'], truth.process.sockets);
    assert.equal(raw.numbers['protocol'], truth.process.protocol);
    assert.ok(raw.lines.every(({ text }) => text?.includes('19719/Lixsyn')));
    const accused = new Set(host.findings.flatMap(({ subject }) => subject.pid ?? []));
    assert.deepEqual([...accused], [truth.process.pid]);
    const culprits = host.processes.filter(({ culprit }) => culprit);
    assert.deepEqual(
      culprits.map(({ pid, parent }) => [pid, parent]),
      [[truth.process.pid, 1]],
    );
  });

  await t.test(
    'no socket leads to the victim, and the process with raw sockets was running while it was flooded',
    () => {
      assert.deepEqual(
        host.traffic?.map(({ answer, certainty, message, pids }) => [answer, certainty, message.key, pids]),
        [['no_socket', 'likely', 'trafficRaw', [truth.process.pid]]],
      );
    },
  );

  await t.test('what the counter says was sent has its price', () => {
    const counter = host.counters.find(({ interface: name }) => name === 'eth0');
    assert.equal(counter?.tx_bytes, truth.counter.tx_bytes);
    assert.equal(host.cost?.egress_bytes, truth.counter.tx_bytes);
    // One gigabyte of a month was free in 2017, the first ten terabytes cost 0.09 USD each gigabyte.
    assert.equal(host.cost?.usd, Math.round((truth.counter.tx_bytes / 1e9 - 1) * 9) / 100);
  });

  await t.test('the host stands in the report, in each language', () => {
    const now = new Date('2026-11-20T16:30:00Z');
    for (const lang of LANGS) {
      const page = renderReport(document, { lang, now, zone: 'UTC' });
      assert.match(page, /<section id="host"/);
      assert.ok(page.includes(hostWords(lang).labels.cost));
      assert.match(page, /<strong>Lixsyn<\/strong>/);
    }
  });
});

test('intrusion-attempts', async (t) => {
  const truth = await truthOf<typeof intrusionAttempts>('intrusion-attempts');
  const { document, query } = await caseOf(t, 'intrusion-attempts');
  const [claim] = document.claims;

  await t.test('the notice says who, when, what and to whom by the lines that it passes on', () => {
    assert.equal(claim?.type, truth.notice.type);
    assert.equal(claim.named_by, 'lines');
    assert.deepEqual(claim.accounts, [truth.notice.account]);
    assert.deepEqual(claim.addresses, [truth.notice.server]);
    assert.deepEqual(claim.targets, [truth.notice.domain, truth.notice.victim]);
    assert.deepEqual(claim.window, { from: truth.notice.from, to: truth.notice.to });
  });

  await t.test('both lines of the web log are read, the one with doubled blanks too', () => {
    const { records = [], rejected } = claim?.reported_lines ?? {};
    assert.deepEqual(
      records.map(({ format, source }) => [format, source]),
      Array.from({ length: truth.notice.lines }, () => ['access-log', truth.notice.server]),
    );
    assert.equal(rejected, 0);
  });

  await t.test(
    'the server that fits the mask sent to the target that fits the mask: likely, and no more',
    () => {
      const [verdict] = document.verdicts;
      assert.equal(verdict?.verdict, 'likely');
      assert.ok(verdict.lines.every(({ text }) => text?.includes(` ${truth.victim} `)));
      assert.deepEqual(
        document.culprits.map(({ address, interface: id, instance }) => ({
          address,
          interface: id,
          instance,
        })),
        [truth.server],
      );
    },
  );

  await t.test('the search for further web servers is found, and nobody else is accused', () => {
    const scan = document.findings.find(({ type }) => type === 'port_scan');
    // The book shop is one more of those that were asked at port 80.
    assert.equal(scan?.targets.hosts, truth.flows.searched + 1);
    const accused = document.findings
      .filter(({ detector }) => detector !== 'sensor-inbound')
      .flatMap(({ subject }) => subject.address ?? []);
    assert.deepEqual([...new Set(accused)].sort(), [truth.server.address, truth.intruder].sort());
  });

  await t.test(
    'what the story asks for is the next: an answer, a block, its proof, a search for more',
    () => {
      const steps = document.next.map(({ key }) => key);
      for (const key of ['nextInterim', 'nextBlock', 'nextSnapshot', 'nextStopOutbound', 'nextScanFiles'])
        assert.ok(steps.includes(key), `${key}: ${steps.join(' ')}`);
      const stop = document.next.find(({ key }) => key === 'nextStopOutbound');
      assert.deepEqual(Object.entries(stop?.params ?? {}).slice(0, 3), [
        ['host', truth.server.instance],
        ['ports', [80]],
        ['targets', truth.flows.searched + 1],
      ]);
      assert.equal(claim?.answer_within_hours, 24);
    },
  );

  await t.test('the connections tried by hand that fail now are told', () => {
    const cut = document.host?.findings.find(({ message }) => message.key === 'attemptsFailed');
    assert.equal(JSON.stringify(cut?.message.params).includes('"port":80'), true, JSON.stringify(cut));
  });

  await t.test('what the intruder did stands in one timeline over all logs', () => {
    const table = document.tables?.find(({ name }) => name === 'actor_timeline');
    assert.deepEqual(
      table?.rows.map((row) => [row[0], row[3], row[4]]),
      [
        [truth.intruder, 'requests', 'answered'],
        [truth.intruder, 'requests', 'refused'],
        [truth.intruder, 'alerts', 'verdict_passed'],
      ],
    );
  });

  await t.test('who came in is named by what ModSecurity said of him, and that it let him through', () => {
    const [said, ...others] = document.findings.filter(({ detector }) => detector === 'sensor-inbound');
    assert.deepEqual([said?.subject.address, others.length], [truth.intruder, 0]);
    const numbers = new Map(entriesOf(said?.numbers ?? {}));
    assert.equal(numbers.get('reported'), truth.audit.transactions);
    assert.equal(numbers.get('reported_passed'), truth.audit.transactions);
  });

  await t.test(
    'what the intruder tried before the upload is told by class, and that nothing of it worked',
    () => {
      const attack = document.findings.find(({ detector }) => detector === 'web-attack');
      const numbers = Object.fromEntries(entriesOf(attack?.numbers ?? {}));
      assert.equal(attack?.subject.address, truth.intruder);
      assert.equal(attack.direction, 'inbound');
      // One of them is in ModSecurity's log, too, and counts once.
      assert.equal(numbers['attack_requests'], truth.access.attacks);
      assert.equal(numbers['attack_in_two_logs'], 1);
      assert.equal(numbers['attack_odd'], 0);
      const classes = document.tables?.find(({ name }) => name === 'attack_classes')?.rows ?? [];
      assert.deepEqual(
        new Set(classes.map(([name]) => name)),
        new Set(['sql injection', 'local file inclusion']),
      );
    },
  );

  await t.test(
    'the script that does it is named first, with its line, its requests and the SQL',
    async () => {
      const scripts = document.findings.filter(({ detector }) => detector === 'web-script');
      const [script] = scripts;
      assert.equal(scripts.length, 1, JSON.stringify(scripts.map(({ id }) => id)));
      assert.equal(new Map(entriesOf(script?.numbers ?? {})).get('script_requests'), truth.script.requests);
      assert.equal(script?.subject.address, truth.server.address);
      const said = JSON.stringify(script?.message.params);
      for (const key of ['scriptText', 'AfterUpload', 'OneClient', 'Unlinked', 'Turned', 'Claimed'])
        assert.ok(said.includes(key), `${key}: ${said}`);
      const shown = (script?.lines ?? []).map(({ evidence, line, text }) => ({ evidence, line, text }));
      const file = shown.find(({ evidence }) => evidence.endsWith(`!${truth.script.file}`));
      assert.equal(file?.line, truth.script.line);
      assert.ok(file.text?.includes('eval'), JSON.stringify(file));
      assert.ok(shown.some(({ text }) => text?.includes('POST /plugins/upload.php') === true));
      const [row] = await query(script?.sql ?? '');
      assert.equal(Number(row?.['requests']), truth.script.requests);
      assert.equal(Number(row?.['targets']), truth.flows.searched + 1);
    },
  );

  await t.test('every record of the flow log and of the audit log is counted', async () => {
    assert.equal(linesOf(document, 'vpc-flow').parsed, truth.flows.records);
    assert.deepEqual(linesOf(document, 'modsecurity').rejected, 0);
    const sent = await query(`SELECT sum(packets) AS n FROM flows WHERE dst = '${truth.victim}'`);
    assert.equal(Number(sent[0]?.['n']), truth.flows.packets);
    const alerts = await query('SELECT DISTINCT src, count(*) OVER () AS n FROM alerts');
    assert.deepEqual(
      alerts.map(({ src, n }) => [src, Number(n)]),
      [[truth.intruder, truth.audit.transactions]],
    );
  });
});
