// SPDX-License-Identifier: EUPL-1.2
// Cuts Markdown into tokens within a measured amount of work. `marked` looks from each mark to the end of its text for the
// one that closes it: of sixteen kilobytes of marks that takes seconds, in the tab of everyone who reads them.

import { Lexer, type Token, Tokenizer, type Tokens, type TokensList } from 'marked'

/** Deeper than this is a hostile text, shown as it was written. */
export const DEPTH_MAX = 12

/**
 * Most work for one message, in characters looked at: those of a text, once for each of its marks. A long message as people
 * write them takes a twentieth of it; the whole of it takes some thirty milliseconds.
 */
const WORK_MAX = 1_500_000

/**
 * So many cells any table may have. A larger one has no more of them than characters: short rows are filled up to the width
 * of their head, so that a few lines could ask for millions.
 */
const CELLS_MAX = 1000

/** Lists and tables are looked through again for each of their lines. More lines than this are shown one below the other. */
const LINES_MAX = 1500

/** What makes the lexer look ahead; also wide gaps, and what ends the address of a page. */
const MARKS = /\*+|_+|~+|`+|[[<(!&@]|\){2}|\s{2}/g

/** A file is longer than a message, and only one is shown at a time: so many times the work. */
const FILE_WORK = 10

/** The tokens of a text. Where there are more marks than anyone means, it is text as it was written. */
export function tokensOf(body: string, of: 'message' | 'file' = 'message'): Token[] {
  const lexer = new MeasuredLexer({ gfm: true, breaks: of === 'message', tokenizer: new MeasuredTokenizer() })
  if (of === 'file') lexer.left *= FILE_WORK
  const isLines = body.split('\n', LINES_MAX + 1).length > LINES_MAX
  return isLines ? [{ type: 'paragraph', raw: body, tokens: lexer.byLine(body) }] : lexer.lex(body)
}

class MeasuredTokenizer extends Tokenizer {
  override table(src: string): Tokens.Table | undefined {
    const { lexer } = this
    if (!/^[ \t>|:-]+$/.test(src.split('\n', 2)[1] ?? '')) return undefined
    if (!(lexer instanceof MeasuredLexer && lexer.afford(src.length * 4))) return undefined
    // Until the first empty line, as far as a table can go.
    const whole = src.split(/\n[ \t]*(?:\n|$)/, 1)[0] ?? ''
    const lines = whole.split('\n')
    const cells = (lines[1]?.match(/-+/g)?.length ?? 0) * lines.length
    return cells > Math.max(CELLS_MAX, whole.length) ? undefined : super.table(src)
  }
}

class MeasuredLexer extends Lexer {
  left = WORK_MAX
  private depth = 0

  override blockTokens(src: string, tokens?: Token[], isClipped?: boolean): Token[]
  override blockTokens(src: string, tokens?: TokensList, isClipped?: boolean): TokensList
  override blockTokens(src: string, tokens: Token[] = [], isClipped?: boolean): Token[] {
    if (this.depth > DEPTH_MAX || !this.afford(src.length * (this.depth + 1))) {
      if (src.trim() !== '') tokens.push(asParagraph(src))
      return tokens
    }
    this.depth++
    try {
      return super.blockTokens(src, tokens, isClipped)
    } finally {
      this.depth--
    }
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.depth <= DEPTH_MAX && this.afford(workOf(src))) {
      this.depth++
      try {
        return super.inlineTokens(src, tokens)
      } finally {
        this.depth--
      }
    }
    return this.byLine(src, tokens)
  }

  /** Line by line it is less work, and most of what was meant is still there. */
  byLine(src: string, tokens: Token[] = []): Token[] {
    const lines = src.split('\n')
    if (lines.length === 1) tokens.push(asText(src))
    else
      for (const [at, line] of lines.entries()) {
        if (at > 0) tokens.push({ type: 'br', raw: '\n' })
        if (line !== '') this.inlineTokens(line, tokens)
      }
    return tokens
  }

  /** Whether there is still room for this much work, which is then counted. */
  afford(work: number): boolean {
    if (work > this.left) return false
    this.left -= work
    return true
  }
}

const workOf = (text: string): number => text.length * (1 + (text.match(MARKS)?.length ?? 0))

const asText = (raw: string): Tokens.Text => ({ type: 'text', raw, text: raw, escaped: false })

const asParagraph = (raw: string): Tokens.Paragraph => ({ type: 'paragraph', raw, text: raw, tokens: [asText(raw)] })
