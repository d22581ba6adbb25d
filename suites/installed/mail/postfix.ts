import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { temporary } from '../../../test/support.ts';
import type { Dovecot } from './dovecot.ts';

const DOMAIN = 'customer.example';
const RECIPIENT = `abuse@${DOMAIN}`;
/** A delivery that takes longer is none. */
const MOST_MS = 120_000;

/** Postfix changes users, so that only root may start it. */
const AS_ROOT = process.getuid?.() === 0 ? [] : ['sudo', '-n'];

function run(...args: string[]): void {
  const [program = '', ...rest] = [...AS_ROOT, ...args];
  execFileSync(program, rest, { stdio: 'ignore' });
}

/** No service listens on the network: mail comes in at a socket in the queue's folder, and nothing goes out. */
function configuration(folder: string, { maildir, uid, gid }: Dovecot): string {
  return `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.${DOMAIN}
mydestination =
inet_interfaces = loopback-only
local_transport = error:none
default_transport = error:this server only takes mail in
relay_transport = error:this server only takes mail in
virtual_mailbox_domains = ${DOMAIN}
virtual_mailbox_base = /
virtual_mailbox_maps = inline:{${RECIPIENT}=${maildir.slice(1)}/}
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
alias_maps =
alias_database =
smtpd_relay_restrictions = reject_unauth_destination
`;
}

const SERVICES = `smtpin unix n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
`;

/** Hands a mail in, line by line as SMTP has it (RFC 5321). @throws Error where the server refuses something */
async function submit(path: string, mail: Uint8Array): Promise<void> {
  const socket = connect(path);
  try {
    socket.setEncoding('latin1');
    const text = Buffer.from(mail).toString('latin1').replaceAll(/\r?\n/g, '\r\n').replaceAll(/^\./gm, '..');
    const say = [
      'EHLO trial.example',
      'MAIL FROM:<bounces@example.net>',
      `RCPT TO:<${RECIPIENT}>`,
      'DATA',
      `${text}\r\n.`,
      'QUIT',
    ];
    let heard = '';
    for await (const chunk of socket) {
      heard += String(chunk);
      if (!/^\d{3} [^\n]*\n$/m.test(heard)) continue;
      if (/^[45]/m.test(heard)) throw new Error(heard);
      heard = '';
      const next = say.shift();
      if (next === undefined) return;
      socket.write(`${next}\r\n`, 'latin1');
    }
  } finally {
    socket.destroy();
  }
}

/** A postfix of the test's own, which delivers into the dovecot's mailbox. */
export interface Postfix {
  /** On the loopback interface, for who speaks SMTP over TCP. */
  port: number;
  /** Who gets mail here. */
  recipient: string;
  /** Returns when the mail lies in the mailbox. */
  deliver(mail: Uint8Array): Promise<void>;
  /** Waits for so many mails in the mailbox, and gives their paths. */
  arrived(count: number): Promise<string[]>;
}

/** Postfix listens at a socket in a folder; this hands on what comes over TCP, so that no port need be chosen before. */
async function doorTo(t: TestContext, path: string): Promise<number> {
  const server = createServer((outside) => {
    const inside = connect(path);
    for (const socket of [outside, inside]) socket.on('error', () => socket.destroy());
    outside.pipe(inside);
    inside.pipe(outside);
    outside.once('close', () => inside.destroy());
    inside.once('close', () => outside.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}

async function until(holds: () => Promise<boolean>, says: () => Promise<string>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 100) {
    if (waited > MOST_MS) throw new Error(await says());
    await sleep(100);
  }
}

/** Starts a postfix with a configuration and a queue of its own, and ends it with the test. */
export async function startPostfix(t: TestContext, dovecot: Dovecot): Promise<Postfix> {
  const folder = await temporary(t);
  await chmod(folder, 0o755);
  const [config, queue, data] = ['etc', 'queue', 'data'].map((name) => join(folder, name));
  for (const path of [config, queue, data]) await mkdir(path ?? '');
  await writeFile(join(config ?? '', 'main.cf'), configuration(folder, dovecot));
  await writeFile(join(config ?? '', 'master.cf'), SERVICES);
  run('chown', '-R', 'root', config ?? '', queue ?? '');
  run('chown', 'postfix', data ?? '');
  run('/usr/sbin/postfix', '-c', config ?? '', 'check');
  const [program, ...args] = [...AS_ROOT, '/usr/lib/postfix/sbin/master', '-c', config ?? '', '-d'];
  const child = spawn(program, args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  t.after(async () => {
    if (AS_ROOT.length === 0) child.kill('SIGTERM');
    else run('kill', String(child.pid));
    await ended;
    run('rm', '-rf', queue ?? '', data ?? '');
  });
  const socket = join(queue ?? '', 'public', 'smtpin');
  const log = (): Promise<string> => readFile(join(folder, 'mail.log'), 'utf8').catch(() => 'no log');
  const mails = async (): Promise<string[]> => {
    const lists = await Promise.all(
      ['new', 'cur'].map(async (name) => {
        const folder = join(dovecot.maildir, name);
        const names = await readdir(folder).catch((): string[] => []);
        return names.map((each) => join(folder, each));
      }),
    );
    return lists.flat();
  };
  return {
    port: await doorTo(t, socket),
    recipient: RECIPIENT,
    async deliver(mail) {
      const before = (await mails()).length;
      await until(
        () =>
          submit(socket, mail).then(
            () => true,
            () => false,
          ),
        log,
      );
      await until(async () => (await mails()).length > before, log);
    },
    async arrived(count) {
      await until(async () => (await mails()).length >= count, log);
      return mails();
    },
  };
}
