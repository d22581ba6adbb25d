import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readTraces } from '../../src/notices/traces.ts';

const RECEIVED =
  'Received: from a.example ([198.51.100.9]) by mx.example.net; Fri, 20 Nov 2026 09:00:00 +0000';

function told(...fields: string[]): string[] {
  return readTraces([RECEIVED, ...fields]).map(({ header, kind, value }) => `${header} ${kind} ${value}`);
}

test('each mail software says in its own way who handed a message to it', () => {
  const cases: [field: string, ...told: string[]][] = [
    ['Received: by web-7.example (Postfix, from userid 33)\tid 9A1; Fri', 'Received uid 33'],
    [
      'Received: from pc.example ([203.0.113.5]) (Authenticated sender: info@shop.example) by mail.example (Postfix) with ESMTPSA id 4; Fri',
      'Received account info@shop.example',
    ],
    [
      'Received: from www-data by web-7.example with local (Exim 4.96) (envelope-from <x@y.example>) id 1; Fri',
      'Received user www-data',
    ],
    [
      'Received: (from apache@localhost) by web-7.example (8.17.1/8.17.1/Submit) id 4; Fri',
      'Received user apache',
    ],
    ['Received: (qmail 12345 invoked by uid 48); 20 Nov 2026 09:00:00 -0000', 'Received uid 48'],
    [
      'X-Authentication-Warning: web-7.example: apache set sender to x@y.example using -f',
      'X-Authentication-Warning user apache',
    ],
    [
      'X-PHP-Originating-Script: 1001:class-phpmailer.php',
      'X-PHP-Originating-Script script class-phpmailer.php',
      'X-PHP-Originating-Script uid 1001',
    ],
    [
      'X-PHP-Script: shop.example/a/x.php for 203.0.113.77, 10.0.0.3',
      'X-PHP-Script script shop.example/a/x.php',
      'X-PHP-Script caller 203.0.113.77',
      'X-PHP-Script caller 10.0.0.3',
    ],
    [
      'X-Source-Args: /usr/bin/php /home/shop/public_html/a/x.php ',
      'X-Source-Args command /usr/bin/php /home/shop/public_html/a/x.php',
    ],
    ['X-Source-Dir: shop.example:/public_html/a', 'X-Source-Dir folder shop.example:/public_html/a'],
    [
      'X-Get-Message-Sender-Via: server.example: authenticated_id: info@shop.example',
      'X-Get-Message-Sender-Via account info@shop.example',
    ],
    [
      'X-Get-Message-Sender-Via: server.example: sender_ident via received_protocol == local: shop/primary_hostname/system user',
      'X-Get-Message-Sender-Via user shop',
    ],
    [
      'X-Authenticated-Sender: server.example: info@shop.example',
      'X-Authenticated-Sender account info@shop.example',
    ],
  ];
  for (const [field, ...expected] of cases) assert.deepEqual(told(field), expected, field);
});

test('a field that is folded, and whose name is written otherwise, is the same field', () => {
  assert.deepEqual(told('RECEIVED: by web-7.example', '\t(Postfix, from userid 33)', ' id 9A1; Fri'), [
    'Received uid 33',
  ]);
});

test('what only looks like it is no trace', () => {
  const near = [
    'Received: from relay ([198.51.100.9]) by mail.example (Postfix) with ESMTP id 4; Fri',
    'Received: from userid 33 by mail.example; Fri',
    'X-PHP-Originating-Script: mailer.php',
    'X-PHP-Script: shop.example/x.php',
    'X-Source-Args: ',
    'X-Authenticated-Sender: info@shop.example',
    'X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)',
    'Subject: X-PHP-Originating-Script: 33:x.php',
  ];
  for (const field of near) assert.deepEqual(told(field), [], field);
});

test("lines of a message's text, outside of a header, are none", () => {
  const field = 'X-PHP-Originating-Script: 33:x.php';
  assert.deepEqual(readTraces(['Hello,', '', field, 'bye']), []);
  assert.deepEqual(readTraces([RECEIVED, '', field]), []);
  assert.equal(readTraces(['We got this:', '', RECEIVED, field, '', 'bye']).length, 2);
});

test('said twice it is told once, and of very many twenty', () => {
  const field = 'Received: by a.example (Postfix, from userid 33)';
  assert.equal(readTraces([RECEIVED, field, field, '', RECEIVED, field]).length, 1);
  const many = Array.from({ length: 100 }, (_, n) => `Received: by a.example (Postfix, from userid ${n})`);
  assert.equal(readTraces([RECEIVED, ...many]).length, 20);
});

test('any lines are read in the time of their length, and nothing is made up', () => {
  const name = fc.constantFrom(
    'Received',
    'X-PHP-Script',
    'X-Source-Args',
    'X-Get-Message-Sender-Via',
    'Subject',
  );
  const value = fc.stringMatching(/^[ -~]{0,200}$/);
  const line = fc.oneof(
    fc.tuple(name, value).map(([header, text]) => `${header}: ${text}`),
    value,
    fc.constant(' folded (Postfix, from userid 7)'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const traces = readTraces(lines);
      const whole = lines.map((text) => text.trim()).join(' ');
      for (const { header, value: found } of traces) {
        assert.ok(whole.toLowerCase().includes(header.toLowerCase()), header);
        assert.ok(whole.includes(found), found);
      }
    }),
    { seed: 71, numRuns: 500 },
  );
});
