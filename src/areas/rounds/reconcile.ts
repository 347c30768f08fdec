/**
 * Whether an operator's return adds up: against itself, its acknowledgement, its progress, its declared size and the
 * directive. What does not is flagged with what was expected and what came; nothing is corrected. Pure.
 */
import type { AcknowledgementBody, DirectiveBody, DirectiveTally, ReturnBody } from '../../directive/documents.ts'
import type { Flag, FlagCode } from '../operators/model.ts'

export interface Evidence {
  readonly directive: DirectiveBody
  /** Of the directive's JWS. */
  readonly sha256: string
  /** Null: none came. */
  readonly acknowledged: Extract<AcknowledgementBody['verdict'], { is: 'accepted' }> | null
  /** The last tally before the return; null: none came. */
  readonly progress: DirectiveTally | null
  /** Subscribers as the operator declared them when it was issued; null: it had not. */
  readonly declared: number | null
  readonly returned: ReturnBody
}

export function reconcile(evidence: Evidence): readonly Flag[] {
  return [
    ...sameDirective(evidence),
    ...audience(evidence),
    ...outcomes(evidence),
    ...legs(evidence),
    ...segments(evidence),
    ...progress(evidence),
  ]
}

function flagUnless(
  holds: boolean,
  code: FlagCode,
  expected: string | number,
  found: string | number,
): readonly Flag[] {
  return holds ? [] : [{ code, expected: String(expected), found: String(found) }]
}

/** What is said of another directive says nothing of this one. */
function sameDirective({ directive, sha256, returned }: Evidence): readonly Flag[] {
  const of = (each: { serial: number; round: string; purpose: string }, digest: string) =>
    `${each.serial} ${each.round} ${each.purpose} ${digest}`
  const expected = of(directive, sha256)
  const found = of(returned, returned.sha256)
  return flagUnless(expected === found, 'unknown-directive', expected, found)
}

function audience({ acknowledged, declared, returned }: Evidence): readonly Flag[] {
  const found = `${returned.subscribers} ${returned.audienceSha256}`
  const expected =
    acknowledged === null ? 'acknowledgement' : `${acknowledged.subscribers} ${acknowledged.audienceSha256}`
  return [
    ...flagUnless(expected === found, 'audience-differs', expected, found),
    ...flagUnless(
      declared === null || returned.subscribers <= declared,
      'audience-over-declared',
      `<= ${declared}`,
      returned.subscribers,
    ),
  ]
}

function outcomes({ directive, returned }: Evidence): readonly Flag[] {
  const { audience, unsent, sending, accepted, delivered, failed, expired, uncertain } = returned.tally.turns
  const sum = unsent + sending + accepted + delivered + failed + expired + uncertain
  const turns = returned.subscribers * directive.messages.length
  return [
    ...flagUnless(sum === audience, 'outcomes-do-not-sum', audience, sum),
    ...flagUnless(audience === turns, 'outcomes-do-not-sum', turns, audience),
  ]
}

function legs({ directive, returned }: Evidence): readonly Flag[] {
  const ofMessage = directive.messages.flatMap((_, m) => {
    const parts = returned.legs.filter(leg => leg.message === m + 1)
    const sum = total(parts.map(leg => leg.subscribers))
    return flagUnless(sum === returned.subscribers, 'legs-do-not-sum', returned.subscribers, sum)
  })
  const ofVariant = returned.legs.flatMap(leg => {
    const variant = directive.messages[leg.message - 1]?.variants.find(({ language }) => language === leg.language)
    const where = `${leg.message} ${leg.language}: `
    return flagUnless(
      variant?.segments === leg.segmentsEach,
      'legs-do-not-sum',
      where + (variant?.segments ?? 'none'),
      where + leg.segmentsEach,
    )
  })
  const keys = returned.legs.map(leg => `${leg.message} ${leg.language}`)
  const twice = keys.filter((key, i) => keys.indexOf(key) < i)
  const ofSegments = (['submitted', 'accepted', 'delivered'] as const).flatMap(name => {
    const sum = total(returned.legs.map(leg => leg.segments[name]))
    const whole = returned.tally.segments[name]
    return flagUnless(sum === whole, 'legs-do-not-sum', `${name} ${whole}`, `${name} ${sum}`)
  })
  return [
    ...ofMessage,
    ...ofVariant,
    ...twice.map(key => ({ code: 'legs-do-not-sum' as const, expected: '1', found: `2: ${key}` })),
    ...ofSegments,
  ]
}

/**
 * Every subscriber accepted or delivered took all its segments; a failed, expired or uncertain one took between none and
 * all. Which of them had which variant is not told, so the bounds take the cheapest and the dearest.
 */
function segments({ acknowledged, returned }: Evidence): readonly Flag[] {
  const { turns, segments: counted } = returned.tally
  const certain = turns.accepted + turns.delivered
  const possible = certain + turns.failed + turns.expired + turns.uncertain + turns.sending
  const least = cost(returned.legs, certain, 'cheapest')
  const most = cost(returned.legs, possible, 'dearest')
  const expected = total(returned.legs.map(leg => leg.subscribers * leg.segmentsEach))
  const answered = counted.accepted + counted.refused + counted.retried + counted.unanswered
  return [
    ...flagUnless(counted.accepted >= least, 'segments-short', `>= ${least}`, counted.accepted),
    ...flagUnless(counted.accepted <= most, 'segments-over', `<= ${most}`, counted.accepted),
    ...between(counted.expected, expected),
    ...(acknowledged === null ? [] : between(counted.expected, acknowledged.segmentsExpected)),
    // In flight at the end is nothing: each submit_sm was accepted, refused, retried or never answered.
    ...between(answered, counted.submitted),
    ...flagUnless(counted.delivered <= counted.accepted, 'segments-over', `<= ${counted.accepted}`, counted.delivered),
  ]
}

function between(found: number, expected: number): readonly Flag[] {
  return flagUnless(found === expected, found < expected ? 'segments-short' : 'segments-over', expected, found)
}

/** Segments that so many turns take, spread over the legs from their cheapest or dearest. */
function cost(legs: ReturnBody['legs'], turns: number, from: 'cheapest' | 'dearest'): number {
  const sign = from === 'cheapest' ? 1 : -1
  const ordered = legs.toSorted((a, b) => sign * (a.segmentsEach - b.segmentsEach))
  let left = turns
  let sum = 0
  for (const leg of ordered) {
    const here = Math.min(left, leg.subscribers)
    sum += here * leg.segmentsEach
    left -= here
  }
  return sum
}

/** Cumulative counts never fall, and what is sent is never unsent again. */
function progress({ progress, returned }: Evidence): readonly Flag[] {
  if (progress === null) return []
  const { turns, segments } = returned.tally
  const grows = [
    ['submitted', progress.segments.submitted, segments.submitted],
    ['accepted', progress.segments.accepted, segments.accepted],
    ['delivered', progress.segments.delivered, segments.delivered],
    ['sent', progress.turns.audience - progress.turns.unsent, turns.audience - turns.unsent],
  ] as const
  return [
    ...grows.flatMap(([name, before, now]) =>
      flagUnless(now >= before, 'progress-differs', `${name} >= ${before}`, `${name} ${now}`),
    ),
    ...flagUnless(
      progress.turns.audience === turns.audience,
      'progress-differs',
      `audience ${progress.turns.audience}`,
      `audience ${turns.audience}`,
    ),
  ]
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
