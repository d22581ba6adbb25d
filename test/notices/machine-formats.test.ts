// A corpus of reports in every form that machines write, one of each kind that the form knows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import type { Claim } from '../../src/model/claim.ts';
import { readNotice } from '../../src/notices/read.ts';

const SOURCE = '198.51.100.9';
const offline: Effects = {
  ...nodeEffects(1),
  resolveDns: () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })),
};

async function claimsOf(text: string): Promise<Claim[]> {
  return (await readNotice(Buffer.from(text), {}, offline)).claims;
}

/** The only claim: whom it accuses, when, and of what. */
async function only(text: string): Promise<Pick<Claim, 'source' | 'type' | 'addresses' | 'window'>> {
  const [claim, ...others] = await claimsOf(text);
  assert.ok(claim !== undefined && others.length === 0, text);
  const { source, type, addresses, window } = claim;
  return { source, type, addresses, ...(window === undefined ? {} : { window }) };
}

function mail(headers: string, parts: readonly string[]): string {
  const head =
    'Received: from a.example by b.example; Fri, 20 Nov 2026 10:00:00 +0000\r\nFrom: reporter@example.net\r\nTo: abuse@example.com\r\n' +
    `Subject: abuse report\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n${headers}\r\n\r\n`;
  return `${head}${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`;
}

const TIME = '2026-11-20T09:59:00Z';

/** XARF v4.2's categories and types, and what each is here. */
const V4: Readonly<Record<string, Claim['type']>> = {
  'connection/ddos': 'ddos',
  'connection/infected_host': 'infected_host',
  'connection/login_attack': 'login_attack',
  'connection/port_scan': 'port_scan',
  'connection/reconnaissance': 'reconnaissance',
  'connection/scraping': 'scraping',
  'connection/sql_injection': 'sql_injection',
  'connection/vulnerability_scan': 'vulnerability_scan',
  'content/brand_infringement': 'other',
  'content/csam': 'other',
  'content/csem': 'other',
  'content/exposed_data': 'other',
  'content/fraud': 'other',
  'content/malware': 'malware',
  'content/phishing': 'phishing',
  'content/remote_compromise': 'other',
  'content/suspicious_registration': 'other',
  'copyright/copyright': 'copyright',
  'copyright/cyberlocker': 'copyright',
  'copyright/link_site': 'copyright',
  'copyright/p2p': 'copyright',
  'copyright/ugc_platform': 'copyright',
  'copyright/usenet': 'copyright',
  'infrastructure/botnet': 'infected_host',
  'infrastructure/compromised_server': 'infected_host',
  'messaging/bulk_messaging': 'spam',
  'messaging/spam': 'spam',
  'reputation/blocklist': 'other',
  'reputation/threat_intelligence': 'other',
  'vulnerability/cve': 'other',
  'vulnerability/misconfiguration': 'other',
  'vulnerability/open_service': 'other',
};

function v4(word: string): string {
  const [category, type] = word.split('/');
  const who = { org: 'Example', contact: 'abuse@example.net', domain: 'example.net' };
  return JSON.stringify({
    xarf_version: '4.2.0',
    report_id: '6f9619ff-8b86-4011-b42d-00c04fc964ff',
    timestamp: '2026-11-20T10:00:00Z',
    reporter: who,
    sender: who,
    source_identifier: SOURCE,
    source_port: 4000,
    category,
    type,
    protocol: 'tcp',
    first_seen: TIME,
  });
}

function v3(type: string): string {
  return JSON.stringify({
    Version: '3',
    ReporterInfo: { ReporterOrg: 'Example', ReporterOrgDomain: 'example.net' },
    Report: { ReportClass: 'Activity', ReportType: type, Date: TIME, SourceIp: SOURCE, SourcePort: 4000 },
  });
}

