import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY } from '../example-list.ts'
import { inForce } from '../in-force.ts'
import type { ZeroRatingList } from '../list.ts'
import { anyInstant, anyLists, anyNumber } from '../random-lists.test.ts'
import { CGRATES_DEFAULTS, cgratesFeed } from './cgrates.ts'
import { withGroupsFor } from './rating-groups.ts'
import { type Row, readTable } from './readers.test.ts'

/** Columns by their place, as CGRateS takes them (`engine/models.go`, tag `index`): a header is a comment to it. */
const COLUMNS = {
  'Destinations.csv': ['Tag', 'Prefix'],
  'Rates.csv': ['Tag', 'ConnectFee', 'Rate', 'RateUnit', 'RateIncrement', 'GroupIntervalStart'],
  'DestinationRates.csv': [
    'Tag',
    'DestinationsTag',
    'RatesTag',
    'RoundingMethod',
    'RoundingDecimals',
    'MaxCost',
    'MaxCostStrategy',
  ],
  'Timings.csv': ['Tag', 'Years', 'Months', 'MonthDays', 'WeekDays', 'Time'],
  'RatingPlans.csv': ['Tag', 'DestratesTag', 'TimingTag', 'Weight'],
  'RatingProfiles.csv': ['Tenant', 'Category', 'Subject', 'ActivationTime', 'RatingPlanTag', 'FallbackSubjects'],
  'Attributes.csv': [
    'Tenant',
    'ID',
    'Contexts',
    'FilterIDs',
    'ActivationInterval',
    'AttributeFilterIDs',
    'Path',
    'Type',
    'Value',
    'Blocker',
    'Weight',
  ],
} as const
type Plan = Readonly<Record<keyof typeof COLUMNS, Row[]>>

async function planOf(lists: readonly ZeroRatingList[]): Promise<Plan> {
  const force = inForce(lists)
  const files = cgratesFeed(force, { ...CGRATES_DEFAULTS, groups: withGroupsFor(force.services) })
  assert.deepEqual(
    files.map(({ name }) => name),
    Object.keys(COLUMNS),
  )
  const plan: Partial<Record<keyof typeof COLUMNS, Row[]>> = {}
  for (const { name, text } of files) {
    const known = name as keyof typeof COLUMNS
    plan[known] = await readTable(text, COLUMNS[known])
  }
  return plan as Plan
}

interface Event {
  readonly field: 'Destination' | 'RatingGroup'
  readonly value: string
  readonly category: string
  readonly at: number
}

type Rated =
  | { readonly is: 'own' }
  /** By ours: what a unit of it costs. */
  | { readonly is: 'ours'; readonly fee: string; readonly rate: string; readonly unit: string }

/** A small rater after CGRateS' documentation (AttributeS, RatingProfile, RatingPlan, DestinationRate, Rate). */
function rated(plan: Plan, { field, value, category, at }: Event): Rated {
  const attribute = plan['Attributes.csv'].find(row => {
    const match = /^\*string:~\*req\.(\w+):(.+)$/.exec(row.FilterIDs)
    assert.ok(match, row.FilterIDs)
    assert.deepEqual([row.Path, row.Type, row.ActivationInterval], ['*req.Subject', '*constant', ''])
    return match[1] === field && match[2].split('|').includes(value)
  })
  if (attribute === undefined) return { is: 'own' }
  const active = plan['RatingProfiles.csv']
    .filter(row => row.Subject === attribute.Value && row.Category === category && Date.parse(row.ActivationTime) <= at)
    .toSorted((a, b) => Date.parse(b.ActivationTime) - Date.parse(a.ActivationTime))[0]
  assert.ok(active, 'a subject without a rating would be refused the call')
  const rates = only(plan['RatingPlans.csv'], 'Tag', active.RatingPlanTag)
  assert.equal(only(plan['Timings.csv'], 'Tag', rates.TimingTag).Time, '00:00:00')
  const destinationRate = only(plan['DestinationRates.csv'], 'Tag', rates.DestratesTag)
  const isMatched =
    destinationRate.DestinationsTag === '*any' ||
    plan['Destinations.csv'].some(row => row.Tag === destinationRate.DestinationsTag && value.startsWith(row.Prefix))
  if (!isMatched) {
    assert.equal(active.FallbackSubjects, '*any', 'what is not rated here falls back')
    return { is: 'own' }
  }
  const { ConnectFee, Rate, RateUnit } = only(plan['Rates.csv'], 'Tag', destinationRate.RatesTag)
  return { is: 'ours', fee: ConnectFee, rate: Rate, unit: RateUnit }
}

