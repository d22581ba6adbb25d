import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { problemsOf } from '../../src/complaints/validate.ts';
import { amazon, caseOf, MORNING, ssh, times, web } from './desk.ts';
import type { Printed } from './desk.ts';

const keysOf = (messages: { message: { key: string } }[]): string[] =>
  messages.map(({ message }) => message.key);

/** The only complaint. */
function only({ complaints }: Printed): Printed['complaints'][number] {
  assert.equal(complaints.length, 1, JSON.stringify(complaints.map(({ actor, type }) => [actor, type])));
  return complaints[0] ?? assert.fail();
}

/** An address for each number. */
const inCloud = (prefix: string, at: number): string => `${prefix}.${at >> 8}.${at & 255}`;

test('10,000 addresses of a botnet in two clouds give one complaint to each of the two, with all of them', async (t) => {
  const made = await caseOf(t, {
    'access.log': times(10_000, (at) =>
      web(MORNING + at * 2, inCloud(at % 5 === 0 ? '45.55' : '54.144', at), { user: 'admin' }),
    ),
    'ip-ranges.json': amazon('54.144.0.0/14'),
    'google.csv': '45.55.0.0/16,US,US-NJ,North Bergen,07047\n45.56.0.0/24,US,US-NJ,North Bergen,07047\n',
  });
  const { complaints } = await made.complain();
  assert.deepEqual(
    complaints.map(({ provider, actor, group }) => [provider, actor, group?.addresses]),
    [
      ['aws', '54.144.39.15', 8000],
      ['digitalocean', '45.55.39.11', 2000],
    ],
  );
  for (const { paths, group } of complaints) {
    const { evidence, type } = JSON.parse(await made.read(paths.complaint));
    assert.equal(type, 'reconnaissance');
    const table = evidence.find(({ text }: { text: string }) => text.startsWith('source,first,last,'));
    assert.equal(table.text.trim().split('\n').length, 1 + (group?.addresses ?? 0));
    assert.ok(
      table.text.includes('54.144.') !== table.text.includes('45.55.'),
      'one provider sees the other',
    );
    assert.deepEqual(problemsOf(JSON.parse(await made.read(paths.xarf)), 'reconnaissance'), []);
  }
});

test('passwords at SSH go out as a login attack with the port, and what is ours is not in it', async (t) => {
  const made = await caseOf(t, {
    'auth.log': times(60, (at) =>
      ssh(MORNING + at * 5, '203.0.113.9', at % 2 === 0 ? 'root' : 'j.doe', 40_000 + at),
    ),
  });
  const printed = await made.complain();
  const complaint = only(printed);
  assert.deepEqual(
    [complaint.type, complaint.source_port, complaint.provider, complaint.count, complaint.verified],
    ['login_attack', 40_059, null, 60, true],
  );
  const document = await made.read(complaint.paths.complaint);
  const xarf = JSON.parse(await made.read(complaint.paths.xarf));
  const payloads = xarf.evidence.map(({ payload }: { payload: string }) =>
    Buffer.from(payload, 'base64').toString(),
  );
  const text = await made.read(complaint.paths.text);
  for (const one of [document, JSON.stringify(xarf), text, ...payloads]) {
    assert.ok(!/j\.doe|mail1/.test(one), one.slice(0, 2000));
  }
  assert.match(
    payloads[0],
    /\[host name 1\] sshd\[4711\]: Failed password for \[user 1\] from 203\.0\.113\.9 port 40000/,
  );
  for (const [at, item] of xarf.evidence.entries()) {
    assert.equal(item.hash, `sha256:${createHash('sha256').update(payloads[at]).digest('hex')}`);
  }
  const again = await made.complain();
  assert.deepEqual(again, printed, 'a second run says the same');
});