test('each of the 32 kinds of XARF version 4 is read, as a file and as a part of a mail', async () => {
  for (const [word, type] of Object.entries(V4)) {
    const expected = { source: 'xarf', type, addresses: [SOURCE], window: { from: TIME } };
    assert.deepEqual(await only(v4(word)), expected, word);
    const coded = Buffer.from(v4(word)).toString('base64').replace(/.{76}/g, '$&\r\n');
    const attached = mail('Content-Type: multipart/mixed; boundary=b', [
      'Content-Type: text/plain\r\n\r\nsee the report',
      `Content-Type: application/json; name="xarf.json"\r\nContent-Transfer-Encoding: base64\r\n\r\n${coded}`,
    ]);
    assert.deepEqual(await only(attached), expected, word);
  }
});

test('each kind of XARF version 3 is read, and one that nobody knows keeps its name', async () => {
  const kinds: Readonly<Record<string, Claim['type']>> = {
    LoginAttack: 'login_attack',
    PortScan: 'port_scan',
    Spam: 'spam',
    DDoS: 'ddos',
    Phishing: 'phishing',
    Malware: 'malware',
    Botnet: 'infected_host',
    Copyright: 'copyright',
    Trap: 'other',
  };
  for (const [word, type] of Object.entries(kinds)) {
    assert.deepEqual(await only(v3(word)), {
      source: 'xarf',
      type,
      addresses: [SOURCE],
      window: { from: TIME },
    });
    assert.equal((await claimsOf(v3(word)))[0]?.reported_activity, word);
  }
});

test('each kind of X-ARF 0.1 and 0.2 is read from its part in YAML', async () => {
  const kinds: Readonly<Record<string, Claim['type']>> = {
    'login-attack': 'login_attack',
    'port-scan': 'port_scan',
    spam: 'spam',
    ddos: 'ddos',
    info: 'other',
    phishing: 'phishing',
    malware: 'malware',
  };
  for (const version of ['0.1', '0.2'])
    for (const [word, type] of Object.entries(kinds)) {
      const fields = [
        'Reported-From: reporter@example.net',
        'Category: abuse',
        `Report-Type: ${word}`,
        `Version: ${version}`,
        'User-Agent: example 1.0',
        'Date: Fri, 20 Nov 2026 09:59:00 +0000',
        'Source-Type: ipv4',
        `Source: ${SOURCE}`,
        'Report-ID: 1@example.net',
      ];
      const text = mail('X-XARF: PLAIN\r\nContent-Type: multipart/mixed; boundary=b', [
        'Content-Type: text/plain; charset=utf-8\r\n\r\nsee the report',
        `Content-Type: text/plain; charset=utf-8; name="report.txt"\r\n\r\n---\r\n${fields.join('\r\n')}`,
      ]);
      const expected = { source: 'xarf', type, addresses: [SOURCE], window: { from: TIME } };
      assert.deepEqual(await only(text), expected, `${version} ${word}`);
    }
});

function feedback(type: string): string {
  return mail('Content-Type: multipart/report; report-type=feedback-report; boundary=b', [
    'Content-Type: text/plain\r\n\r\nThis is a report.',
    `Content-Type: message/feedback-report\r\n\r\nFeedback-Type: ${type}\r\nUser-Agent: Example/1.0\r\nVersion: 1\r\nSource-IP: 2001:db8::9\r\nArrival-Date: Fri, 20 Nov 2026 09:59:00 +0000\r\n`,
    'Content-Type: message/rfc822\r\n\r\nFrom: somebody@example.org\r\nSubject: buy\r\n\r\nbuy',
  ]);
}

test('feedback reports that accuse are claims, and those that do not accuse are none', async () => {
  const kinds: Readonly<Record<string, Claim['type']>> = {
    abuse: 'spam',
    fraud: 'phishing',
    virus: 'malware',
    other: 'other',
  };
  for (const [word, type] of Object.entries(kinds)) {
    const expected = { source: 'arf', type, addresses: ['2001:db8::9'], window: { from: TIME } };
    assert.deepEqual(await only(feedback(word)), expected, word);
  }
  for (const word of ['not-spam', 'opt-out', 'auth-failure'])
    assert.deepEqual(await claimsOf(feedback(word)), [], word);
});
