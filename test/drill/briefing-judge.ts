/**
 * Compares what is kept of a briefing with what was seen from outside: each thing that was answered is there once, nothing is there
 * that nobody asked for, and what nobody answered is there or not, but never twice. Pure; each finding is a sentence.
 */

import type { Kept, KeptFloor } from './briefing-kept.ts'
import { presenceFindings, presentFindings, Sure } from './briefing-presence-judge.ts'
import { recordingFindings } from './briefing-recording-judge.ts'
import { CHAIR } from './briefing-stage.ts'
import { type Asked, type End, overlaps, type Span, type Witness } from './briefing-witness.ts'

/** Instants are whole milliseconds. */
const ROUNDED_MS = 2
/** What was on its way when the floor was taken has been heard by then. */
const SETTLED_MS = 500

export function judged(witness: Witness, kept: Kept): string[] {
  const sure = new Sure(witness)
  return [
    ...floorFindings(witness, kept, sure),
    ...rollFindings(witness, kept, sure),
    ...presenceFindings(witness, kept, sure),
    ...minuteFindings(witness, kept),
    ...heardFindings(witness, kept),
    ...recordingFindings(witness, kept),
    ...trailFindings(kept),
  ]
}

const COMES_TO = {
  ask: 'accepted',
  withdraw: 'cancelled',
  give: 'granted',
  release: 'released',
  revoke: 'revoked',
} as const satisfies Record<Asked['do'], KeptFloor['state']>

type Held = 'nothing' | 'accepted' | 'granted'

function floorFindings(witness: Witness, { floor }: Kept, sure: Sure): string[] {
  const findings: string[] = []
  const unasked = new Set(floor.filter(({ by }) => by !== null))
  for (const asked of witness.floor) {
    const within = floor.filter(({ atMs, site }) => site === asked.site && isWithin(atMs, asked, ROUNDED_MS))
    const own = within.filter(({ state, by }) => by === asked.by && state === COMES_TO[asked.do])
    for (const entry of own) unasked.delete(entry)
    const before = heldBefore(floor, asked, own[0])
    const wasDropped = within.some(({ by }) => by === null)
    const mayBe = asked.end === 'lost' || wasDropped || (asked.end === 'refused' && asked.tries > 1)
    const due = asked.end === 'answered' && isDue(asked.do, before) ? 1 : 0
    if (mayBe ? own.length > 1 : own.length !== due)
      findings.push(`${asked.do} of ${asked.site} was ${asked.end} and is kept ${own.length} times (it had ${before})`)
  }
  for (const { site, state, by } of unasked)
    findings.push(`${state} of ${site} by ${by} is kept, and nobody asked for it`)
  for (const { site, state, by, atMs } of floor)
    if (by === null && (state !== 'cancelled' || sure.isThere(site, atMs)))
      findings.push(`the server has ${state} what ${site} asked for, who was there`)
  if (floor.some(({ atMs }, at) => at > 0 && atMs < floor[at - 1].atMs))
    findings.push('the log of the floor is out of order')
  return findings
}

/** What it had when it was asked, or just before what came of it. */
function heldBefore(floor: readonly KeptFloor[], { site, fromMs }: Asked, own?: KeptFloor): Held {
  const before = own === undefined ? floor.filter(({ atMs }) => atMs <= fromMs) : floor.slice(0, floor.indexOf(own))
  const last = before.filter(each => each.site === site).at(-1)
  return last?.state === 'accepted' || last?.state === 'granted' ? last.state : 'nothing'
}

function isDue(deed: Asked['do'], held: Held): boolean {
  switch (deed) {
    case 'ask':
      return held === 'nothing'
    case 'withdraw':
      return held === 'accepted'
    case 'give':
      return held !== 'granted'
    case 'release':
    case 'revoke':
      return held === 'granted'
  }
}

function rollFindings(witness: Witness, { rolls }: Kept, sure: Sure): string[] {
  const findings: string[] = []
  for (const called of witness.rolls) {
    const found = rolls.filter(({ atMs }) => isWithin(atMs, called, ROUNDED_MS)).length
    if (!isKeptAs(called.end, found)) findings.push(`a roll was ${called.end} and is kept ${found} times`)
  }
  for (const roll of rolls) {
    if (!witness.rolls.some(called => isWithin(roll.atMs, called, ROUNDED_MS)))
      findings.push('a roll is kept that nobody called')
    findings.push(...presentFindings(witness, roll, sure))
  }
  return findings
}

function minuteFindings(witness: Witness, { minutes }: Kept): string[] {
  const findings = witness.minutes.flatMap(({ text, end }) => {
    const found = minutes.filter(each => each === text).length
    // Who is refused at the second time does not know of the first.
    return isKeptAs(end === 'refused' ? 'lost' : end, found) ? [] : [`'${text}' was ${end} and is kept ${found} times`]
  })
  const written = new Set(witness.minutes.map(({ text }) => text))
  return [...findings, ...minutes.filter(text => !written.has(text)).map(text => `nobody wrote '${text}'`)]
}

/** By what the script was answered, and by the floor's own log. */
function heardFindings(witness: Witness, { turns }: Kept): string[] {
  const given = givenBy(witness)
  const may = (spans: readonly (Span & { readonly site: number })[], source: number, heard: Span) =>
    spans.some(span => span.site === source && overlaps(heard, { ...span, untilMs: span.untilMs + SETTLED_MS }))
  return witness.heard.flatMap(heard => {
    const { by, source } = heard
    if (by === source) return [`${by} hears itself`]
    if (source === CHAIR) return []
    if (!may(given, source, heard)) return [`${by} has heard ${source}, to whom nobody has given the floor`]
    return may(turns, source, heard) ? [] : [`${by} has heard ${source}, who has no turn in the log`]
  })
}

function givenBy({ floor }: Witness): (Span & { readonly site: number })[] {
  const spans: (Span & { readonly site: number })[] = []
  const open = new Map<number, number>()
  for (const { do: deed, site, end, fromMs, untilMs } of floor) {
    if (deed === 'give' && !open.has(site)) open.set(site, fromMs)
    const from = open.get(site)
    if ((deed !== 'release' && deed !== 'revoke') || end !== 'answered' || from === undefined) continue
    open.delete(site)
    spans.push({ site, fromMs: from, untilMs })
  }
  for (const [site, fromMs] of open) spans.push({ site, fromMs, untilMs: Number.POSITIVE_INFINITY })
  return spans
}

function trailFindings({ trail, floor, rolls, recordings }: Kept): string[] {
  const had = new Set(floor.flatMap(({ state, request }) => (state === 'granted' ? [request] : [])))
  const told = floor.filter(({ state, request }) => state !== 'accepted' && had.has(request))
  const expected = {
    'briefing.begin': 1,
    'briefing.end': 1,
    'briefing.floor': told.length,
    'briefing.roll': rolls.length,
    'briefing.record': recordings.length,
  }
  return [
    ...(trail.isWhole ? [] : ['the trail is not whole']),
    ...Object.entries(expected).flatMap(([action, times]) => {
      const found = trail.deeds.get(action) ?? 0
      return found === times ? [] : [`the trail has ${action} ${found} times and not ${times}`]
    }),
  ]
}

function isKeptAs(end: End, found: number): boolean {
  return end === 'lost' ? found <= 1 : found === (end === 'answered' ? 1 : 0)
}

function isWithin(atMs: number, { fromMs, untilMs }: Span, slackMs: number): boolean {
  return atMs >= fromMs - slackMs && atMs <= untilMs + slackMs
}
