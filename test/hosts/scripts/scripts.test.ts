import assert from 'node:assert/strict';
import {
  mkdir,
  readdir,
  lstat,
  open,
  readFile,
  readlink,
  realpath,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';

import { COLLECTOR } from '../../../src/hosts/collectors/script.ts';
import { inspectDisk } from '../../../src/hosts/live/inspect.ts';
import { readPaste } from '../../../src/hosts/pastes/read.ts';
import { isBusy, isMisplaced, isScript, webPath } from '../../../src/hosts/scripts/places.ts';
import { isGrave, scriptSigns, signsOfLine } from '../../../src/hosts/scripts/read.ts';
import { SCRIPT_ROWS, signMessage } from '../../../src/hosts/scripts/sentences.ts';
import { SCRIPT_SIGNS } from '../../../src/hosts/scripts/signs.ts';
import { readSigns } from '../../../src/hosts/signs/read.ts';
import { renderHost } from '../../../src/hosts/words/render.ts';
import { LANGS } from '../../../src/language/lang.ts';
import { temporary } from '../../support.ts';

/** Lines as they stand in web shells, taken apart, so that no scanner takes this file for one. */
const RUN = ['ev', 'al'].join('');
const POST = ['$', 'POST'].join('_');

const GRAVE: readonly (readonly [string, string])[] = [
  [`@${RUN}(${POST}['c']);`, 'runs input'],
  [`<?php ${RUN}(base64_decode(${POST}["c"])); ?>`, 'runs input'],
  ['<?php system( $_GET[0] );', 'runs input'],
  ['$f = $_REQUEST["f"]($_REQUEST["x"]);', 'runs input'],
  ["assert(file_get_contents('php://input'));", 'runs input'],
  ['Runtime.getRuntime().exec(request.getParameter("cmd"));', 'runs input'],
  [`<%${RUN} request("c")%>`, 'runs input'],
  [`${RUN}(gzinflate(str_rot13(base64_decode('AAAA'))));`, 'runs encoded'],
  ['<%! class U extends ClassLoader { U(ClassLoader c) { super(c); } } %>', 'loads code'],
  ["$fp = fsockopen('udp://' . $_GET['host'], $port);", 'sends where asked'],
];

for (const [line, sign] of GRAVE) {
  test(`a script that holds ${line.slice(0, 50)} ${sign}`, () => {
    const signs = scriptSigns(`<?php\n\n${line}\n`);
    assert.deepEqual(signs.map(({ sign: one, line: at }) => [one, at])[0], [sign, 3]);
    assert.ok(isGrave(signs));
  });
}

test('what applications do every day is nothing grave', () => {
  const innocent = [
    "$name = trim($_POST['name']);",
    'preg_match("/^[a-z]+e$/", $_GET["x"]);',
    "$data = json_decode(file_get_contents('php://input'));",
    'exec("convert " . escapeshellarg($_POST["file"]));',
    'mysqli_query($db, "SELECT * FROM `users` WHERE `id` = \'" . intval($_GET[\'id\']) . "\'");',
    "$response = wp_remote_post($url, ['body' => $_POST]);",
    `// ${RUN}(${POST}['c']) is what shells do`,
    ` * Never ${RUN}( ${POST}['x'] ).`,
    '$r = call_user_func($callback, $args);',
    'String name = request.getParameter("name");',
    'Response.Redirect(Request["to"])',
    'print $q->param("name");',
    '$image = imagecreatefromstring(base64_decode($encoded));',
  ];
  for (const line of innocent)
    assert.ok(!isGrave(signsOfLine(line).map((sign) => ({ sign, line: 1 }))), line);
});

test('mail in a loop with a list from the request is told, a letter of an order is not', () => {
  const mailer = `<?php\n$to = explode("\\n", ${POST}['list']);\nforeach ($to as $one) {\n  mail($one, $s, $t);\n}\n`;
  assert.deepEqual(scriptSigns(mailer), [{ sign: 'mails in a loop', line: 4 }]);
  const order = `<?php\nfunction order($to) {\n  mail($to, 'Your order', 'Thanks');\n}\n`;
  assert.deepEqual(scriptSigns(order), []);
  const method = `<?php\n$x = ${POST}['a'];\nforeach ($all as $one) {\n  $mailer->mail($one);\n}\n`;
  assert.deepEqual(scriptSigns(method), []);
});

test('a script is read to its end whatever it holds, and lines are counted from 1', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000, unit: 'binary' }), (text) => {
      for (const { line } of scriptSigns(text)) assert.ok(line >= 1 && line <= text.split('\n').length);
    }),
  );
});