test('a day of silence ends an incident: what was before is counted, and not complained about twice', async (t) => {
  const days = [0, 3, 7];
  const made = await caseOf(t, {
    'auth.log': days
      .map((day) =>
        times(40, (at) => ssh(MORNING - (7 - day) * 86_400 + at * 5, '203.0.113.9', 'root', 40_000 + at)),
      )
      .join(''),
  });
  const complaint = only(await made.complain());
  assert.equal(complaint.count, 40);
  assert.deepEqual([complaint.earlier?.stretches, complaint.earlier?.count], [2, 80]);
  assert.equal(complaint.first, '2026-03-02T10:00:00Z');
  assert.ok(keysOf(complaint.because).includes('complaintEarlier'));
});

test('a device with an old password, a user at home who mistyped for long and quiet logs give no complaint', async (t) => {
  const made = await caseOf(t, {
    'auth.log': times(40, (at) => ssh(MORNING + at * 5, '203.0.113.9', 'j.doe')),
    'access.log':
      times(12, (at) => web(MORNING + at * 9, '198.51.100.7', { user: 'a.user', agent: 'Outlook' })) +
      times(5, (at) =>
        web(MORNING + 300 + at, '198.51.100.7', { user: 'a.user', agent: 'Outlook', status: 200 }),
      ),
  });
  const { complaints, left } = await made.complain();
  assert.deepEqual(complaints, []);
  assert.deepEqual(keysOf(left).sort(), ['leftDevice', 'leftUnsure']);
  const { stdout } = await made.command('complaint', 'a.case', '--config', 'desk.yaml');
  assert.match(stdout, /nothing to complain about/);
});

test('a stranger who knocks once and a log without logins give no complaint', async (t) => {
  const made = await caseOf(t, {
    'access.log': times(200, (at) => web(MORNING + at, '203.0.113.9', { status: 200, agent: 'Mozilla/5.0' })),
  });
  const { complaints, left } = await made.complain();
  assert.deepEqual([complaints, left], [[], []]);
});

test('without a reporter in the settings nothing is written, and the setting is named', async (t) => {
  const made = await caseOf(t, { 'auth.log': ssh(MORNING, '203.0.113.9', 'root') }, 'lang: en\n');
  const { code, stdout, stderr } = await made.command('complaint', 'a.case', '--config', 'desk.yaml');
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /`reporter` is missing/);
});

test('findings whose rows are not found again with other thresholds are said, and nobody is accused by them', async (t) => {
  const made = await caseOf(t, {
    'auth.log': times(60, (at) => ssh(MORNING + at * 5, '203.0.113.9', at % 2 === 0 ? 'root' : 'admin')),
    'other.yaml': 'x: 1\n',
  });
  const other = `${made.folder}/other.yaml`;
  await writeFile(
    other,
    'reporter: { org: Example Corp, contact: abuse@example.com, domain: example.com }\nthresholds: { login_attack: { failures: 5000, accounts: 5000 } }\n',
  );
  const { complaints, left } = await made.complain('--config', other);
  assert.deepEqual(complaints, []);
  assert.deepEqual(keysOf(left), ['leftLost']);
});

test('the 25 busiest addresses of unknown networks have a complaint each, and how many more there are is said', async (t) => {
  const made = await caseOf(t, {
    'auth.log': times(30, (client) =>
      times(40 + client, (at) =>
        ssh(
          MORNING + client * 7000 + at * 5,
          `203.0.113.${client + 1}`,
          at % 2 === 0 ? 'root' : 'admin',
          40_000 + at,
        ),
      ),
    ),
  });
  const { complaints, left } = await made.complain();
  assert.equal(complaints.length, 25);
  assert.equal(complaints[0]?.actor, '203.0.113.30');
  assert.deepEqual(keysOf(left), ['leftNetworks']);
  assert.match(left[0]?.text ?? '', /^5 more addresses .* 210 entries/);
});

