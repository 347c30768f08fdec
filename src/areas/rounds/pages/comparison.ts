/**
 * A round's content beside the same content without accents: what each takes in ordinary SMS, and how long at each
 * operator. What an editor weighs readability against.
 *
 * Knows no screen. Counts nothing itself: the estimate is an argument, the same one that the authority uses.
 */
import type { Estimate, RoundContent } from '../model.ts'
import { previewOf, withoutAccents } from './preview.ts'

export interface Alternative {
  readonly is: 'written' | 'unaccented'
  readonly content: RoundContent
  /** Ordinary SMS for one subscriber who gets the first variant of every message. */
  readonly segmentsEach: number
  readonly estimate: Estimate
  /** Against what is written: positive is cheaper. */
  readonly saving: number
}

/** What is written comes first; alone where accents make no difference or something in it cannot be sent. */
export function alternativesOf(
  content: RoundContent,
  estimate: (content: RoundContent) => Estimate,
): readonly Alternative[] {
  const written = alternative('written', content, estimate(content), null)
  const plain = contentWithoutAccents(content)
  if (plain === null) return [written]
  return [written, alternative('unaccented', plain, estimate(plain), written.estimate)]
}

/** Null where it would change nothing, or would no longer fit. */
export function contentWithoutAccents(content: RoundContent): RoundContent | null {
  let changes = false
  const messages = content.messages.map(message => ({
    variants: message.variants.map(variant => {
      const text = withoutAccents(variant.text)
      if (text === variant.text.normalize('NFC')) return variant
      changes = true
      return { ...variant, text }
    }),
  }))
  const isSendable = messages.every(message =>
    message.variants.every(variant => previewOf(variant.text).is !== 'refused'),
  )
  return changes && isSendable ? { ...content, messages } : null
}

/** Ordinary SMS of one subscriber: the first variant of each message; a text that cannot be sent yet counts 0. */
export function segmentsEach(content: RoundContent): number {
  let sum = 0
  for (const message of content.messages) {
    const preview = previewOf(message.variants[0].text)
    if (preview.is === 'split') sum += preview.split.segments
  }
  return sum
}

function alternative(
  is: Alternative['is'],
  content: RoundContent,
  estimate: Estimate,
  written: Estimate | null,
): Alternative {
  const saving = written === null ? 0 : written.segments - estimate.segments
  return { is, content, segmentsEach: segmentsEach(content), estimate, saving }
}

/**
 * Days of sending where only some hours of each may be used: a long round at a slow operator is a matter of days, and
 * a figure in hours would hide it. `daily` null is the whole day. Null where the hours are none or cannot be read.
 */
export function daysOfSending(
  seconds: number,
  daily: { readonly from: string; readonly to: string } | null,
): number | null {
  const open = daily === null ? 86_400 : secondsBetween(daily.from, daily.to)
  return open > 0 ? Math.ceil(seconds / open) : null
}

/** Over midnight where `to` is earlier; the same time twice is the whole day. */
function secondsBetween(from: string, to: string): number {
  const length = secondOfDay(to) - secondOfDay(from)
  return length > 0 ? length : length + 86_400
}

function secondOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60
}
