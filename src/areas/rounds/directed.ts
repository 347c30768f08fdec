/**
 * A round as an operator's engineers see it: what was directed to their operator, from the first directive on. What was
 * written before, what is written since, and rounds of others are not theirs to read.
 */
import { notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { digestOf } from './digest.ts'
import type { Estimate, RoundDetail, RoundSummary } from './model.ts'
import type { StoredDirective } from './store.ts'
import { roundRows } from './store.ts'

/** Of a round's exercises and of its sending. */
async function directivesOf(store: Reading, round: string): Promise<readonly StoredDirective[]> {
  const rows = roundRows(store)
  return [...(await rows.directives(round, 'exercise')), ...(await rows.directives(round, 'live'))]
}

/** Oldest first. */
async function directivesTo(store: Reading, round: string, operator: string): Promise<readonly StoredDirective[]> {
  return (await directivesOf(store, round))
    .filter(directive => directive.operator === operator)
    .toSorted((a, b) => a.issuedAt - b.issuedAt)
}

export async function operatorsOf(store: Reading, round: string): Promise<ReadonlySet<string>> {
  return new Set((await directivesOf(store, round)).map(({ operator }) => operator))
}

/** Versions that the operator was given. */
export async function versionsFor(store: Reading, round: string, operator: string): Promise<ReadonlySet<number>> {
  return new Set((await directivesTo(store, round, operator)).map(({ version }) => version))
}

/** Fails with notFound where nothing of it was directed to the operator. */
export async function detailFor(store: Reading, round: RoundDetail, operator: string): Promise<RoundDetail> {
  const directives = await directivesTo(store, round.id, operator)
  const latest = directives.at(-1)
  if (latest === undefined) throw notFound('round')
  const content = await roundRows(store).content(round.id, latest.version)
  const sinceMs = directives[0].issuedAt
  const estimate = partOf(round.estimate, operator)
  return {
    ...round,
    estimate,
    subscribers: estimate.subscribers,
    segments: estimate.segments,
    version: latest.version,
    title: content.title,
    content,
    digest: digestOf(content),
    faults: [],
    // Another round is not theirs to know of.
    copyOf: null,
    takenBack: null,
    history: round.history.filter(({ at }) => Date.parse(at) >= sinceMs),
  }
}

/** A line of a list, as the operator was given it last. */
export async function summaryFor(store: Reading, round: RoundSummary, operator: string): Promise<RoundSummary> {
  const latest = (await directivesTo(store, round.id, operator)).at(-1)
  const stored = await roundRows(store).round(round.id)
  if (latest === undefined || stored === null) return round
  const { subscribers, segments } = partOf(stored.estimate, operator)
  const own = { ...round, subscribers, segments, takenBack: null }
  if (latest.version === round.version) return own
  const { title } = await roundRows(store).content(round.id, latest.version)
  return { ...own, version: latest.version, title }
}

/** What others say of their subscribers is not theirs to read. */
function partOf({ operators }: Estimate, operator: string): Estimate {
  const own = operators.filter(part => part.operator === operator)
  return {
    subscribers: own.reduce((sum, part) => sum + (part.subscribers ?? 0), 0),
    segments: own.reduce((sum, part) => sum + part.segments, 0),
    operators: own,
  }
}
