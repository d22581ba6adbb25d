import type { Example } from './example.ts';
import { honeypotAndAws } from './honeypot/index.ts';
import { intrusionAttempts } from './intrusion/index.ts';
import { natRegional } from './regional/index.ts';
import { natPortScan } from './nat/index.ts';
import { tomcatDos } from './tomcat/index.ts';
import { owaFromAws } from './owa/index.ts';

/** Every example folder, as it is made. */
export const EXAMPLES: readonly (() => Example)[] = [
  natPortScan,
  natRegional,
  owaFromAws,
  tomcatDos,
  intrusionAttempts,
  honeypotAndAws,
];
