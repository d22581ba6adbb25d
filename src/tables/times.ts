import { reasonsOf } from '../model/reason.ts';
import type { TABLE_ROWS } from './words.ts';

// Which times an event can have. Every format is held to it: by what it reads a date with, and at last where its rows
// go into the lake.

/** 2100-01-01, in seconds since 1970: no log reaches it, and what lies beyond is damaged. */
export const LATEST = 4_102_444_800;

const reason = reasonsOf<typeof TABLE_ROWS>();

/** What a record without a possible time is rejected for. */
export const OUT_OF_TIME = reason('timeImpossible');
export const END_FIRST = reason('timeBackwards');
