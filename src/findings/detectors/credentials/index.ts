import type { DetectorFamily } from '../../detector.ts';
import { webCredentialsWorked } from './web-credentials-worked.ts';
import { webLoginAttack } from './web-login-attack.ts';
import { loginCredentialsWorked } from './login-credentials-worked.ts';
import { loginCredentialsRefused } from './login-credentials-refused.ts';
import { loginAttack } from './login-attack.ts';
import { credentialWords } from './words/index.ts';

export const credentials: DetectorFamily = {
  name: 'credentials',
  detectors: [
    webCredentialsWorked,
    webLoginAttack,
    loginCredentialsWorked,
    loginCredentialsRefused,
    loginAttack,
  ],
  words: credentialWords,
};
