import type { Detector } from '../detector.ts';
import { backscatter } from './backscatter.ts';
import { flood } from './flood.ts';
import { loginAttack } from './login-attack.ts';
import { loginCredentialsWorked } from './login-credentials-worked.ts';
import { portScanBlock } from './port-scan-block.ts';
import { portScanHorizontal } from './port-scan-horizontal.ts';
import { portScanVertical } from './port-scan-vertical.ts';
import { webCredentialsWorked } from './web-credentials-worked.ts';
import { webLoginAttack } from './web-login-attack.ts';

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
