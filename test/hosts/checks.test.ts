import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { emptyInventory } from '../../src/clouds/inventory.ts';
import type { SecurityRule } from '../../src/clouds/inventory.ts';
import { CHECKS } from '../../src/hosts/checks/index.ts';
import { Facts } from '../../src/hosts/facts.ts';
import { inspectDisk } from '../../src/hosts/live/inspect.ts';
import { PROC_FILES } from '../../src/hosts/live/proc-files.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import { runChecks } from '../../src/hosts/run-checks.ts';
import type { HostCheck } from '../../src/hosts/run-checks.ts';
import { renderHost } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';
import { ROOT, temporary } from '../support.ts';

const FOLDER = join(ROOT, 'test', 'hosts', 'checks');
const TODAY = '2026-11-30';

/** `failed tomcat.ajp`, without those that passed. */
function open(checks: readonly HostCheck[]): string[] {
  return checks
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ outcome, id }) => `${outcome} ${id}`)
    .sort();
}

async function ofDisk(root: string): Promise<HostCheck[]> {
  const { facts } = await inspectDisk(PROC_FILES, root);
  return runChecks({ facts, today: TODAY });
}

/** Each family's hosts, and what is open on them. */
const EXPECTED: Record<string, Record<string, string[]>> = {
  sshd: {
    'debian-good': [],
    broken: [
      'failed sshd.authorized-keys-file',
      'failed sshd.keyboard-interactive',
      'failed sshd.max-auth-tries',
      'failed sshd.password-authentication',
      'failed sshd.permit-empty-passwords',
      'failed sshd.permit-root-login',
    ],
    // The included block ends with its file, so that the next one of the main file is for everybody.
    match: ['failed sshd.password-authentication', 'failed sshd.permit-root-login'],
    'include-itself': [],
  },
  tomcat: {
    good: [],
    broken: [
      'cannot_tell tomcat.manager',
      'cannot_tell tomcat.war',
      'failed tomcat.ajp',
      'failed tomcat.allow-trace',
      'failed tomcat.auto-deploy',
      'failed tomcat.examples',
      'failed tomcat.lock-out',
      'failed tomcat.manager',
      'failed tomcat.powered-by',
      'failed tomcat.reverse-proxy',
      'failed tomcat.shutdown-port',
      'failed tomcat.weak-user',
      'failed tomcat.weak-user',
      'failed tomcat.weak-user',
    ],
    hostile: ['cannot_tell tomcat.readable', 'cannot_tell tomcat.readable'],
  },
  php: {
    production: [],
    broken: [
      'failed php.allow-url-include',
      'failed php.disable-functions',
      'failed php.display-errors',
      'failed php.expose',
      'failed php.mail-header',
    ],
  },
  apache: {
    good: [],
    broken: [
      'failed apache.indexes',
      'failed apache.open-proxy',
      'failed apache.server-status',
      'failed apache.server-tokens',
      'failed apache.trace',
    ],
  },
  support: {
    ended: ['failed support.ended', 'failed support.ended', 'failed support.ended'],
    packaged: ['cannot_tell support.ended'],
  },
};

test('each family of checks has hosts to be tried on, good ones and broken ones', () => {
  const families = readdirSync(FOLDER).sort();
  assert.deepEqual(families, Object.keys(EXPECTED).sort());
  for (const family of families) {
    assert.deepEqual(readdirSync(join(FOLDER, family)).sort(), Object.keys(EXPECTED[family] ?? {}).sort());
  }
});

for (const [family, hosts] of Object.entries(EXPECTED)) {
  for (const [host, expected] of Object.entries(hosts)) {
    const root = join(FOLDER, family, host);
    test(`what is open on the ${host} host of ${family} is found on its disk`, async () => {
      const checks = (await ofDisk(root)).filter((one) => one.family === family);
      assert.deepEqual(open(checks), expected);
      for (const { lines, id } of checks) assert.ok(lines.length > 0, id);
    });
  }
}

/** The files of a host as somebody pastes them, one behind the other. */
async function pasted(root: string): Promise<string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return `[root@web-1 ~]# cat /${relative(root, path).split(sep).join('/')}\n${await readFile(path, 'utf8')}\n`;
    }),
  );
  return texts.join('');
}

for (const [family, host] of [
  ['sshd', 'broken'],
  ['sshd', 'match'],
  ['sshd', 'debian-good'],
  ['tomcat', 'good'],
  ['php', 'broken'],
  ['apache', 'broken'],
] as const) {
  test(`the same is found where the files of the ${host} host of ${family} are pasted`, async () => {
    const { facts, rejects } = readPaste(await pasted(join(FOLDER, family, host)), 'host.txt');
    assert.deepEqual(rejects, []);
    const checks = runChecks({ facts, today: TODAY }).filter((one) => one.family === family);
    assert.deepEqual(open(checks), EXPECTED[family]?.[host]);
  });
}

