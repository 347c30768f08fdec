/**
 * Puts spoken text together: what was read for each token, with the blanks between. Knows no rules of reading.
 *
 * What is *said* (the words for a number, an abbreviation) stands apart from its neighbours; what is *kept* (a word, a
 * punctuation mark) stands as it was given. So a second reading meets the same words with nothing between them that was not there
 * before: spoken of spoken is unchanged.
 *
 * Invariants: no line begins or ends with a blank; no two blanks follow each other; a hyphen stands between two kept words only.
 */

/** What was put down last: it decides whether a blank is needed. */
type Last =
  | 'nothing'
  | 'word'
  | 'asked'
  | 'said'
  /** A closing mark; `saidStop` is one that the next word must not run into. */
  | 'stop'
  | 'saidStop'
  | 'opener'
  | 'quote'
  | 'dash'

const OPENERS: ReadonlySet<string> = new Set('([{“‘«„‚¿¡')
const QUOTES: ReadonlySet<string> = new Set(`"'`)
/** Longer contexts are not asked for. */
const TRAIL_WORDS = 6
const ENDING_UNITS = 8

export class Voice {
  #out = ''
  #line = ''
  #last: Last = 'nothing'
  #blank = false
  #hyphen = ''
  #trail: string[] = []
  #capitals = false
  /** The word that was kept last ends in a small letter: no abbreviation does that a full stop would turn into another. */
  #endsSmall = false

  get text(): string {
    return `${this.#out}${this.#line}`.trim()
  }

  get lineIsEmpty(): boolean {
    return this.#line === ''
  }

  /** A blank stands before whatever comes next. */
  get isSeparate(): boolean {
    return this.#blank || this.#last === 'said'
  }

  /** The words since the last mark or line, in small letters, the last `count` of them. */
  trail(count: number): string {
    return this.#trail.slice(-count).join(' ')
  }

  /** From the line that begins: all in capitals, as headings are. */
  capitals(on: boolean): void {
    this.#capitals = on
  }

  say(words: string): void {
    this.#openHyphen()
    const text = this.#capitals ? words.toUpperCase() : words
    const isSeparate = this.#last !== 'nothing' && this.#last !== 'opener' && this.#last !== 'quote'
    this.#put(text, isSeparate)
    this.#last = 'said'
    this.#remember(words)
  }

  /** A word as it was given, whether it can be read or is asked for. */
  keep(word: string, as: 'word' | 'asked'): void {
    const joins = this.#hyphen !== '' && !this.#blank && (this.#last === 'word' || this.#last === 'asked')
    if (joins) this.#line += this.#hyphen
    else this.#openHyphen()
    this.#hyphen = ''
    this.#put(word, !joins && (this.#last === 'said' || this.#last === 'saidStop' || this.#last === 'dash'))
    this.#last = as
    this.#endsSmall = /\p{Ll}\p{M}*$/u.test(word.slice(-ENDING_UNITS))
    this.#remember(word)
  }

  /** A punctuation mark; one that closes stands at the word before it, and a blank that was between them is after it. */
  mark(mark: string): void {
    this.#openHyphen()
    this.#trail = []
    if (OPENERS.has(mark)) {
      this.#put(mark, this.#last === 'said' || this.#last === 'saidStop')
      this.#last = 'opener'
      return
    }
    if (QUOTES.has(mark)) {
      this.#put(mark, false)
      this.#last = 'quote'
      return
    }
    const moves = this.#blank && (this.#last === 'said' || (this.#last === 'word' && this.#endsSmall))
    if (moves) this.#blank = false
    const partsNext = moves || this.#last === 'said' || this.#last === 'saidStop'
    this.#put(mark, false)
    this.#last = partsNext ? 'saidStop' : 'stop'
  }

  /** Between two words that it joins; beside anything else it is a blank. */
  hyphen(mark: string): void {
    if (this.#blank || (this.#last !== 'word' && this.#last !== 'asked')) this.blank()
    else this.#hyphen = mark
  }

  /** A dash that is a pause: apart from both sides, and one only. */
  dash(mark: string): void {
    this.#openHyphen()
    this.#trail = []
    if (this.#last === 'dash') return
    this.#put(mark, this.#last !== 'nothing')
    this.#last = 'dash'
    this.#blank = true
  }

  blank(): void {
    this.#openHyphen()
    this.#blank = true
  }

  line(): void {
    this.#openHyphen()
    this.#out += `${this.#line}\n`
    this.#line = ''
    this.#blank = false
    this.#trail = []
    this.#last = 'nothing'
  }

  #openHyphen(): void {
    if (this.#hyphen !== '') this.#blank = true
    this.#hyphen = ''
  }

  #put(text: string, isSeparate: boolean): void {
    if ((isSeparate || this.#blank) && this.#line !== '') this.#line += ' '
    this.#line += text
    this.#blank = false
  }

  #remember(words: string): void {
    this.#trail.push(...words.toLowerCase().split(/[\s,-]+/))
    this.#trail = this.#trail.slice(-TRAIL_WORDS)
  }
}
