import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedAddresses } from '../../src/desk/named.ts';
import { attempts, loginContext } from '../findings/support/login-lake.ts';

test('whose addresses are told: those that the case names, then the busiest of a cloud, in logs of logins too', async (t) => {
  const logins = [
    // A hundred and fifty addresses of a cloud; the first of them are the busiest.
    ...attempts(300, 10, (i) => ({ from: `52.10.0.${1 + (i % 100)}`, user: 'root' })),
    ...attempts(50, 10, (i) => ({ from: `52.20.0.${1 + i}`, user: 'root' }), 5000),
    // Nobody publishes whose this is.
    ...attempts(400, 5, () => ({ from: '198.51.100.7', user: 'root' })),
  ];
  const { engine } = await loginContext(t, logins);
  const listed = await namedAddresses([], [], [], engine);
  assert.equal(listed.length, 100);
  assert.ok(listed.every((address) => address.startsWith('52.10.0.')));
});
