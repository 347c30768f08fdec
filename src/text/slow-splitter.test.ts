/**
 * For tests only: a second splitter and a second decoder, slow and simple, that share nothing with the product but
 * the published table of letters.
 */
import assert from 'node:assert/strict'
import { vectorLines } from '../base/vectors.test.ts'

/** Letter -> octets; what stands beside them is the code point. */
export function gsm7Vector(): ReadonlyMap<string, readonly number[]> {
  const lines = vectorLines(new URL('./vectors/gsm7.txt', import.meta.url))
  return new Map(
    lines.map(({ octets, name }) => [String.fromCodePoint(Number.parseInt(name.slice('U+'.length), 16)), [...octets]]),
  )
}

const TABLE = gsm7Vector()

export interface SlowSplit {
  readonly encoding: 'gsm7' | 'ucs2'
  readonly units: number
  /** The fewest parts of all possible cuts. */
  readonly segments: number
}

/** Tries every cut: fewest[i] is the fewest parts for the first i letters. */
export function slowSplit(text: string, referenceBits: 8 | 16): SlowSplit {
  const letters = Array.from(text.normalize('NFC'))
  const gsm = letters.every(letter => TABLE.has(letter))
  const costs = letters.map(letter => (gsm ? (TABLE.get(letter)?.length ?? 0) : letter.length))
  const units = costs.reduce((sum, cost) => sum + cost, 0)
  const encoding = gsm ? 'gsm7' : 'ucs2'
  // 140 octets hold 160 septets or 70 units; the header takes 6 or 7 octets, whole septets or units being lost.
  const header = referenceBits === 8 ? 6 : 7
  if (units <= (gsm ? 160 : 70)) return { encoding, units, segments: 1 }
  const limit = gsm ? Math.floor(((140 - header) * 8) / 7) : Math.floor((140 - header) / 2)
  const fewest = [0]
  for (let end = 1; end <= letters.length; end++) {
    let best = Number.POSITIVE_INFINITY
    for (let start = end - 1, size = costs[start]; size <= limit; size += costs[--start]) {
      best = Math.min(best, fewest[start] + 1)
      if (start === 0) break
    }
    fewest.push(best)
  }
  return { encoding, units, segments: fewest[letters.length] }
}

export interface DecodedPart {
  readonly text: string
  readonly units: number
  readonly header: string
}

/** What a phone reads from short_message. */
export function decodePart(octets: Uint8Array, of: { dataCoding: 0 | 8; udh: boolean }): DecodedPart {
  const headerLength = of.udh ? octets[0] + 1 : 0
  const body = octets.subarray(headerLength)
  const header = Buffer.from(octets.subarray(0, headerLength)).toString('hex')
  if (of.dataCoding === 8) {
    assert.equal(body.length % 2, 0)
    const text = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true }).decode(body)
    return { text, units: body.length / 2, header }
  }
  const letters = new Map([...TABLE].map(([letter, codes]) => [codes.join(), letter]))
  let text = ''
  for (let i = 0; i < body.length; i++) {
    const codes = body[i] === 0x1b ? [body[i], body[++i]] : [body[i]]
    const letter = letters.get(codes.join())
    assert.ok(letter !== undefined, `no letter has the septets ${codes.join()}`)
    text += letter
  }
  return { text, units: body.length, header }
}