function only(rows: readonly Row[], name: string, value: string): Row {
  const found = rows.filter(row => row[name] === value)
  assert.equal(found.length, 1, `${name} ${value}`)
  return found[0]
}

const isFree = (result: Rated) => result.is === 'ours' && Number(result.rate) === 0 && Number(result.fee) === 0

test("February's hotlines are rated to the second at the edges of their periods", async () => {
  const plan = await planOf([FEBRUARY])
  const call = (value: string, when: string) =>
    rated(plan, { field: 'Destination', value, category: 'call', at: Date.parse(`${when}+07:00`) })
  const charged = { is: 'ours', fee: '0', rate: '5000', unit: '60s' }
  const free = { is: 'ours', fee: '0', rate: '0', unit: '60s' }
  for (const [when, expected] of [
    ['2020-01-31T23:59:59', charged],
    ['2020-02-01T00:00:00', free],
    ['2020-04-03T23:59:59', free],
    ['2020-04-04T00:00:00', charged],
  ] as const)
    for (const spelled of ['19003228', '8419003228', '008419003228', '+8419003228'])
      assert.deepEqual(call(spelled, when), expected, `${spelled} ${when}`)
  assert.deepEqual(call('190032280', '2020-02-03T08:00:00'), { is: 'own' }, 'a longer number')
  assert.deepEqual(call('19001234', '2020-02-03T08:00:00'), { is: 'own' })
  assert.deepEqual(plan['RatingProfiles.csv'][1], {
    Tenant: 'cgrates.org',
    Category: 'call',
    Subject: 'LOA_19003228',
    ActivationTime: '2020-01-31T17:00:00Z',
    RatingPlanTag: 'RP_LOA_19003228_FREE',
    FallbackSubjects: '',
  })
})

test('what costs otherwise is not known is left to the plan of the operator', async () => {
  const [hotline] = FEBRUARY.services
  assert.ok(hotline.kind === 'hotline')
  const plan = await planOf([{ ...FEBRUARY, services: [{ ...hotline, otherwise: { call: null } }] }])
  const at = Date.parse('2020-04-04T00:00:00+07:00')
  const event = { field: 'Destination', value: '19003228', category: 'call' } as const
  assert.deepEqual(rated(plan, { ...event, at }), { is: 'own' })
  assert.ok(isFree(rated(plan, { ...event, at: at - 1 })))
})

test('amounts are told in the currency itself', async () => {
  const [hotline] = FEBRUARY.services
  assert.ok(hotline.kind === 'hotline')
  const call = { setup: 5, amount: 1250, perSeconds: 30 }
  const services = [{ ...hotline, otherwise: { call } }]
  const plan = await planOf([{ ...FEBRUARY, currency: { code: 'EUR', decimals: 2 }, services }])
  const { ConnectFee, Rate, RateUnit, RateIncrement } = plan['Rates.csv'][2]
  assert.deepEqual([ConnectFee, Rate, RateUnit, RateIncrement], ['0.05', '12.50', '30s', '30s'])
})

test('the plan rates every number and rating group at every instant as the list in force says', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLists,
      fc.array(fc.tuple(anyInstant, anyNumber, fc.constantFrom('', '84', '0084', '+84')), {
        minLength: 20,
        maxLength: 20,
      }),
      async (lists, asked) => {
        const force = inForce(lists)
        const plan = await planOf(lists)
        const { groups } = withGroupsFor(force.services)
        for (const [at, number, code] of asked) {
          const value = `${code}${code === '' ? number : number.replace(/^0/, '')}`
          const call = rated(plan, { field: 'Destination', value, category: 'call', at })
          assert.equal(isFree(call), force.call(value, at).is === 'free', value)
          for (const { service, ratingGroup } of groups) {
            const group = String(ratingGroup)
            const data = rated(plan, { field: 'RatingGroup', value: group, category: 'data', at })
            const isPage = force.versionAt(at)?.services.find(({ id }) => id === service)?.kind === 'page'
            const during = force.freeOf(service).some(({ from, until }) => at >= from && at < until)
            assert.equal(isFree(data), isPage && during)
          }
        }
      },
    ),
    { numRuns: 60 },
  )
})
