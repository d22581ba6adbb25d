import type { Message } from '../../model/message.ts';
import type { TRAFFIC_ROWS } from './sentences.ts';

export type TrafficMessage = Message<keyof typeof TRAFFIC_ROWS>;