test('where sshd -T was pasted, it counts and not the file, which may set what is not in force', () => {
  const text = `[root@web-1 ~]# sshd -T
port 22
permitrootlogin without-password
passwordauthentication no
kbdinteractiveauthentication yes
permitemptypasswords no
maxauthtries 6
authorizedkeysfile .ssh/authorized_keys .ssh/authorized_keys2
[root@web-1 ~]# cat /etc/ssh/sshd_config
PasswordAuthentication yes
PermitRootLogin yes
`;
  const checks = runChecks({ facts: readPaste(text, 'p').facts, today: TODAY });
  assert.deepEqual(open(checks), ['failed sshd.keyboard-interactive']);
  const [interactive] = checks;
  assert.deepEqual(interactive?.lines, [{ evidence: 'p', line: 5 }]);
});

test('a comment that looks like a prompt of root ends no file', () => {
  const text = `[root@web-1 ~]# cat /etc/ssh/sshd_config
# last resort, see the manual
# w is not x
PasswordAuthentication no
`;
  const { facts, rejected } = readPaste(text, 'p');
  assert.equal(rejected, 0);
  assert.equal(facts.configurations[0]?.lines.length, 3);
});

test('a weak password is named nowhere, only whose it is', async () => {
  const checks = await ofDisk(join(FOLDER, 'tomcat', 'broken'));
  const weak = checks.filter(({ id }) => id === 'tomcat.weak-user');
  assert.deepEqual(
    weak.map(({ message }) => Reflect.get(message.params, 'user')),
    ['tomcat', 'ops', 'old'],
  );
  assert.doesNotMatch(JSON.stringify(checks), /S3cret/i);
});

const RULES: [SecurityRule, boolean][] = [
  [{ protocol: 'tcp', fromPort: 22, toPort: 22, peers: ['0.0.0.0/0'] }, true],
  [{ protocol: 'tcp', fromPort: 3389, toPort: 3389, peers: ['::/0'] }, true],
  [{ protocol: 'tcp', fromPort: 0, toPort: 65535, peers: ['0.0.0.0/0'] }, true],
  [{ protocol: 'all', peers: ['0.0.0.0/0'] }, true],
  [{ protocol: 'tcp', fromPort: 443, toPort: 443, peers: ['0.0.0.0/0'] }, false],
  [{ protocol: 'tcp', fromPort: 22, toPort: 22, peers: ['203.0.113.0/24', 'sg-0a'] }, false],
  [{ protocol: 'icmp', peers: ['0.0.0.0/0'] }, false],
];

test('a security group is open where everybody reaches a port of administration, and not where some do', () => {
  for (const [rule, isOpen] of RULES) {
    const inventory = {
      ...emptyInventory(),
      securityGroups: [{ id: 'sg-0b', inbound: [rule], outbound: [] }],
    };
    const checks = runChecks({ facts: new Facts(), inventory, today: TODAY });
    assert.deepEqual(open(checks), isOpen ? ['failed security-groups.open'] : [], JSON.stringify(rule));
  }
});

test('each check and its remedy are said in five languages, with every parameter', async () => {
  for (const [family, hosts] of Object.entries(EXPECTED)) {
    for (const host of Object.keys(hosts)) {
      for (const { message, fix, outcome } of await ofDisk(join(FOLDER, family, host))) {
        if (outcome === 'passed') continue;
        assert.ok(fix !== undefined);
        for (const one of [message, fix]) {
          const texts = LANGS.map((lang) => renderHost(one, lang));
          assert.equal(new Set(texts).size, LANGS.length, one.key);
          for (const text of texts) assert.doesNotMatch(text, /undefined|\{\w+\}/);
        }
      }
    }
  }
});

test('any text in any of the files makes no check throw', () => {
  const paths = CHECKS.flatMap(({ files }) => files).map((glob) => glob.replaceAll('*', 'x'));
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.array(fc.string({ unit: 'binary' })), (path, lines) => {
      const facts = new Facts();
      const origin = { evidence: path, line: 1, by: 'file' };
      facts.configurations.push({ path, lines: lines.map((text, i) => ({ text, at: i + 1 })), origin });
      runChecks({ facts, today: TODAY });
    }),
    { numRuns: 300 },
  );
});

test('a file that is too large for a configuration is said not to have been read', async (t) => {
  const root = await temporary(t);
  await mkdir(join(root, 'etc/ssh'), { recursive: true });
  await writeFile(join(root, 'etc/ssh/sshd_config'), '#'.repeat(2 ** 20 + 1));
  const { gaps } = await inspectDisk(PROC_FILES, root);
  assert.deepEqual(
    gaps.filter(({ key }) => key === 'notLookedAt').map(({ params }) => params),
    [{ paths: ['/etc/ssh/sshd_config'] }],
  );
});
