import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../src/complaints/validate.ts';
import { caseOf, MORNING, times, web } from './desk.ts';
import type { Made, Printed } from './desk.ts';

const keysOf = (messages: { message: { key: string } }[]): string[] =>
  messages.map(({ message }) => message.key);

async function only(made: Made, { complaints, left }: Printed): Promise<Printed['complaints'][number]> {
  const [complaint = assert.fail(JSON.stringify(left)), ...others] = complaints;
  assert.deepEqual(
    others.map(({ actor, type }) => [actor, type]),
    [],
  );
  assert.deepEqual(problemsOf(JSON.parse(await made.read(complaint.paths.xarf)), complaint.type), []);
  return complaint;
}

/** Visitors of the site, who follow its links. */
const visitors = times(300, (n) =>
  web(MORNING + n * 10, `198.51.100.${n % 200}`, {
    request: `GET /p/${n % 9}`,
    status: 200,
    agent: 'Mozilla/5.0',
  }).replace('"-"', '"https://shop.example/"'),
);

test('SQL injections are reported as that, and the table shows what was injected', async (t) => {
  const made = await caseOf(t, {
    'access.log':
      visitors +
      times(30, (n) =>
        web(MORNING + n * 5, '203.0.113.9', {
          request: `GET /product?id=${n}%27%20UNION%20SELECT%20username,password%20FROM%20users--`,
          status: 200,
        }),
      ),
  });
  const complaint = await only(made, await made.complain());
  assert.deepEqual([complaint.actor, complaint.type, complaint.count], ['203.0.113.9', 'sql_injection', 30]);
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.deepEqual([report.http_method, report.attempts_count], ['GET', 30]);
  const payloads: string[] = report.evidence.map(({ payload }: { payload: string }) =>
    Buffer.from(payload, 'base64').toString(),
  );
  assert.match(payloads.at(-1) ?? '', /,query\n.*UNION%20SELECT/);
  assert.doesNotMatch(payloads.join(), /198\.51\.100\./, 'visitors are in no complaint');
});

test('secrets and users in the query of an attack do not go out', async (t) => {
  const made = await caseOf(t, {
    'access.log': times(30, (n) =>
      web(MORNING + n * 5, '203.0.113.9', {
        user: 'j.doe',
        request: `GET /product?session=aB3xZ9qLm2Tk7Rw1Yp5N&user=j.doe&mail=j.doe@corp.example&id=${n}%27%20OR%201=1--`,
        status: 200,
      }),
    ),
  });
  const complaint = await only(made, await made.complain());
  const { evidence } = JSON.parse(await made.read(complaint.paths.complaint));
  const all = evidence.map(({ text }: { text: string }) => text).join();
  assert.match(all, /OR%201=1/);
  assert.doesNotMatch(all, /aB3xZ9qLm2Tk7Rw1Yp5N|j\.doe|corp\.example/);
});

test('attacks of several classes are a scan for weaknesses, which names them', async (t) => {
  const paths = [
    '/a?f=../../../../etc/passwd',
    '/b?q=<script>alert(1)</script>',
    '/c?x=;cat%20/etc/passwd',
    '/d?id=1%27%20OR%201=1--',
  ];
  const made = await caseOf(t, {
    'access.log': times(40, (n) =>
      web(MORNING + n * 5, '203.0.113.9', { request: `GET ${paths[n % 4]}`, status: 403 }),
    ),
  });
  const complaint = await only(made, await made.complain());
  assert.equal(complaint.type, 'vulnerability_scan');
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.equal(report.scan_type, 'web_vuln_scan');
  assert.ok(
    report.vulnerabilities_probed.includes('sql injection'),
    JSON.stringify(report.vulnerabilities_probed),
  );
});

