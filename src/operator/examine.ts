/** What of a directive that is proved cannot be carried out at this node. Pure: the directive and what there is come in, a verdict goes out. */
import { Failure } from '../base/failure.ts'
import type { DirectedVariant, DirectiveBody, RefusalReason } from '../directive/documents.ts'
import { octetsSha256 } from '../directive/octets.ts'
import { checkTimeZone } from '../round/hours.ts'
import { sourceAddress } from '../smpp/addresses.ts'
import { split } from '../text/split.ts'
import type { Holdings } from './holdings.ts'
import { windowOf } from './legs.ts'
import { listsOf } from './lists.ts'
import { type Directed, directedTo } from './sides.ts'

export type Examined =
  | {
      readonly is: 'fit'
      readonly directed: Directed
      readonly provinces: readonly string[] | null
      readonly excludes: readonly string[]
    }
  | { readonly is: 'refused'; readonly why: RefusalReason }

const no = (why: RefusalReason): Examined => ({ is: 'refused', why })

/** Of a directive for this operator that is proved. */
export function examine(body: DirectiveBody, holdings: Holdings): Examined {
  if (!hasRightWindow(body)) return no('malformed')
  if (sourceAddress(body.source) === null) return no('bad-source')
  for (const { variants } of body.messages) {
    if (new Set(variants.map(({ language }) => language)).size < variants.length) return no('malformed')
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
export function isAsApproved(variant: DirectedVariant): boolean {
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
