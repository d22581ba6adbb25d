import type { Format } from '../format.ts';
import { ALB_ACCESS } from './alb-access.ts';
import { ALB_CONNECTION } from './alb-connection.ts';
import { NLB_TLS } from './nlb-tls.ts';
import { ELB_CLASSIC } from './elb-classic.ts';

export const FORMATS: readonly Format[] = [ALB_ACCESS, ALB_CONNECTION, NLB_TLS, ELB_CLASSIC];
export { ELB_ROWS as ROWS } from './sentences.ts';