test('who asks for one missing path after the other is a reconnaissance with these paths', async (t) => {
  const made = await caseOf(t, {
    'access.log':
      visitors +
      times(200, (n) => web(MORNING + n, '203.0.113.9', { request: `GET /backup-${n}.tar`, status: 404 })),
  });
  const complaint = await only(made, await made.complain());
  assert.deepEqual([complaint.type, complaint.verified, complaint.count], ['reconnaissance', true, 200]);
  assert.deepEqual(keysOf(complaint.because).slice(0, 1), ['complaintProbing']);
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.deepEqual([report.probed_resources.length, report.response_codes], [20, [404]]);
});

/** A line of Suricata's eve.json. */
const suricata = (n: number, signature: string, http?: object): string =>
  `${JSON.stringify({
    timestamp: `${new Date((MORNING + n) * 1000).toISOString().slice(0, 19)}.000000+0000`,
    event_type: 'alert',
    src_ip: '203.0.113.9',
    src_port: 40_000 + n,
    dest_ip: '198.51.100.20',
    dest_port: 443,
    proto: 'TCP',
    alert: {
      action: 'allowed',
      gid: 1,
      signature_id: 2_000_000,
      rev: 1,
      signature,
      category: 'x',
      severity: 1,
    },
    ...(http !== undefined && { http }),
  })}\n`;

test('whom a sensor alone reports is complained about with its alerts, and the sensor is named', async (t) => {
  const made = await caseOf(t, {
    'eve.json': times(30, (n) =>
      suricata(n, 'ET WEB_SERVER Possible SQL Injection', {
        hostname: 'shop.example',
        url: `/product?id=${n}`,
        http_method: 'GET',
      }),
    ),
  });
  const complaint = await only(made, await made.complain());
  assert.deepEqual(
    [complaint.type, complaint.verified, complaint.count, complaint.source_port],
    ['sql_injection', true, 30, 40_029],
  );
  assert.deepEqual(keysOf(complaint.because).slice(0, 2), ['complaintInjection', 'complaintSensors']);
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.deepEqual([report.evidence_source, report.destination_ip], ['ids_detection', '198.51.100.20']);
  assert.match(await made.read(complaint.paths.text), /30\s+alerts\s+of\s+suricata\s+about\s+203\.0\.113\.9/);
});

test('whom a sensor calls a port scanner may be forged: it is a reconnaissance at most', async (t) => {
  const made = await caseOf(t, { 'eve.json': times(30, (n) => suricata(n, 'GPL SCAN portscan detected')) });
  const complaint = await only(made, await made.complain());
  assert.deepEqual([complaint.type, complaint.verified], ['reconnaissance', false]);
  assert.equal(keysOf(complaint.because)[0], 'complaintUnverified');
});

/** A session of Cowrie in which a file is fetched. */
const cowrie = (n: number, address: string): string =>
  `${JSON.stringify({
    eventid: 'cowrie.session.file_download',
    src_ip: address,
    src_port: 40_000 + n,
    session: `s${n}`,
    sensor: 'pot',
    timestamp: `${new Date((MORNING + n * 60) * 1000).toISOString().slice(0, 19)}.000000Z`,
    url: 'http://198.51.100.71/mips',
    shasum: '2594ebbff5baeee2aa4925957c2c463f5577b9b396b6ab90a0e54e8662a421bb',
    outfile: 'var/lib/cowrie/downloads/x',
    message: 'Downloaded URL',
  })}\n`;

test('who brings files into a honeypot is reported as an infected host, with the file’s hash and where it came from', async (t) => {
  const made = await caseOf(t, { 'cowrie.json': times(5, (n) => cowrie(n, '203.0.113.9')) });
  const complaint = await only(made, await made.complain());
  assert.deepEqual([complaint.type, complaint.count], ['infected_host', 5]);
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.deepEqual([report.bot_type, report.evidence_source], ['malicious', 'honeypot']);
  const table = Buffer.from(report.evidence.at(-1).payload, 'base64').toString();
  assert.match(table, /http:\/\/198\.51\.100\.71\/mips,2594ebbff5baeee2aa4925957c2c463f/);
});
