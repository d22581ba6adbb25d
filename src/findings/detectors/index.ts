import type { Detector } from '../detector.ts';
import { backscatter } from './backscatter/backscatter.ts';
import { flood } from './flood/flood.ts';
import { loginAttack } from './credentials/login-attack.ts';
import { loginCredentialsWorked } from './credentials/login-credentials-worked.ts';
import { portScanBlock } from './port-scan/port-scan-block.ts';
import { portScanHorizontal } from './port-scan/port-scan-horizontal.ts';
import { portScanVertical } from './port-scan/port-scan-vertical.ts';
import { webCredentialsWorked } from './credentials/web-credentials-worked.ts';
import { webLoginAttack } from './credentials/web-login-attack.ts';

/** Every detector, in the order in which findings are listed. One line each. */
export const DETECTORS: readonly Detector[] = [
  portScanHorizontal,
  portScanVertical,
  portScanBlock,
  flood,
  backscatter,
  webCredentialsWorked,
  webLoginAttack,
  loginCredentialsWorked,
  loginAttack,
];
