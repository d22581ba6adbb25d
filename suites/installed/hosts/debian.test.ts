import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { inForce, mainOf, settingsOf } from '../../../src/hosts/checks/sshd/settings.ts';
import { Facts } from '../../../src/hosts/facts.ts';
import { inspectDisk } from '../../../src/hosts/live/inspect.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { runChecks } from '../../../src/hosts/run-checks.ts';
import { temporary } from '../../../test/support.ts';

// The configurations that Debian ships, as they are, put right and broken; and sshd's own word on what is in force.
// The packages' files are unpacked by `.ci/install`, the servers are not started.

const DEBIAN = '/var/cache/abusedesk-suites/debian';

/** A host with the shipped files where the packages put them. */
async function shipped(t: TestContext): Promise<string> {
  const root = await temporary(t);
  const copy = (from: string, to: string): void => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    cpSync(join(DEBIAN, from), join(root, to), { recursive: true, verbatimSymlinks: true });
  };
  copy('usr/share/openssh/sshd_config', 'etc/ssh/sshd_config');
  copy('usr/share/tomcat10/etc/server.xml', 'etc/tomcat10/server.xml');
  copy('usr/share/tomcat10/etc/tomcat-users.xml', 'etc/tomcat10/tomcat-users.xml');
  copy('etc/apache2', 'etc/apache2');
  mkdirSync(join(root, 'etc/apache2/conf-enabled'), { recursive: true });
  cpSync(
    join(root, 'etc/apache2/conf-available/security.conf'),
    join(root, 'etc/apache2/conf-enabled/security.conf'),
  );
  const [version = assert.fail('php.ini is missing')] = await readdir(join(DEBIAN, 'usr/lib/php')).then(
    (names) => names.filter((name) => /^\d\.\d+$/.test(name)),
  );
  copy(`usr/lib/php/${version}/php.ini-production`, `etc/php/${version}/fpm/php.ini`);
  return root;
}

async function failed(root: string): Promise<string[]> {
  const { facts } = await inspectDisk(PROC_FILES, root);
  const checks = runChecks({ facts, today: '2026-11-30' });
  assert.deepEqual(
    checks.filter(({ id }) => id === 'tomcat.readable').map(({ message }) => message),
    [],
  );
  return [...new Set(checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id))].sort();
}

/** Writes a file, or what a change makes of one. */
function change(root: string, path: string, edit: (text: string) => string): void {
  const before = readFileSync(join(root, path), 'utf8');
  const after = edit(before);
  assert.notEqual(after, before, `${path} is not as it was expected`);
  writeFileSync(join(root, path), after);
}

test('of what Debian ships, that is open which its makers leave to the administrator, and nothing worse', async (t) => {
  assert.deepEqual(await failed(await shipped(t)), [
    'apache.indexes',
    'apache.server-tokens',
    'php.disable-functions',
    'php.mail-header',
    'sshd.password-authentication',
    'tomcat.auto-deploy',
    'tomcat.reverse-proxy',
  ]);
});

test('put right, nothing is open any more', async (t) => {
  const root = await shipped(t);
  change(root, 'etc/ssh/sshd_config', (text) => `PasswordAuthentication no\n${text}`);
  change(root, 'etc/tomcat10/server.xml', (text) =>
    text
      .replaceAll('<Connector port="8080"', '<Connector address="127.0.0.1" port="8080"')
      .replaceAll('autoDeploy="true"', 'autoDeploy="false"'),
  );
  change(root, 'etc/apache2/apache2.conf', (text) => text.replaceAll('Options Indexes', 'Options'));
  change(root, 'etc/apache2/conf-enabled/security.conf', (text) =>
    text.replaceAll(/^ServerTokens .*$/gm, 'ServerTokens Prod'),
  );
  const [version = ''] = await readdir(join(root, 'etc/php'));
  const own = join(root, `etc/php/${version}/fpm/conf.d/99-own.ini`);
  mkdirSync(dirname(own));
  writeFileSync(
    own,
    'disable_functions = exec,passthru,shell_exec,system,proc_open,popen\nmail.add_x_header = On\nexpose_php = Off\n',
  );
  assert.deepEqual(await failed(root), []);
});

test('broken on purpose, each of the ways in is found', async (t) => {
  const root = await shipped(t);
  const before = await failed(root);
  change(root, 'etc/ssh/sshd_config', (text) => `PermitRootLogin yes\n${text}`);
  change(root, 'etc/tomcat10/tomcat-users.xml', (text) =>
    text.replace(
      '</tomcat-users>',
      '<user username="admin" password="admin" roles="manager-gui"/></tomcat-users>',
    ),
  );
  writeFileSync(join(root, 'etc/apache2/conf-enabled/proxy.conf'), 'ProxyRequests On\nTraceEnable On\n');
  const now = await failed(root);
  assert.deepEqual(
    now.filter((id) => !before.includes(id)),
    ['apache.open-proxy', 'sshd.permit-root-login', 'tomcat.weak-user'],
  );
});