test('more entries than are enclosed are cut by whole lines, and counted', async (t) => {
  const made = await caseOf(t, {
    'access.log': times(6000, (at) => web(MORNING + at, '203.0.113.9', { user: `u${at}` })),
  });
  const complaint = only(await made.complain());
  const cut = complaint.because.find(({ message }) => message.key === 'complaintCutRows');
  assert.match(cut?.text ?? '', /1,000 of 6,000/);
  const { evidence } = JSON.parse(await made.read(complaint.paths.complaint));
  assert.equal(evidence.at(-1).text.trim().split('\n').length, 5001);
  const bytes = complaint.evidence.reduce((sum, item) => sum + item.bytes, 0);
  assert.ok(bytes < 3_700_000, String(bytes));
  const settings = complaint.because.filter(({ message }) => message.key === 'complaintPortSetting');
  assert.deepEqual(settings.map(({ text }) => text).sort(), [
    'Apache httpd logs that port with: %{remote}p in LogFormat',
    'nginx logs that port with: $remote_port in log_format',
  ]);
});

test('names that are meant for a terminal, a spreadsheet or a mail reach none of them', async (t) => {
  const evil = `=cmd|'/c calc'!A1 \\x1b]0;owned\\x07 \u202E`;
  const made = await caseOf(t, {
    'access.log': times(60, (at) =>
      web(MORNING + at, '203.0.113.9', { user: 'admin', request: `POST /=1+1\u202E/${at}`, agent: evil }),
    ),
  });
  const complaint = only(await made.complain());
  for (const argv of [[], ['--diff'], ['--lang', 'ru'], ['--json']]) {
    const { stdout } = await made.command('complaint', 'a.case', '--config', 'desk.yaml', ...argv);
    // oxlint-disable-next-line no-control-regex -- what must not reach a terminal
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000B-\u001F\u202E]/);
  }
  const { evidence } = JSON.parse(await made.read(complaint.paths.complaint));
  for (const row of evidence.at(-1).text.split('\n')) {
    for (const cell of row.split(',')) assert.doesNotMatch(cell, /^"?[=+@-]/, row);
  }
  assert.deepEqual(problemsOf(JSON.parse(await made.read(complaint.paths.xarf)), complaint.type), []);
});

test('an address that another provider has by now, and an incident of long ago, are said', async (t) => {
  const january = MORNING - 50 * 86_400;
  const made = await caseOf(t, {
    'access.log': times(60, (at) => web(january + at, '45.55.0.9', { user: 'admin' })),
    'ip-ranges.json': amazon('45.55.0.0/16'),
  });
  await writeFile(
    `${made.folder}/google.csv`,
    '45.55.0.0/16,US,US-NJ,North Bergen,07047\n45.56.0.0/24,US,US-NJ,North Bergen,07047\n',
  );
  const imported = await made.command('ranges', 'import', `${made.folder}/google.csv`);
  assert.equal(imported.code, 0, imported.stderr);
  const complaint = only(await made.complain());
  assert.equal(complaint.provider, 'aws');
  const because = keysOf(complaint.because);
  assert.ok(because.includes('complaintChanged') && because.includes('complaintOld'), because.join());
});

test('RADIUS is not verified: the source may be forged, and it is a reconnaissance at most', async (t) => {
  const made = await caseOf(t, {
    'auth.log': times(60, (at) => {
      const time = new Date((MORNING + at * 5) * 1000).toISOString().slice(0, 19);
      return `${time}+00:00 vpn1 radiusd[${700 + at}]: pam_unix(radiusd:auth): authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=203.0.113.9  user=u${at}\n`;
    }),
  });
  const complaint = only(await made.complain());
  assert.deepEqual([complaint.type, complaint.verified], ['reconnaissance', false]);
  assert.deepEqual(keysOf(complaint.because).slice(0, 1), ['complaintUnverified']);
  const xarf = JSON.parse(await made.read(complaint.paths.xarf));
  assert.equal(xarf.protocol, 'udp');
  assert.ok(xarf.tags.includes('source:not_verified'), JSON.stringify(xarf.tags));
  assert.match(await made.read(complaint.paths.text), /203\.0\.113\.9 \(not verified\)/);
});
