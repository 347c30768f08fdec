/**
 * Plans, situations, effects and figures of areas as texts of files: read strictly, or refused with the place. Pure; runs in a browser too.
 */
import { z } from 'zod'
import { isTimeZone, wallDate } from '../base/wall-time.ts'
import { type Purpose, purpose } from '../directive/documents.ts'
import { type AreaId, areaId, areaOf } from './areas.ts'
import { checkPlan, placeOf } from './check.ts'
import type { AreaFigures } from './diff.ts'
import { EFFECTS_MAX, type Effect, effect, type Running } from './effect.ts'
import { planFailure } from './failures.ts'
import { faultSentence } from './fault-words.ts'
import type { Plan } from './plan.ts'
import { approvedChange, changeContent, DECISIONS_MAX, Situation, signedChange } from './situation.ts'

const CHANGES_MAX = 20_000

/** Fails with planMalformed, or planFaulty with its first fault; doubts are passed over. */
export function readPlan(text: string): Plan {
  const { plan, faults } = checkPlan(jsonOf(text))
  const fault = faults.find(({ severity }) => severity === 'fault')
  if (fault !== undefined)
    throw planFailure('planFaulty', { where: fault.place || 'JSON', sentence: faultSentence(fault, 'en') })
  if (plan === null) throw planFailure('planMalformed', { where: 'JSON' })
  return plan
}

/** In a file an area may be the code that was valid on the day of the change. */
const writtenDecision = z.strictObject({
  area: z.union([areaId, z.string().regex(/^\d{2}$/)]),
  level: changeContent.shape.decisions.element.shape.level,
})

const situationFile = z.strictObject({
  format: z.literal(1),
  timeZone: z.string().min(1).max(64),
  purpose,
  /** In the order in which they were approved. */
  changes: z
    .array(
      signedChange.extend({
        content: changeContent
          .omit({ format: true, purpose: true })
          .extend({ decisions: z.array(writtenDecision).max(DECISIONS_MAX) }),
      }),
    )
    .max(CHANGES_MAX),
})

/** Fails with situationMalformed, and as `Situation.with` does. */
export function readSituation(text: string): Situation {
  const parsed = situationFile.safeParse(jsonOf(text))
  if (!parsed.success) throw planFailure('situationMalformed', { where: whereOf(parsed.error) })
  const { timeZone, purpose: of, changes } = parsed.data
  if (!isTimeZone(timeZone)) throw planFailure('situationMalformed', { where: 'timeZone' })
  return changes.reduce<Situation>(
    (situation, { content, submitted, approved }) => {
      const day = wallDate(Date.parse(content.from), timeZone)
      const decisions = content.decisions.map(({ area, level }) => {
        const found = /^\d{2}$/.test(area) ? areaOf(area, day) : area
        if (found === null) throw planFailure('areaNotThere', { area, day })
        return { area: found, level }
      })
      const whole = { format: 1, purpose: of, ...content, decisions } as const
      return situation.with(approvedChange({ content: whole, submitted, approved }, of))
    },
    Situation.empty({ purpose: of, timeZone }),
  )
}

const runningFile = z.union([
  z.array(effect).max(EFFECTS_MAX),
  z.object({ running: z.array(effect).max(EFFECTS_MAX) }).transform(({ running }) => running),
])

/** What `loa plan effects --json` told as running. Fails with effectsMalformed, purposesMixed. */
export function readRunning<Of extends Purpose>(text: string, of: Of): Running<Of> {
  const parsed = runningFile.safeParse(jsonOf(text))
  if (!parsed.success) throw planFailure('effectsMalformed', { where: whereOf(parsed.error) })
  const running = new Map<string, Effect<Of>>()
  for (const one of parsed.data) {
    if (!isOf(one, of)) throw planFailure('purposesMixed', { key: one.key })
    if (running.has(one.key)) throw planFailure('effectsMalformed', { where: one.key })
    running.set(one.key, one)
  }
  return running
}

function isOf<Of extends Purpose>(one: Effect, of: Of): one is Effect<Of> {
  return one.purpose === of
}

const FIGURES = ['population', 'subscribers', 'english', 'clusters'] as const

/**
 * `area,population,subscribers,english,clusters`, by the codes of that day; an empty field is not known. Fails with
 * dataMalformed.
 */
export function readFigures(text: string, day: string): ReadonlyMap<AreaId, AreaFigures> {
  const [header = '', ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1000)
  const names = header.split(',').map(name => name.trim())
  const areaAt = names.indexOf('area')
  if (areaAt < 0) throw planFailure('dataMalformed', { where: 'area' })
  const figures = new Map<AreaId, AreaFigures>()
  for (const [at, row] of rows.entries()) {
    if (row.trim() === '') continue
    const where = `${at + 2}`
    const fields = row.split(',').map(field => field.trim())
    const area = areaOf(fields[areaAt] ?? '', day)
    if (area === null || fields.length !== names.length || figures.has(area))
      throw planFailure('dataMalformed', { where })
    const [population, subscribers, english, clusters] = FIGURES.map(name => {
      const field = fields[names.indexOf(name)] ?? ''
      if (field === '') return null
      if (!/^\d{1,12}$/.test(field)) throw planFailure('dataMalformed', { where })
      return Number(field)
    })
    figures.set(area, { population, subscribers, english: english ?? 0, clusters })
  }
  return figures
}

/** Undefined, which nothing of these is, where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function whereOf(error: z.ZodError): string {
  return placeOf(error.issues[0]?.path ?? []) || 'JSON'
}
