/**
 * Effects that become briefings: planned with their rosters, whose links people send when they have looked at them. Sites that have a link are
 * told by mail when the level is left, as when people cancel it.
 */
import { briefingUseCases } from '../../areas/briefing/office/briefings.ts'
import type { Office } from '../../areas/briefing/office/office.ts'
import { briefingRows, type StoredSite } from '../../areas/briefing/store.ts'
import type { Carrier } from '../../areas/plan/carrier.ts'
import { planAreaFailure } from '../../areas/plan/failures.ts'
import type { ThingState } from '../../areas/plan/model.ts'
import type { Mailer } from '../../authority/mailer.ts'
import { type Transaction, type UnitOfWork, within } from '../../authority/unit-of-work.ts'
import { markedText } from '../../directive/exercise-mark.ts'
import type { EffectDocument } from '../../plan/effect.ts'

const MINUTES = 60
const TITLE_MAX = 200
const REASON = 'Đã rời cấp độ dịch'

export interface BriefingNeeds {
  readonly work: UnitOfWork
  /** Null: nobody is told by mail. */
  readonly mailer: Mailer | null
  /** Where people and sites open the console and the room. */
  readonly origin: string
}

export function briefingCarrier(needs: BriefingNeeds): Carrier {
  return {
    begin:
      async (by, { effect, from }) =>
      async tx => {
        const { said, title, purpose } = effect
        const named = (said.title ?? title).vi
        const { id } = await officeIn(needs, tx).createBriefing(by, {
          title: markedText(named, { language: 'vi', purpose }).slice(0, TITLE_MAX),
          startsAt: new Date(from).toISOString(),
          minutes: MINUTES,
          agenda: [],
          isQueueOpen: false,
          grantedMax: 1,
          isRecorded: false,
          roster: rosterOf(effect, await briefingRows(tx.store).sites()),
        })
        return id
      },
    foresee: async (store, { settings }) => {
      const { unknown } = invitedOf(settings.roster, await briefingRows(store).sites())
      return unknown.length === 0 ? null : sitesUnknown(unknown)
    },
    end: async (tx, by, { id }) => {
      const briefing = await briefingRows(tx.store).briefing(id)
      if (briefing === null || briefing.state === 'ended' || briefing.state === 'cancelled') return true
      if (briefing.state === 'open') return false
      await officeIn(needs, tx).cancelBriefing(by, id, { reason: REASON })
      return true
    },
    stateOf: async (store, { id }) => {
      const briefing = await briefingRows(store).briefing(id)
      return briefing === null ? 'stopped' : STATES[briefing.state]
    },
  }
}

const STATES = { planned: 'draft', open: 'out', ended: 'over', cancelled: 'stopped' } as const satisfies Readonly<
  Record<string, ThingState>
>

/** Nobody is in the room of a briefing that has not begun: there is nobody to tell. */
function officeIn({ work, mailer, origin }: BriefingNeeds, tx: Transaction) {
  const office: Office = {
    work: within(work, tx),
    hall: {
      changed: () => {},
      remove: () => {},
      room: async () => {
        throw new Error('a briefing that is planned has no room')
      },
    },
    mailer,
    origin,
    instructions: { of: async () => [], earlier: async () => [], to: async () => [] },
  }
  return briefingUseCases(office)
}

/** The first has the chair. */
function rosterOf({ settings }: EffectDocument, sites: readonly StoredSite[]) {
  const { found, unknown } = invitedOf(settings.roster, sites)
  if (unknown.length > 0) throw sitesUnknown(unknown)
  return [...new Set(found)].map((site, at) => ({
    site,
    language: null,
    role: at === 0 ? ('chair' as const) : ('site' as const),
  }))
}

function sitesUnknown(names: readonly string[]) {
  return planAreaFailure('sitesUnknown', { sites: names.join(', ') })
}

function invitedOf(
  roster: EffectDocument['settings']['roster'],
  sites: readonly StoredSite[],
): { readonly found: readonly string[]; readonly unknown: readonly string[] } {
  const invited = sites.filter(({ content }) => !content.isRetired)
  const unknown: string[] = []
  const found = roster.flatMap(name => {
    const site = invited.find(({ content }) => content.name === name.vi || content.name === name.en)
    if (site === undefined) unknown.push(name.vi)
    return site === undefined ? [] : [site.id]
  })
  return { found, unknown }
}
