import type { DetectorFamily } from '../../detector.ts';
import { webCredentialsWorked } from './web-credentials-worked.ts';
import { webLoginAttack } from './web-login-attack.ts';
import { loginCredentialsWorked } from './login-credentials-worked.ts';
import { loginCredentialsRefused } from './login-credentials-refused.ts';
import { loginAttack } from './login-attack.ts';
import { loginDistributed } from './login-distributed.ts';
import { loginTravel } from './login-travel.ts';
import { credentialWords } from './words/index.ts';
import { CREDENTIAL_NUMBERS } from './numbers.ts';
import { LOGIN_ATTACK } from './thresholds.ts';
import { usersByOutcome } from './users-by-outcome.ts';

export const credentials: DetectorFamily = {
  name: 'credentials',
  detectors: [
    webCredentialsWorked,
    webLoginAttack,
    loginCredentialsWorked,
    loginCredentialsRefused,
    loginAttack,
    loginDistributed,
    loginTravel,
  ],
  thresholds: [LOGIN_ATTACK],
  numbers: CREDENTIAL_NUMBERS,
  words: credentialWords,
  tables: [usersByOutcome],
};
