import type { CheckFamily } from '../check.ts';
import { APACHE } from './apache/family.ts';
import { PHP } from './php/family.ts';
import { REACHED } from './reached/family.ts';
import { SECURITY_GROUPS } from './security-groups/family.ts';
import { SSHD } from './sshd/family.ts';
import { SUPPORT } from './support/family.ts';
import { TOMCAT } from './tomcat/family.ts';

/** Where somebody may have come in: each family looks at one program or service. */
export const CHECKS: readonly CheckFamily[] = [SSHD, TOMCAT, PHP, APACHE, SUPPORT, SECURITY_GROUPS, REACHED];
