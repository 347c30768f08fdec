/** Every list of the API, page by page, at the size of page that asks for most. */

import type { RoundSummary } from '../../src/areas/rounds/model.ts'
import type { Page } from '../../src/authority/paging.ts'
import { type Asker, type Times, timesOf } from './timing.ts'

export interface ListTimes extends Times {
  readonly list: string
  /** Of all its pages that were asked for. */
  readonly items: number
  /** Of the largest page. */
  readonly octets: number
}

const LIMIT = 200
/** A list that is longer is followed so far, and again. */
const PAGES_MAX = 50
/** So many times each. */
const RUNS = 5

/** Where a number stands for something of this database. */
interface Named {
  readonly campaign: string
  readonly round: string
  readonly operator: string
}

export async function measureLists(asker: Asker, operator: string): Promise<readonly ListTimes[]> {
  const { body } = await asker.well<Page<RoundSummary>>('/api/v1/rounds?state=finished&limit=1')
  const { campaign, id: round } = body.items[0]
  const measured: ListTimes[] = []
  for (const [list, path] of Object.entries(listsOf({ campaign, round, operator })))
    measured.push(await measure(asker, list, path))
  return measured
}

function listsOf({ campaign, round, operator }: Named): Readonly<Record<string, string>> {
  return {
    campaigns: '/api/v1/campaigns',
    'campaigns, searched': '/api/v1/campaigns?search=chong%20dich',
    'campaigns, none found': '/api/v1/campaigns?search=khong%20co',
    rounds: '/api/v1/rounds',
    'rounds of a campaign': `/api/v1/rounds?campaign=${campaign}`,
    'rounds that are finished': '/api/v1/rounds?state=finished',
    'rounds in work': '/api/v1/rounds?state=draft,submitted,approved,running,paused',
    'versions of a round': `/api/v1/rounds/${round}/versions`,
    operators: '/api/v1/operators',
    people: '/api/v1/people',
    'API keys': '/api/v1/keys',
    trail: '/api/v1/trail',
    'trail of directives': '/api/v1/trail?action=directive',
    'trail of approvals': '/api/v1/trail?action=round.approve',
    'trail of an operator': `/api/v1/trail?actor=${operator}`,
    'trail of directives of an operator': `/api/v1/trail?action=directive&actor=${operator}`,
    'trail of nobody': '/api/v1/trail?actor=khong-ai',
    'trail of a round': `/api/v1/trail?subject=${round}`,
  }
}

async function measure(asker: Asker, list: string, path: string): Promise<ListTimes> {
  const took: number[] = []
  let items = 0
  let octets = 0
  for (let run = 0; run < RUNS; run++) {
    items = 0
    let cursor: string | null = null
    for (let page = 0; page < PAGES_MAX; page++) {
      const asked = await asker.well<readonly unknown[] | Page<unknown>>(pathOf(path, cursor))
      took.push(asked.ms)
      octets = Math.max(octets, asked.octets)
      const whole: Page<unknown> = 'items' in asked.body ? asked.body : { items: [...asked.body], next: null }
      items += whole.items.length
      cursor = whole.next
      if (cursor === null) break
    }
  }
  return { list, items, octets, ...timesOf(took) }
}

/** Lists without pages take no limit. */
const WHOLE = /\/(versions|operators)$/

function pathOf(path: string, cursor: string | null): string {
  if (WHOLE.test(path)) return path
  const more = cursor === null ? '' : `&cursor=${cursor}`
  return `${path}${path.includes('?') ? '&' : '?'}limit=${LIMIT}${more}`
}
