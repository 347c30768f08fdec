/** What briefings say for the page where one lands: those in session, those to come, instructions that are overdue. */
import {
  instantOf,
  isOfMinistry,
  item,
  NONE,
  type OverviewItem,
  type OverviewPart,
  some,
} from '../../authority/overview.ts'
import type { Reading } from '../../authority/store.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { endOfDay, isOverdue } from './instructions/due.ts'
import { WRITERS } from './instructions/states.ts'
import { courseOf } from './instructions/view.ts'
import { briefingRows, type StoredBriefing, type StoredInstruction } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

/** In one month: three a day and more. */
const PLANNED_MAX = 200
const MINUTE_MS = 60_000
/** Until then somebody may still be on the way to the room. */
const LATE_MS = 10 * MINUTE_MS
/** Longer ago nobody waits for it any more. */
const FORGOTTEN_MS = 24 * 60 * MINUTE_MS
const LETTERS_MAX = 120

export function briefingOverview(store: Reading): OverviewPart {
  const rows = briefingRows(store)
  return {
    kinds: {
      briefing: {
        what: words.briefing,
        names: async ids => {
          const found = await Promise.all(ids.map(async id => await rows.briefing(id)))
          return new Map(found.flatMap(each => (each === null ? [] : [[each.id, each.content.title]])))
        },
      },
      instruction: {
        what: words.instruction,
        names: async ids => {
          const found = await Promise.all(ids.map(async id => await rows.instruction(id)))
          return new Map(
            found.flatMap(each => (each === null ? [] : [[each.id, each.content.text.slice(0, LETTERS_MAX)]])),
          )
        },
      },
    },
    runs: async ({ actor }) => {
      if (!isOfMinistry(actor)) return NONE
      const open = await rows.openBriefings()
      return some(
        open.map(briefing => ({
          ...item({
            ...named(briefing),
            says: words.open,
            page: `/briefings/${briefing.id}/live`,
            from: instantOf(briefing.beganAt),
          }),
          share: null,
          rate: null,
          parts: [],
        })),
      )
    },
    comes: async ({ actor }, { from, until }) => {
      if (!isOfMinistry(actor)) return NONE
      const planned = await rows.briefingsPlanned(from, until, PLANNED_MAX)
      const items = planned.filter(({ state }) => state !== 'cancelled').map(coming)
      return { items, total: items.length }
    },
    unwell: async ({ actor, now }) => {
      if (!isOfMinistry(actor)) return NONE
      const planned = await rows.briefingsPlanned(now - FORGOTTEN_MS, now - LATE_MS, PLANNED_MAX)
      const late = planned
        .filter(({ state }) => state === 'planned')
        .map(briefing => item({ ...coming(briefing), says: words.late, until: null }))
      return some([...late, ...(await overdue(store, now))])
    },
    found: async now =>
      (await overdueNow(store, now)).map(({ id, content }) => ({
        subject: { kind: 'instruction', id },
        standing: {
          is: 'left',
          does: 'remind',
          roles: WRITERS,
          people: [],
          by: '',
          page: `/instructions/${id}`,
          isUrgent: false,
          dueAt: endOfDay(content.due, TIME_ZONE),
        },
      })),
    month: async ({ actor }, { from, until }) => {
      if (!isOfMinistry(actor)) return []
      const begun = await rows.briefingsBegun(from, until)
      return [{ what: words.begun, value: begun.length, unit: words.briefings, page: '/briefings' }]
    },
  }
}

function named({ content }: StoredBriefing) {
  return { what: words.briefing, name: content.title }
}

function coming(briefing: StoredBriefing): OverviewItem {
  const { id, content, state, beganAt, endedAt } = briefing
  const starts = beganAt ?? Date.parse(content.startsAt)
  return item({
    ...named(briefing),
    says: state === 'cancelled' ? null : words[state],
    page: `/briefings/${id}`,
    from: instantOf(starts),
    until: instantOf(endedAt ?? starts + content.minutes * MINUTE_MS),
    figures: [{ value: content.roster.length, unit: words.sites }],
  })
}

async function overdueNow(store: Reading, now: number): Promise<readonly StoredInstruction[]> {
  const clock = { now, timeZone: TIME_ZONE }
  const open = await briefingRows(store).openInstructions()
  return open.filter(each => isOverdue(courseOf(each), clock))
}

async function overdue(store: Reading, now: number): Promise<readonly OverviewItem[]> {
  const rows = briefingRows(store)
  const all = await overdueNow(store, now)
  if (all.length === 0) return []
  const sites = new Map((await rows.sites()).map(({ id, content }) => [id, content.name]))
  return all.map(({ id, site, content }) =>
    item({
      what: words.instruction,
      name: sites.get(site) ?? null,
      says: words.overdue,
      page: `/instructions/${id}`,
      from: instantOf(endOfDay(content.due, TIME_ZONE)),
    }),
  )
}
