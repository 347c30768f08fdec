/**
 * The list as a tariff plan of CGRateS: CSV files for cgr-loader, columns as its `data/tariffplans` and documentation have
 * them. Written to stand beside an operator's own plan without touching it:
 *
 *   event to 19003228 ─ Attributes.csv: that very number, in any spelling ─► Subject LOA_19003228
 *                                                                               │ RatingProfiles.csv
 *     ... ─ not free: the list's tariff, or where it knows none the operator's own (*any) ─┬─ free: RP_LOA_FREE ─┬─ ...
 *                                                                                     ActivationTime       ActivationTime
 *
 * Numbers are matched whole by the attribute: destinations alone match by prefix, and 190032281 is none of ours. Pages are
 * matched by the rating group that the gateway has put them in; the event must carry it as RatingGroup.
 *
 * The first row of each profile is from 1970 on: a subject without a rating at the time of a call would be refused the
 * call, not charged for it.
 *
 * What CGRateS cannot say here: hosts and prefixes; that a forwarded call stays free (it sees where a call goes, not what
 * was dialled); a data session is rated by what was in force when it began. Pure.
 */

import { significantOf, spellingsOf } from '../dialled.ts'
import type { InForce, Interval } from '../in-force.ts'
import type { CallTariff, DataTariff, PageService } from '../list.ts'
import { type FreeSpan, freeSpans } from '../spans.ts'
import { callingCodeOf, type FeedFile, universalInstant } from './feed.ts'
import { groupOf } from './rating-group-table.ts'
import type { RatingGroups } from './rating-groups.ts'

export interface CgratesOptions {
  readonly groups: RatingGroups
  readonly tenant: string
  readonly callCategory: string
  readonly dataCategory: string
  /** Above those of the operator's own attribute profiles: one profile only changes an event. */
  readonly attributeWeight: number
}

export const CGRATES_DEFAULTS = {
  tenant: 'cgrates.org',
  callCategory: 'call',
  dataCategory: 'data',
  attributeWeight: 1000,
} as const

const ALWAYS_TIMING = 'TM_LOA_ALWAYS'
const SINCE_EVER = '1970-01-01T00:00:00Z'
const PLAN_WEIGHT = 10
const NOTHING = 'LOA_NOTHING'
/** No number begins so: a plan of this destination rates nothing, and leaves it to the fallback. */
const NOTHING_PREFIX = 'loa-nothing'

/** Something with a profile of its own: a number, or a rating group. */
interface Rated {
  readonly subject: string
  readonly category: string
  readonly free: readonly Interval[]
  /** Of the event, and the values that are this. */
  readonly field: 'Destination' | 'RatingGroup'
  readonly values: readonly string[]
  readonly otherwise: Rate | null
}

interface Rate {
  readonly id: string
  readonly connectFee: string
  readonly rate: string
  readonly unit: string
  readonly increment: string
}

export function cgratesFeed(force: InForce, options: CgratesOptions): readonly FeedFile[] {
  const spans = freeSpans(force)
  const rated = [...numbersOf(force, spans, options), ...groupsOf(force, spans, options)]
  const rates = new Map(rated.flatMap(({ otherwise }) => (otherwise ? [[otherwise.id, otherwise]] : [])))
  return [
    file('Destinations.csv', DESTINATIONS, [
      [`DST_${NOTHING}`, NOTHING_PREFIX],
      ...rated.filter(isNumber).flatMap(({ subject, values }) => values.map(value => [`DST_${subject}`, value])),
    ]),
    file('Rates.csv', RATES, [...FREE_RATES, ...rates.values()].map(rateRow)),
    file('DestinationRates.csv', DESTINATION_RATES, [
      destinationRate(NOTHING, `DST_${NOTHING}`, FREE_CALL.id),
      ...rated.flatMap(destinationRates),
    ]),
    file('Timings.csv', TIMINGS, [[ALWAYS_TIMING, '*any', '*any', '*any', '*any', '00:00:00']]),
    file('RatingPlans.csv', RATING_PLANS, [plan(NOTHING), ...rated.flatMap(ratingPlans)]),
    file(
      'RatingProfiles.csv',
      RATING_PROFILES,
      rated.flatMap(one => profileRows(one, options)),
    ),
    file(
      'Attributes.csv',
      ATTRIBUTES,
      rated.map(one => attributeRow(one, options)),
    ),
  ]
}

const DESTINATIONS = '#Id,Prefix'
const RATES = '#Id,ConnectFee,Rate,RateUnit,RateIncrement,GroupIntervalStart'
const DESTINATION_RATES = '#Id,DestinationId,RatesTag,RoundingMethod,RoundingDecimals,MaxCost,MaxCostStrategy'
const TIMINGS = '#Tag,Years,Months,MonthDays,WeekDays,Time'
const RATING_PLANS = '#Id,DestinationRatesId,TimingTag,Weight'
const RATING_PROFILES = '#Tenant,Category,Subject,ActivationTime,RatingPlanId,RatesFallbackSubject'
const ATTRIBUTES = '#Tenant,ID,Contexts,FilterIDs,ActivationInterval,AttributeFilterIDs,Path,Type,Value,Blocker,Weight'

/** Cells are ids, numbers and instants of ours: none needs quotes. */
function file(name: string, header: string, rows: readonly (readonly string[])[]): FeedFile {
  return { name, text: `${[header, ...rows.map(row => row.join(','))].join('\n')}\n` }
}

