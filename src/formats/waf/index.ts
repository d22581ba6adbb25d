import type { Format } from '../format.ts';
import { AWS_WAF } from './aws-waf.ts';

export const FORMATS: readonly Format[] = [AWS_WAF];
export { WAF_ROWS as ROWS } from './sentences.ts';
