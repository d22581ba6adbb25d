import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webCredentialsWorked } from '../../../../src/findings/detectors/credentials/web-credentials-worked.ts';
import { webLoginAttack } from '../../../../src/findings/detectors/credentials/web-login-attack.ts';
import { picks } from '../../support/picks.ts';
import { webContext } from '../../support/web-lake.ts';
import type { Asked } from '../../support/web-lake.ts';
import { english } from '../../../english.ts';

const DAY = 86_400;

/** Two weeks of one mail server's people: an office, phones that roam, a browser at home, who all mistype. */
function ordinary(seed: number): Asked[] {
  const pick = picks(seed);
  const asked: Asked[] = [];
  for (let person = 0; person < 25; person++) {
    const user = `CORP\\p${person}`;
    const office = {
      from: '198.51.100.7',
      user,
      path: '/mapi/emsmdb',
      agent: 'Microsoft Office/16.0 (Outlook)',
    };
    const home = {
      from: `203.0.113.${person}`,
      user,
      path: '/owa/',
      agent: `Mozilla/5.0 Chrome/${60 + (person % 5)}`,
    };
    const phone = { user, path: '/Microsoft-Server-ActiveSync', agent: `Apple-iPhone${pick(9)}C1/1604.50` };
    // Some passwords change: the phone keeps the old one for hours.
    const changed = pick(4) === 0 ? pick(14 * DAY) : Infinity;
    for (let day = 0; day < 14; day++) {
      const morning = day * DAY + pick(3600);
      for (let mistake = pick(4) === 0 ? pick(4) : 0; mistake > 0; mistake--)
        asked.push({ at: morning - mistake * 20, ...office, status: '401.1', win32: 1326 });
      for (let n = 0; n < 6; n++) asked.push({ at: morning + n * 3000, ...office });
      if (pick(3) === 0) {
        const evening = morning + 40_000;
        asked.push({
          at: evening - 9,
          from: home.from,
          path: '/owa/auth.owa',
          method: 'POST',
          status: '302.0',
        });
        if (pick(5) === 0)
          asked.push({
            at: evening - 8,
            from: home.from,
            path: '/owa/auth/logon.aspx',
            query: 'url=x&reason=2',
          });
        asked.push({ at: evening, ...home });
      }
      for (let n = 0; n < 20; n++) {
        const at = morning + n * 1800;
        const stale = at > changed && at < changed + 20_000;
        asked.push({
          at,
          ...phone,
          from: `192.0.2.${pick(250)}`,
          status: stale && day > 0 ? '401.1' : '200.0',
        });
      }
      asked.push({ at: morning, from: '198.51.100.7', path: '/mapi/emsmdb', status: '401.2', win32: 5 });
      asked.push({
        at: morning,
        from: '198.51.100.7',
        path: '/mapi/emsmdb',
        status: '401.1',
        win32: 2148074254,
      });
    }
  }
  return asked.toSorted((a, b) => a.at - b.at);
}

test('Two weeks of ordinary people who mistype, roam and change passwords accuse nobody, whatever the seed', async (t) => {
  for (let seed = 1; seed <= 12; seed++) {
    const context = await webContext(t, ordinary(seed));
    const findings = [
      ...(await webLoginAttack.detect(context)),
      ...(await webCredentialsWorked.detect(context)),
    ];
    assert.deepEqual(
      findings.map((finding) => english(finding.message)),
      [],
      `seed ${seed}`,
    );
  }
});
