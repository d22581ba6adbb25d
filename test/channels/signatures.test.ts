import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedHeaders } from '../../src/channels/aws-abuse-signal/sign.ts';
import { faultOf, publicKeyOf } from './signatures.ts';
import type { SignedRequest } from './signatures.ts';

const KEYS = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const NOW = new Date('2015-08-30T12:36:00Z');

/** The first request of AWS's published test suite of signature version 4 (`get-vanilla`). */
const VANILLA: SignedRequest = {
  method: 'GET',
  path: '/',
  headers: {
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  body: '',
};

test('the check of signatures holds for what AWS has published, and for nothing beside it', () => {
  assert.equal(faultOf(VANILLA, KEYS, { region: 'us-east-1', service: 'service' }), undefined);
  const wrong: SignedRequest[] = [
    { ...VANILLA, method: 'POST' },
    { ...VANILLA, path: '/other' },
    { ...VANILLA, body: 'x' },
    { ...VANILLA, headers: { ...VANILLA.headers, 'x-amz-date': '20150830T123601Z' } },
  ];
  for (const request of wrong) {
    assert.ok(faultOf(request, KEYS, { region: 'us-east-1', service: 'service' }) !== undefined);
  }
  assert.ok(faultOf(VANILLA, KEYS, { region: 'eu-west-2', service: 'service' }) !== undefined);
});

test('a key of version 4a is the one that AWS has published for its example', () => {
  assert.deepEqual(
    publicKeyOf({ id: 'AKISORANDOMAASORANDOM', secret: 'q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom' }),
    {
      x: '15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb',
      y: '0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0',
    },
  );
});

for (const [region, signedFor] of [
  ['us-east-1', 'us-east-1'],
  ['eu-west-2', 'eu-west-2'],
  ['global', '*'],
] as const) {
  test(`a report is signed for ${region} as AWS describes it, with a session's token too`, async () => {
    const url = new URL('http://127.0.0.1:8080/v1/abuse');
    const body = '{"clientToken":"x","report":{"xarf":{"description":"é"}}}';
    const credentials = { accessKeyId: KEYS.id, secretAccessKey: KEYS.secret, sessionToken: 'session/+=' };
    const headers = await signedHeaders({ method: 'POST', url, body }, region, credentials, NOW);
    assert.equal(headers['x-amz-date'], '20150830T123600Z');
    assert.equal(headers['x-amz-security-token'], 'session/+=');
    const request = { method: 'POST', path: '/v1/abuse', headers: { ...headers, host: url.host }, body };
    assert.equal(faultOf(request, KEYS, { region: signedFor, service: 'abuse' }), undefined);
    assert.ok(faultOf({ ...request, body: `${body} ` }, KEYS, { region: signedFor, service: 'abuse' }));
    const other = { ...KEYS, secret: `${KEYS.secret}x` };
    assert.ok(faultOf(request, other, { region: signedFor, service: 'abuse' }));
  });
}
