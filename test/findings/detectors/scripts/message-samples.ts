import type { ScriptMessages } from '../../../../src/findings/detectors/scripts/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

export const SAMPLES: SamplesOf<ScriptMessages> = {
  scriptUsed: [
    { script: '/uploads/a.php', sure: true, requests: 12, posts: 11, clients: 1, when, signs: [part, part] },
    { script: '/uploads/a.php', sure: false, requests: 1, posts: 0, clients: 2, when, signs: [part] },
  ],
  scriptsMore: [
    { scripts: 1, named: 50, requests: 1, clients: 1, when, sample: ['/uploads/a.php'] },
    { scripts: 40, named: 50, requests: 120, clients: 3, when, sample: ['/uploads/a.php', '/uploads/b.php'] },
  ],
  gapScripts: [{ scripts: 1200, most: 500 }],
  scriptText: [{ path: '/var/www/html/uploads/a.php', signs: [part] }],
  scriptFolder: [{ path: '/uploads/a.php' }],
  scriptPut: [{ client: '192.0.2.66' }],
  scriptOneClient: [{ client: '192.0.2.66', others: 40 }],
  scriptUnlinked: [{}],
  scriptAfterUpload: [{ client: '192.0.2.66', seconds: 42, to: '/upload.php' }],
  scriptTurned: [{ host: '10.30.1.40', targets: 1500, all: 1503 }],
  scriptClaimed: [
    { moments: 1, all: 1 },
    { moments: 2, all: 3 },
  ],
  scriptMailed: [{ exact: true, caller: '192.0.2.66' }, { exact: true }, { exact: false }],
  scriptRule: [{ source: part, points: 4, seconds: 600, targets: 10, lift: 5 }],
  sourceScript: [{}],
  name_script_requests: [{}],
  name_script_posts: [{}],
  name_points: [{}],
};
