import { get } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * Asks a web server once from each source address; prints address and status, 0 for no answer. Runs in the server's
 * network namespace, where all these addresses are local.
 */
const [port = '', ...rest] = process.argv.slice(2);
const sources = rest.length > 0 ? rest : (await text()).trim().split('\n');

async function text(): Promise<string> {
  let all = '';
  for await (const chunk of process.stdin) all += String(chunk);
  return all;
}

function status(localAddress: string): Promise<number> {
  const host = isIPv6(localAddress) ? '::1' : '127.0.0.1';
  return new Promise((resolve) => {
    const request = get(
      { host, port, localAddress, path: '/', timeout: 60_000, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', () => resolve(0));
    request.on('timeout', () => request.destroy());
  });
}

const AT_ONCE = 8;
for (let at = 0; at < sources.length; at += AT_ONCE) {
  const some = sources.slice(at, at + AT_ONCE);
  const answers = await Promise.all(some.map(status));
  process.stdout.write(some.map((source, i) => `${source} ${answers[i]}\n`).join(''));
}
