import type { DetectorFamily } from '../../detector.ts';
import { SENSOR_NUMBERS } from './numbers.ts';
import { sensorInbound, sensorOutbound } from './reported.ts';
import { honeypotCommands } from './commands.ts';
import { fileDownloads } from './downloads.ts';
import { alertBursts, alertsByRule, alertsBySource, alertsByUrl, downloadsByFile } from './tables.ts';
import { SENSOR_ALERTS } from './thresholds.ts';
import { sensorWords } from './words/index.ts';

export const sensorAlerts: DetectorFamily = {
  name: 'sensor-alerts',
  detectors: [sensorInbound, sensorOutbound, fileDownloads, honeypotCommands],
  thresholds: [SENSOR_ALERTS],
  numbers: SENSOR_NUMBERS,
  words: sensorWords,
  alertTables: [alertsByRule, alertsBySource, alertsByUrl, alertBursts, downloadsByFile],
};