test('where scripts lie is told by the path below the document root', () => {
  assert.equal(webPath('/var/www/html/wp-content/uploads/a.php'), '/html/wp-content/uploads/a.php');
  assert.ok(isMisplaced('/var/www/html/wp-content/uploads/2026/11/a.php'));
  assert.ok(isMisplaced('/home/shop/public_html/images/logo.jpg.php'));
  assert.ok(!isMisplaced('/var/www/html/wp-content/uploads/index.php', 28));
  assert.ok(!isMisplaced('/var/www/html/wp-content/uploads/photo.jpg'));
  assert.ok(!isMisplaced('/tmp/files/a.php'), 'below no document root');
  assert.ok(!isMisplaced('/home/uploads/public_html/a.php'), 'the folder is above the document root');
  assert.ok(isScript('/SHELL.PHP') && !isScript('/a.php.txt'));
  assert.ok(isBusy('/wp-admin/admin-ajax.php') && !isBusy('/wp-content/uploads/wp-cron.php'));
});

const FS = { readFile, readlink, readdir, lstat, stat, realpath, open };

async function disk(t: Parameters<typeof temporary>[0], files: Record<string, string>): Promise<string> {
  const root = await temporary(t);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test('a mounted disk is searched below its document roots, also those that Apache is told of', async (t) => {
  const shell = `<?php\n@${RUN}(${POST}['c']);\n`;
  const root = await disk(t, {
    'var/www/html/index.php': "<?php echo 'start';\n",
    'var/www/html/uploads/a.php': shell,
    'var/www/html/uploads/b.php': '<?php echo 1;\n',
    'var/www/html/uploads/index.php': '<?php // Silence is golden.\n',
    'srv/shop/plugins/cache.php': shell,
    'etc/apache2/sites-enabled/shop.conf': '<VirtualHost *:80>\n  DocumentRoot "/srv/shop"\n</VirtualHost>\n',
    'opt/other/c.php': shell,
  });
  await symlink('/etc', join(root, 'var/www/html/out'));
  const { facts } = await inspectDisk(FS, root);
  const found = readSigns(facts).map(({ detector, subject }) => [detector, subject.path]);
  assert.deepEqual(
    new Set(found.map((one) => one.join(' '))),
    new Set([
      'misplaced-script /var/www/html/uploads/b.php',
      'web-shell /srv/shop/plugins/cache.php',
      'web-shell /var/www/html/uploads/a.php',
    ]),
  );
});

test('a quiet web root gives no alarm', async (t) => {
  const root = await disk(t, {
    'var/www/html/index.php': "<?php require 'wp-blog-header.php';\n",
    'var/www/html/wp-cron.php': '<?php ignore_user_abort(true); $lock = fsockopen($host, 80);\n',
    'var/www/html/wp-content/uploads/index.php': '<?php\n',
    'var/www/html/upload.php': "<?php move_uploaded_file($_FILES['f']['tmp_name'], $to);\n",
  });
  const { facts } = await inspectDisk(FS, root);
  assert.deepEqual(readSigns(facts), []);
});

test('the collector shows scripts in folders for uploads and lines that give a script away, and is read so', async (t) => {
  const root = await disk(t, {
    'html/index.php': "<?php echo 'start';\n",
    'html/uploads/b.php': '<?php echo 1;\n',
    'html/plugins/cache.php': `<?php\n\n@${RUN}(${POST}['c']);\n`,
  });
  const [show = ''] = /^show\(\) \{[^]*?^\}$/m.exec(COLLECTOR) ?? [];
  const [loop = ''] = /^for root in [^]*?^done$/m.exec(COLLECTOR) ?? [];
  const script = `${show}\n${loop.replace(/^for root in [^;]*;/, `for root in '${root}' '/tmp/$(touch x)';`)}\n`;
  const text = execFileSync('sh', ['-s'], { input: script }).toString();
  const { facts, rejected } = readPaste(text, 'host.txt');
  assert.equal(rejected, 0, text);
  const found = readSigns(facts).map(({ detector, subject }) => `${detector} ${subject.path}`);
  assert.deepEqual(
    new Set(found),
    new Set([`misplaced-script ${root}/html/uploads/b.php`, `web-shell ${root}/html/plugins/cache.php`]),
    text,
  );
});

test('every sign and sentence of scripts is said in every language, each in its own words', () => {
  for (const key of Object.keys(SCRIPT_ROWS)) {
    const message = { key, params: { line: 3, path: '/a.php', signs: [signMessage('runs input', 3)] } };
    const texts = LANGS.map((lang) => renderHost(message, lang));
    assert.equal(new Set(texts).size, LANGS.length, texts.join(' | '));
  }
  const keys = SCRIPT_SIGNS.map((sign) => signMessage(sign, 1).key);
  assert.equal(new Set(keys).size, SCRIPT_SIGNS.length);
});
