import type { DetectorFamily } from '../detector.ts';
import { backscatters } from './backscatter/index.ts';
import { guessing } from './brute-force/index.ts';
import { credentials } from './credentials/index.ts';
import { exfiltrations } from './exfiltration/index.ts';
import { floods } from './flood/index.ts';
import { malwareFiles } from './malware-files/index.ts';
import { malwareTraffic } from './malware-traffic/index.ts';
import { pingSweeps } from './ping-sweep/index.ts';
import { portScan } from './port-scan/index.ts';
import { proxies } from './proxies/index.ts';
import { reflections } from './reflection/index.ts';
import { scannedBy } from './scanned-by/index.ts';
import { webRequests } from './web-requests/index.ts';
import { webScripts } from './scripts/index.ts';
import { spamming } from './spam/index.ts';
import { sensorAlerts } from './sensor-alerts/index.ts';

/** Every family of detectors, in the order in which findings are listed. One line each. */
export const FAMILIES: readonly DetectorFamily[] = [
  portScan,
  floods,
  backscatters,
  scannedBy,
  pingSweeps,
  reflections,
  guessing,
  credentials,
  webScripts,
  malwareFiles,
  webRequests,
  spamming,
  proxies,
  malwareTraffic,
  exfiltrations,
  sensorAlerts,
];

export const DETECTORS = FAMILIES.flatMap(({ detectors }) => detectors);
