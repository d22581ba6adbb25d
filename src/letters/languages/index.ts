import type { Lang } from '../../cases/lang.ts';
import { en } from './en.ts';
import type { Language } from './language.ts';

export const LANGUAGES: Readonly<Record<Lang, Language>> = { en, ja: en, ko: en, zh: en, ru: en };
