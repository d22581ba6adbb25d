// The inner loops of reading, for lines that are as they should be: compiled to WebAssembly when the project is built,
// from AssemblyScript, which is TypeScript with the machine's numbers. src/kernel/scan.ts calls it, and
// src/kernel/answers.ts for lists of addresses. What unpacks is called from src/evidence/archives/, in instances of its own.
export { readAccess } from './access';
export { answered, answerLines, answersEnd, unknownSegment } from './answers';
export { readFields } from './fields';
export { COLUMNS_AT, KINDS_AT, MOST_AT, ROWS, SLACK, STRIDE, TEXT_AT, WRITERS_AT } from './layout';
export { packHybrid, present } from './pack';
export { fetched, rows } from './rows';
export { BZ_IN, BZ_IN_BYTES, BZ_OUT, bzBlock, bzCrc, bzEnd, bzOut } from './unpack/bzip2';
export { crc64, xxh32Add, xxh32Begin, xxh32End } from './unpack/checks';
export { UNPACK_AT, UNPACK_SLACK } from './unpack/layout';
export { lz4Block, lz4End } from './unpack/lz4';
export { LZMA_IN, LZMA_OUT, lzmaChunk, lzmaEnd, lzmaProperties, lzmaReset } from './unpack/lzma';
export { crowded, forget } from './values';
