/** ASCII bytes that logs are made of. */
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const DASH = 45;
export const COLON = 58;
export const QUESTION = 63;
export const BRACKET_OPEN = 91;
export const BRACKET_CLOSE = 93;
export const BACKSLASH = 92;
