/**
 * Spoken text (lời đọc): a public message as it is read out, by rule. Numbers, dates, times, units, abbreviations, telephones,
 * addresses and signs are in words; what nobody can know how to read is asked for and stays as it was.
 *
 *   Gọi 19003228 khi sốt trên 37,5°C
 *   Gọi một chín không không, ba hai hai tám khi sốt trên ba mươi bảy phẩy năm độ xê
 *
 * Vietnamese only. Pure, and runs in a browser. Knows nothing of sound: `spoken-seconds.ts` tells how long it takes to say.
 *
 * Invariants: spoken of spoken is unchanged; it is in NFC and has no character of Unicode's Nd or No; each asked word is
 * `given.slice(at, at + word.length)`, in order, and stands in the spoken text (in NFC). Work grows with the text's length.
 */
import { textFailure } from './failures.ts'
import { addressAt } from './spoken-addresses.ts'
import { callsOf } from './spoken-calls.ts'
import { dateAt, timeAt } from './spoken-dates.ts'
import { documentAt } from './spoken-documents.ts'
import {
  beforeFigure,
  betweenFigures,
  coordinateAt,
  degreesAloneAt,
  figureAt,
  loweredAt,
  moneyAt,
  raisedAt,
  slashedAt,
  unitAloneAt,
  wholeAt,
} from './spoken-figures.ts'
import { digitWords } from './spoken-numbers.ts'
import { type Read, type Reading, type Rule, said } from './spoken-reading.ts'
import { bulletAt, dashAt, markAt, minusAt, pressedAt, resultAt, signWordAt, slashAt } from './spoken-signs.ts'
import { isCapitals, isSyllable } from './spoken-syllables.ts'
import { ABBREVIATIONS } from './spoken-tables.ts'
import { type Token, type TokenKind, tokensOf } from './spoken-tokens.ts'
import { Voice } from './spoken-voice.ts'
import {
  abbreviationAt,
  betweenRomans,
  initialsAt,
  letterAt,
  romanAt,
  romanSignAt,
  timesAt,
  wordAt,
} from './spoken-words.ts'

export type SpokenLanguage = 'vi'

export interface Ask {
  /** As given. */
  readonly word: string
  /** In UTF-16 units of the given text. */
  readonly at: number
}

export interface Spoken {
  readonly spoken: string
  /** Words that people must say how to speak: each occurrence, in order. */
  readonly asks: readonly Ask[]
}

/** Fails with `textEmpty` where there is nothing to say. */
export function spoken(given: string, language: SpokenLanguage = 'vi'): Spoken {
  const result = new Reader(given, RULES[language]).read()
  if (result.spoken === '') throw textFailure('textEmpty')
  return result
}

type Rules = Readonly<Record<Exclude<TokenKind, 'blank' | 'line'>, readonly Rule[]>>

/** The first rule that answers counts. */
const RULES: Readonly<Record<SpokenLanguage, Rules>> = {
  vi: {
    digits: [callAt, addressAt, documentAt, dateAt, timeAt, coordinateAt, slashedAt, figureAt],
    word: [addressAt, timesAt, abbreviationAt, initialsAt, romanAt, unitAloneAt, letterAt, wordAt],
    sign: [
      ...[
        callAt,
        betweenCalls,
        pressedAt,
        resultAt,
        moneyAt,
        betweenFigures,
        betweenRomans,
        minusAt,
        bulletAt,
        dashAt,
        beforeFigure,
        slashAt,
      ],
      ...[degreesAloneAt, signWordAt, markAt],
    ],
    raised: [raisedAt],
    lowered: [loweredAt],
    whole: [wholeAt],
    roman: [romanSignAt],
  },
}

/** A sign between two numbers to call: a comma between them is longer than those between groups of digits. */
function betweenCalls(at: number, { calls }: Reading): Read | null {
  const joint = calls.joints.get(at)
  if (joint === undefined) return null
  return joint.is === 'mark' ? { ...joint, next: at + 1 } : said(joint.words, at + 1)
}

/** 1900 9095: digit by digit, in groups. */
function callAt(at: number, { calls }: Reading): Read | null {
  const call = calls.numbers.get(at)
  if (call === undefined) return null
  const words = (call.plus ? 'cộng ' : '') + call.groups.map(digitWords).join(', ')
  return { is: 'said', pieces: call.afterPause ? [',', words] : [words], next: call.next }
}

class Reader implements Reading {
  readonly given: string
  readonly tokens: readonly Token[]
  readonly calls: Reading['calls']
  readonly voice = new Voice()
  figureEnd = -1
  romanEnd = -1
  isHeading = false
  readonly #rules: Rules
  readonly #asks: Ask[] = []

  constructor(given: string, rules: Rules) {
    this.given = given
    this.tokens = tokensOf(given)
    this.calls = callsOf(this.tokens)
    this.#rules = rules
  }

  read(): Spoken {
    this.#beginLine(0)
    for (let at = 0; at < this.tokens.length; ) at = this.#readAt(at)
    return { spoken: this.voice.text.normalize('NFC'), asks: this.#asks }
  }

  #readAt(at: number): number {
    const { is } = this.tokens[at]
    if (is === 'line') {
      this.voice.line()
      this.#beginLine(at + 1)
      return at + 1
    }
    if (is === 'blank') {
      this.voice.blank()
      return at + 1
    }
    for (const rule of this.#rules[is]) {
      const read = rule(at, this)
      if (read === null) continue
      this.#voice(read)
      return read.next
    }
    throw new Error(`no rule reads ${is}`)
  }

  #beginLine(at: number): void {
    this.isHeading = isHeading(this.tokens, at)
    this.voice.capitals(this.isHeading)
  }

  #voice(read: Read): void {
    if (read.is === 'silent') this.voice.blank()
    else if (read.is === 'kept') this.#keep(read.word, read.asks)
    else if (read.is !== 'said') this.voice[read.is](read.mark)
    else {
      for (const piece of read.pieces) this.#piece(piece)
      if (read.figure) this.figureEnd = read.next
      if (read.roman) this.romanEnd = read.next
    }
  }

  #piece(piece: string): void {
    if (piece !== ',' && piece !== '.') return this.voice.say(piece)
    this.voice.mark(piece)
    this.voice.blank()
  }

  /** Readable words are as they are read; an asked one is as it was given, with what cannot be seen in it. */
  #keep({ text, at, end }: Token, asks: boolean): void {
    if (!asks) return this.voice.keep(text, 'word')
    const word = this.given.slice(at, end)
    this.#asks.push({ word, at })
    this.voice.keep(word.normalize('NFC'), 'asked')
  }
}

/** A line in capitals with a Vietnamese word in it, of two words or more besides abbreviations that are known. */
function isHeading(tokens: readonly Token[], from: number): boolean {
  let words = 0
  let readable = 0
  for (let at = from; at < tokens.length && tokens[at].is !== 'line'; at++) {
    const { is, text } = tokens[at]
    if (is !== 'word' || ABBREVIATIONS.has(text)) continue
    if (!isCapitals(text)) return false
    words++
    if (isSyllable(text)) readable++
  }
  return words >= HEADING_WORDS_LEAST && readable > 0
}

const HEADING_WORDS_LEAST = 2
