// The inner loops of reading, for lines that are as they should be: compiled to WebAssembly when the project is built,
// from AssemblyScript, which is TypeScript with the machine's numbers. src/kernel/scan.ts calls it, and
// src/kernel/answers.ts for lists of addresses.
export { readAccess } from './access';
export { answered, answerLines, answersEnd, unknownSegment } from './answers';
export { readFields } from './fields';
export { COLUMNS_AT, KINDS_AT, MOST_AT, ROWS, SLACK, STRIDE, TEXT_AT, WRITERS_AT } from './layout';
export { packHybrid, present } from './pack';
export { fetched, rows } from './rows';
export { crowded, forget } from './values';
