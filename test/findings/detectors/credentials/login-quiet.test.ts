import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginAttack } from '../../../../src/findings/detectors/credentials/login-attack.ts';
import { loginCredentialsWorked } from '../../../../src/findings/detectors/credentials/login-credentials-worked.ts';
import { loginContext } from '../../support/login-lake.ts';
import type { Login } from '../../support/login-lake.ts';
import { picks } from '../../support/picks.ts';
import { english } from '../../../english.ts';

const DAY = 86_400;

/** Two weeks of a company: mail from an office, homes and phones; SSH by keys; a job in a cloud; all mistype. */
function ordinary(seed: number): Login[] {
  const pick = picks(seed);
  const logins: Login[] = [];
  const enter = (at: number, login: Omit<Login, 'at'>, mistakes: number): void => {
    for (let n = mistakes; n > 0; n--) logins.push({ at: at - n * 15, ...login });
    logins.push({ at, ...login, ok: 1 });
  };
  for (let day = 0; day < 14; day++) {
    for (let person = 0; person < 30; person++) {
      const user = `p${person}`;
      const at = day * DAY + pick(DAY / 2);
      const mistakes = pick(4) === 0 ? pick(5) : 0;
      enter(at, { from: '198.51.100.7', user, service: 'imap' }, mistakes);
      if (pick(3) === 0) enter(at + 40_000, { from: `203.0.113.${person}`, user, service: 'imap' }, pick(3));
      enter(at + 500, { from: `192.0.2.${pick(250)}`, user, service: 'imap' }, 0);
      if (person % 10 === 0) {
        const shell = { from: '198.51.100.7', user, service: 'sshd' };
        for (let key = 0; key < 8; key++) logins.push({ at: at + key, ...shell, detail: 'publickey' });
        logins.push({ at: at + 9, ...shell, ok: 1, detail: 'publickey' });
      }
    }
    for (let hour = 0; hour < 24; hour++) {
      const at = day * DAY + hour * 3600;
      logins.push({ at, from: `52.4.1.${pick(200)}`, user: 'deploy', service: 'sshd', ok: 1 });
      // A phone of somebody who left asks for ever.
      logins.push({ at: at + 60, from: '198.51.100.7', user: 'left', service: 'imap' });
    }
  }
  return logins.toSorted((a, b) => a.at - b.at);
}

test('Two weeks of ordinary people and their machines accuse nobody, whatever the seed', async (t) => {
  for (let seed = 1; seed <= 10; seed++) {
    const context = await loginContext(t, ordinary(seed));
    const findings = [
      ...(await loginAttack.detect(context)),
      ...(await loginCredentialsWorked.detect(context)),
    ];
    assert.deepEqual(
      findings.map(({ message }) => english(message)),
      [],
      `seed ${seed}`,
    );
  }
});
