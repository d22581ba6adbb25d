import type { Format } from '../format.ts';
import { CLOUDFRONT } from './cloudfront.ts';
import { CLOUDFRONT_JSON } from './cloudfront-json.ts';

export const FORMATS: readonly Format[] = [CLOUDFRONT, CLOUDFRONT_JSON];
export { CLOUDFRONT_ROWS as ROWS } from './sentences.ts';
