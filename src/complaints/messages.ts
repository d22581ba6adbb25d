import type { RowMessage } from '../model/reason.ts';
import type { COMPLAINT_ROWS } from './sentences.ts';

export type ComplaintMessage = RowMessage<typeof COMPLAINT_ROWS>;