const FREE_CALL: Rate = { id: 'RT_LOA_FREE_CALL', connectFee: '0', rate: '0', unit: '60s', increment: '1s' }
const FREE_DATA: Rate = { id: 'RT_LOA_FREE_DATA', connectFee: '0', rate: '0', unit: '1', increment: '1' }
const FREE_RATES = [FREE_CALL, FREE_DATA]

/** Every number of any version, free where the service that has it then is. */
function numbersOf(force: InForce, spans: readonly FreeSpan[], { callCategory }: CgratesOptions): Rated[] {
  const callingCode = callingCodeOf(force)
  const free = new Map<string, FreeSpan[]>()
  for (const span of spans) {
    if (span.service.kind === 'page') continue
    for (const number of span.service.numbers) {
      const key = significantOf(number, callingCode)
      free.set(key, [...(free.get(key) ?? []), span])
    }
  }
  const found = new Map<string, Rated>()
  for (const { list } of force.windows)
    for (const service of list.services) {
      if (service.kind === 'page') continue
      for (const number of service.numbers)
        found.set(significantOf(number, callingCode), {
          subject: `LOA_${number}`,
          category: callCategory,
          free: joined(free.get(significantOf(number, callingCode)) ?? []),
          field: 'Destination',
          values: spellingsOf(number, list.callingCode),
          otherwise: callRate(service.otherwise.call, list.currency.decimals),
        })
    }
  return [...found.values()]
}

/** The rating group of every page of any version. */
function groupsOf(force: InForce, spans: readonly FreeSpan[], { dataCategory, groups }: CgratesOptions): Rated[] {
  const pages = new Map<string, PageService>()
  for (const { list } of force.windows)
    for (const service of list.services) if (service.kind === 'page') pages.set(service.id, service)
  return [...pages.values()].map(page => {
    const group = String(groupOf(groups, page.id).ratingGroup)
    return {
      subject: `LOA_RG_${group}`,
      category: dataCategory,
      free: joined(spans.filter(({ service }) => service.kind === 'page' && service.id === page.id)),
      field: 'RatingGroup',
      values: [group],
      otherwise: dataRate(page.otherwise.data, force),
    }
  })
}

/** Spans that touch are one. */
function joined(spans: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = []
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last?.until === from) result[result.length - 1] = { from: last.from, until }
    else result.push({ from, until })
  }
  return result
}

function callRate(tariff: CallTariff | null, decimals: number): Rate | null {
  if (tariff === null) return null
  const { setup, amount, perSeconds } = tariff
  return {
    id: `RT_LOA_CALL_${setup}_${amount}_${perSeconds}`,
    connectFee: units(setup, decimals),
    rate: units(amount, decimals),
    unit: `${perSeconds}s`,
    increment: `${perSeconds}s`,
  }
}

function dataRate(tariff: DataTariff | null, { windows }: InForce): Rate | null {
  if (tariff === null) return null
  const { amount, perOctets } = tariff
  return {
    id: `RT_LOA_DATA_${amount}_${perOctets}`,
    connectFee: '0',
    rate: units(amount, windows[windows.length - 1].list.currency.decimals),
    unit: String(perOctets),
    increment: String(perOctets),
  }
}

/** Of the currency itself: 5000 đồng with no decimals is 5000, 150 cents with two is 1.50. */
function units(amount: number, decimals: number): string {
  const digits = String(amount).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function isNumber({ field }: Rated): boolean {
  return field === 'Destination'
}

function rateRow({ id, connectFee, rate, unit, increment }: Rate): string[] {
  return [id, connectFee, rate, unit, increment, '0s']
}

function destinationRate(id: string, destination: string, rate: string): string[] {
  return [`DR_${id}`, destination, rate, '*up', '4', '0', '']
}

function destinationRates(one: Rated): string[][] {
  const destination = isNumber(one) ? `DST_${one.subject}` : '*any'
  const free = isNumber(one) ? FREE_CALL : FREE_DATA
  return [
    destinationRate(`${one.subject}_FREE`, destination, free.id),
    ...(one.otherwise === null ? [] : [destinationRate(`${one.subject}_OTHERWISE`, destination, one.otherwise.id)]),
  ]
}

function plan(id: string): string[] {
  return [`RP_${id}`, `DR_${id}`, ALWAYS_TIMING, String(PLAN_WEIGHT)]
}

function ratingPlans({ subject, otherwise }: Rated): string[][] {
  return [plan(`${subject}_FREE`), ...(otherwise === null ? [] : [plan(`${subject}_OTHERWISE`)])]
}

function profileRows({ subject, category, free, otherwise }: Rated, { tenant }: CgratesOptions): string[][] {
  const row = (at: string, planId: string, fallback: string) => [
    tenant,
    category,
    subject,
    at,
    `RP_${planId}`,
    fallback,
  ]
  const charged = (at: string) => (otherwise === null ? row(at, NOTHING, '*any') : row(at, `${subject}_OTHERWISE`, ''))
  return [
    charged(SINCE_EVER),
    ...free.flatMap(({ from, until }) => [
      row(universalInstant(from) ?? '', `${subject}_FREE`, ''),
      ...[universalInstant(until)].flatMap(end => (end === null ? [] : [charged(end)])),
    ]),
  ]
}

function attributeRow({ subject, field, values }: Rated, { tenant, attributeWeight }: CgratesOptions): string[] {
  return [
    tenant,
    `ATTR_${subject}`,
    '*any',
    `*string:~*req.${field}:${values.join('|')}`,
    '',
    '',
    '*req.Subject',
    '*constant',
    subject,
    'false',
    String(attributeWeight),
  ]
}
