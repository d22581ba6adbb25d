import type { Terminal } from '../../base/ports.ts';
import { printable } from '../../base/printable.ts';
import type { BlockMessage } from '../../actions/words/messages.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import type { ScreenMessage } from '../messages.ts';
import type { NoticeScreenMessage } from '../notice/messages.ts';
import { SCREEN_WORDS } from './index.ts';

/** Says something beside the answer: one line on stderr, in the reader's language. */
export function sayBeside(
  message: ScreenMessage | NoticeScreenMessage | BlockMessage,
  lang: Lang,
  effects: Terminal,
): void {
  effects.stderr.write(`${printable(render(message, SCREEN_WORDS[lang]))}\n`);
}
