import type { Format } from '../format.ts';
import { ROUTE53_RESOLVER } from './route53-resolver.ts';

export const FORMATS: readonly Format[] = [ROUTE53_RESOLVER];
export { ROUTE53_ROWS as ROWS } from './sentences.ts';