/** Configurations whose value in force is easily mistaken: `INCLUDED` is the folder of the included ones. */
const CONFIGURATIONS = [
  { main: 'PasswordAuthentication no\nPasswordAuthentication yes\n' },
  {
    main: 'Include INCLUDED/*.conf\nPermitRootLogin no\n',
    'a.conf': 'PermitRootLogin yes\n',
    'b.conf': 'PermitRootLogin prohibit-password\n',
  },
  { main: 'MaxAuthTries=9\nmaxauthtries 3\nPermitEmptyPasswords "yes"\n' },
  { main: 'Match User nobody\n PasswordAuthentication no\nMatch all\nPermitRootLogin yes\n' },
  {
    main: 'Include INCLUDED/*.conf\nKbdInteractiveAuthentication no\n',
    'a.conf': 'Match User nobody\nPermitRootLogin no\n',
    'b.conf': 'PasswordAuthentication no\n',
  },
  // An included block ends with its file, and an include in a block is of the block.
  {
    main: 'Match User nobody\nInclude INCLUDED/*.conf\nMatch all\nPermitRootLogin no\n',
    'a.conf': 'PermitRootLogin yes\nMaxAuthTries 9\n',
  },
  // Several patterns, names in their order, the same file twice.
  {
    main: 'Include INCLUDED/b*.conf INCLUDED/*.conf\n',
    'a.conf': 'PasswordAuthentication yes\nMaxAuthTries 3\n',
    'b1.conf': 'PasswordAuthentication no\n',
    'b2.conf': 'PermitRootLogin no\n',
  },
  // An include within an include.
  {
    main: 'Include INCLUDED/a.conf\nPermitRootLogin no\n',
    'a.conf': 'Include INCLUDED/nested\nPermitRootLogin yes\n',
    nested: 'PermitRootLogin forced-commands-only\nPasswordAuthentication no\n',
  },
  // No file fits; tabs, capitals, blanks, CR at the end of the line; the older name of a setting.
  {
    main: 'Include INCLUDED/none*.conf\n\tPERMITROOTLOGIN\t\tno  \r\nChallengeResponseAuthentication no\nKbdInteractiveAuthentication yes\n',
  },
  { main: 'Match Address 192.0.2.0/24,2001:db8::/32\n\tPermitEmptyPasswords yes\n' },
  { main: '# only a comment\n\nAuthorizedKeysFile /etc/keys/%u .ssh/authorized_keys # and more\n' },
];
const NAMES = [
  'passwordauthentication',
  'kbdinteractiveauthentication',
  'permitrootlogin',
  'permitemptypasswords',
  'maxauthtries',
  'authorizedkeysfile',
];

/** What a block says of those whom it is for, by sshd's own word. */
test('what holds for some connections alone is what sshd says of such a connection', async (t) => {
  const folder = await temporary(t);
  const key = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  mkdirSync('/run/sshd', { recursive: true });
  const text =
    'PasswordAuthentication no\nMatch User backup\n  PasswordAuthentication yes\n  PermitRootLogin yes\nMatch all\nPermitRootLogin no\n';
  writeFileSync(join(folder, 'main'), text);
  const printed = (...connection: string[]): string =>
    execFileSync('/usr/sbin/sshd', ['-T', '-f', join(folder, 'main'), '-h', key, ...connection], {
      encoding: 'utf8',
    });
  const of = (output: string): string[] =>
    output
      .split('\n')
      .filter((line) => /^(?:passwordauthentication|permitrootlogin) /.test(line))
      .sort();
  const everybody = printed();
  assert.deepEqual(of(everybody), ['passwordauthentication no', 'permitrootlogin no']);
  assert.deepEqual(of(printed('-C', 'user=backup,host=x,addr=192.0.2.1')), [
    'passwordauthentication yes',
    'permitrootlogin yes',
  ]);
  // Where sshd's own word is there as well, the block is found all the same.
  for (const own of ['', everybody]) {
    const facts = new Facts();
    const take = (path: string, content: string): void => {
      const lines = content.split('\n').map((line, at) => ({ text: line, at: at + 1 }));
      facts.configurations.push({ path, lines, origin: { evidence: path, line: 1, by: 'file' } });
    };
    take('/etc/ssh/sshd_config', text);
    if (own !== '') take('sshd -T', own);
    const failing = runChecks({ facts, today: '2026-11-30' })
      .filter(({ id, outcome }) => outcome === 'failed' && /password-authentication|permit-root/.test(id))
      .map(({ id, message }) => `${id} ${message.key}`);
    assert.deepEqual(failing.sort(), [
      'sshd.password-authentication sshdMatch',
      'sshd.permit-root-login sshdMatch',
    ]);
  }
});

test('what is in force is what sshd itself says', async (t) => {
  const folder = await temporary(t);
  const key = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  mkdirSync('/run/sshd', { recursive: true });
  for (const [i, { main, ...included }] of CONFIGURATIONS.entries()) {
    const own = join(folder, String(i));
    mkdirSync(own);
    for (const [name, text] of Object.entries(included)) writeFileSync(join(own, name), text ?? '');
    writeFileSync(join(own, 'main'), main.replaceAll('INCLUDED', own));
    const printed = execFileSync('/usr/sbin/sshd', ['-T', '-f', join(own, 'main'), '-h', key], {
      encoding: 'utf8',
    });
    const facts = new Facts();
    const take = (path: string, text: string): void => {
      const lines = text.split('\n').map((line, at) => ({ text: line, at: at + 1 }));
      facts.configurations.push({ path, lines, origin: { evidence: path, line: 1, by: 'file' } });
    };
    take('/etc/ssh/sshd_config', main.replaceAll('INCLUDED', own));
    for (const [name, text] of Object.entries(included)) take(join(own, name), text ?? '');
    const settings = settingsOf(facts, mainOf(facts)!);
    for (const name of NAMES) {
      const ours = inForce(settings, name)?.value;
      const theirs = new RegExp(`^${name} (.*)$`, 'm')
        .exec(printed)?.[1]
        ?.replace('without-password', 'prohibit-password');
      if (ours !== undefined) assert.equal(ours, theirs, `${name} of ${main}`);
      // What no file sets is sshd's default, which it prints as well.
      else assert.ok(theirs !== undefined, name);
    }
  }
});
