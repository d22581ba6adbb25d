import { execFileSync, spawn } from 'node:child_process';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { ImapFlow } from 'imapflow';
import { temporary } from '../../../test/support.ts';

export const USER = 'abuse';
export const PASSWORD = 'only-for-this-test';

/** A running dovecot with one mailbox, on the loopback interface. */
export interface Dovecot {
  port: number;
  /** Where TLS begins by STARTTLS only. */
  plainPort: number;
  /** The certificate, which whoever connects must trust. */
  certificate: string;
  maildir: string;
  /** Whose the mailbox is. */
  uid: number;
  gid: number;
  /** Puts a mail into the mailbox, as a mail program does. */
  append(mail: Uint8Array): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function idOf(kind: '-u' | '-g', user: string): number {
  return Number(execFileSync('id', [kind, user], { encoding: 'utf8' }));
}

/** As root, dovecot wants users of its own; else everything belongs to whoever runs the test. */
function owners(): { uid: number; gid: number; internal: string; login: string } {
  if (process.getuid?.() === 0)
    return { uid: idOf('-u', 'dovecot'), gid: idOf('-g', 'dovecot'), internal: 'dovecot', login: 'dovenull' };
  const me = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, internal: me, login: me };
}

function configuration(
  folder: string,
  { port, plainPort }: { port: number; plainPort: number },
  { uid, gid, internal, login }: ReturnType<typeof owners>,
) {
  return `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
default_internal_user = ${internal}
default_login_user = ${login}
first_valid_uid = 1
mail_location = maildir:${folder}/Maildir
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${plainPort}
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
`;
}

function client(port: number): ImapFlow {
  return new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: true,
    auth: { user: USER, pass: PASSWORD },
    tls: { rejectUnauthorized: false },
    logger: false,
  });
}

async function append(port: number, mail: Uint8Array): Promise<void> {
  const imap = client(port);
  imap.on('error', () => undefined);
  await imap.connect();
  await imap.append('INBOX', Buffer.from(mail));
  await imap.logout();
}

/** Waits until somebody can log in. */
async function ready(port: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const imap = client(port);
    imap.on('error', () => undefined);
    try {
      await imap.connect();
      await imap.logout();
      return;
    } catch (error) {
      imap.close();
      if (attempt >= 40) throw error;
      await sleep(250);
    }
  }
}

/** Starts a dovecot of the test's own, and ends it with the test. */
export async function startDovecot(t: TestContext): Promise<Dovecot> {
  const folder = await temporary(t);
  await chmod(folder, 0o755);
  const who = owners();
  for (const name of ['Maildir', 'home']) {
    await mkdir(join(folder, name));
    await chown(join(folder, name), who.uid, who.gid);
  }
  const [certificate, key, config] = ['cert.pem', 'key.pem', 'dovecot.conf'].map((name) =>
    join(folder, name),
  );
  const subject = '-subj /CN=localhost -addext subjectAltName=DNS:localhost';
  const request = `req -x509 -newkey rsa:2048 -nodes -days 2 ${subject}`.split(' ');
  execFileSync('openssl', [...request, '-keyout', key ?? '', '-out', certificate ?? ''], { stdio: 'ignore' });
  const [port, plainPort] = [await freePort(), await freePort()];
  await writeFile(config ?? '', configuration(folder, { port, plainPort }, who));
  const child = spawn('dovecot', ['-F', '-c', config ?? ''], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await ready(port);
  return {
    port,
    plainPort,
    uid: who.uid,
    gid: who.gid,
    certificate: certificate ?? '',
    maildir: join(folder, 'Maildir'),
    append: (mail) => append(port, mail),
  };
}
