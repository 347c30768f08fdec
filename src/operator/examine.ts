/**
 * What a node says no to before anything else is done for a directive. Pure: the directive, what is remembered and what
 * there is come in, a verdict goes out.
 */
import { Failure } from '../base/failure.ts'
import type { DirectedVariant, DirectiveBody, RefusalReason } from '../directive/documents.ts'
import { octetsSha256 } from '../directive/octets.ts'
import { checkTimeZone } from '../round/hours.ts'
import { sourceAddress } from '../smpp/addresses.ts'
import { split } from '../text/split.ts'
import type { Holdings } from './holdings.ts'
import { windowOf } from './legs.ts'
import { listsOf } from './lists.ts'
import type { Memory } from './memory.ts'
import { type Directed, directedTo } from './sides.ts'

export type Examined =
  | {
      readonly is: 'fit'
      readonly directed: Directed
      readonly provinces: readonly string[] | null
      readonly excludes: readonly string[]
    }
  | { readonly is: 'refused'; readonly why: RefusalReason | 'not-for-us' }

const no = (why: RefusalReason | 'not-for-us'): Examined => ({ is: 'refused', why })

/** `sha256` of the JWS, which this node has not seen before. */
export function examine(
  body: DirectiveBody,
  sha256: string,
  known: {
    readonly memory: Memory
    /** A directive of a free list had this serial. */
    readonly hasOtherSerial: (serial: number) => boolean
    readonly holdings: Holdings
    readonly now: number
  },
): Examined {
  const { memory, hasOtherSerial, holdings, now } = known
  if (body.operator !== holdings.operator) return no('not-for-us')
  if (memory.isReplay({ ...body, sha256 }) || hasOtherSerial(body.serial)) return no('replayed')
  if (now >= Date.parse(body.expiresAt)) return no('expired')
  if (!hasRightWindow(body)) return no('malformed')
  if (sourceAddress(body.source) === null) return no('bad-source')
  for (const { variants } of body.messages) {
    if (!variants.every(isAsApproved)) return no('digest-differs')
    if (new Set(variants.map(({ language }) => language)).size < variants.length)
      return no('malformed')
  }
  const directed = directedTo(body, holdings.sides)
  if (directed === null) return no('no-exercise-lane')
  const found = listsOf(body.audience, holdings.lists)
  if (found.is !== 'found') return no(found.is)
  if (directed.body.purpose === 'exercise')
    // The staff's test numbers are nobody's province and on nobody's list.
    return { is: 'fit', directed, provinces: null, excludes: [] }
  return { is: 'fit', directed, provinces: found.provinces, excludes: found.excludes }
}

function hasRightWindow({ window }: DirectiveBody): boolean {
  try {
    checkTimeZone(window.timeZone)
    windowOf(window)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

/** The text makes the very octets, of the very number of segments, that were approved. */
function isAsApproved(variant: DirectedVariant): boolean {
  try {
    const { text, encoding, units, segments } = split(variant.text)
    return (
      text === variant.text &&
      encoding === variant.encoding &&
      units === variant.units &&
      segments === variant.segments &&
      octetsSha256(text) === variant.sha256
    )
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}
