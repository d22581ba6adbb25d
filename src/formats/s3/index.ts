import type { Format } from '../format.ts';
import { S3_ACCESS } from './s3-access.ts';

export const FORMATS: readonly Format[] = [S3_ACCESS];
export { S3_ROWS as ROWS } from './sentences.ts';
