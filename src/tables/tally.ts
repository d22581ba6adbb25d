/** Records of a line-based text between two line ends. */
export interface Chunk {
  bytes: Uint8Array;
  /** The records lie in `bytes[start, end)`; `end` follows a line end or the end of the file. */
  start: number;
  end: number;
  /** Number of the first line, from 1, and its byte offset in the file after decompression. */
  line: number;
  offset: number;
}

/** The count of one chunk: each line goes to exactly one of the three. */
export interface Tally {
  /** @param records how many at once; one if it is not given */
  parsed(records?: number): void;
  /** @param reason a constant text: the same reason is counted, not listed */
  skipped(reason: string): void;
  rejected(line: number, offset: number, reason: string): void;
  /** A remark about the file as a whole; the same text is kept once. */
  note(text: string): void;
}
