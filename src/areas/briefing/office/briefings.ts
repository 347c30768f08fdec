/**
 * Briefings before and beside their course: made, saved over the version that was opened, cancelled, listed. Their places are kept in
 * step with their rosters; who leaves a roster loses link and token.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, writerOf } from '../../../authority/actor.ts'
import { authorityFailure, notFound } from '../../../authority/failures.ts'
import type { Page } from '../../../authority/paging.ts'
import type { Failure } from '../../../base/failure.ts'
import { briefingFailure } from '../failures.ts'
import { PRESENCE_KINDS, presencesOf } from '../hall/attendance.ts'
import { type Briefing, type BriefingContent, type BriefingSummary, EXPECTED } from '../model.ts'
import {
  type BriefingQuery,
  type BriefingReading,
  briefingRows,
  type StoredBriefing,
  type StoredSite,
} from '../store.ts'
import { linkExpiryOf } from './link.ts'
import type { InvitationChange } from './link-letter.ts'
import { postChange } from './link-post.ts'
import {
  type Act,
  briefingBy,
  changed,
  instantOf,
  livingBriefing,
  type Office,
  type SiteMap,
  sitesOf,
} from './office.ts'
import { onlyAdds, type RosterFault, rosterFault } from './roster.ts'
import { viewOf } from './view.ts'

/** Briefings that are over of which it is remembered how many came: that is read out of the log of each. */
const CAME_KEPT_MAX = 2000

export function briefingUseCases(office: Office) {
  const { work, hall } = office
  /** Of briefings that are over: nobody comes to them any more. What was asked for longest ago stands first. */
  const kept = new Map<string, number>()
  const came = async (rows: BriefingReading, briefing: StoredBriefing): Promise<number> => {
    const { id, endedAt } = briefing
    const count = kept.get(id) ?? (await cameTo(rows, briefing, work.now()))
    if (endedAt === null) return count
    kept.delete(id)
    kept.set(id, count)
    const [oldest] = kept.keys()
    if (kept.size > CAME_KEPT_MAX) kept.delete(oldest)
    return count
  }
  /** Once it is kept, whatever else is kept with it. */
  const tell = ({ afterCommit, now }: Act, all: readonly InvitationNotice[]): void =>
    afterCommit(() => {
      for (const { sites, ...of } of all) postChange(office, sites, { ...of, writtenAt: now })
    })
  return {
    briefings: async (query: BriefingQuery): Promise<Page<BriefingSummary>> => {
      const rows = briefingRows(work.store)
      const { items, next } = await rows.briefings(query)
      const issued = await rows.issuedCounts(items.map(({ id }) => id))
      const listed: BriefingSummary[] = []
      for (const briefing of items)
        listed.push(
          summaryOf(briefing, { came: await came(rows, briefing), instructions: issued.get(briefing.id) ?? 0 }),
        )
      return { items: listed, next }
    },

    briefing: async (actor: Actor, id: string): Promise<Briefing> =>
      await viewOf(office, work.store, { actor, now: work.now() }, id),

    createBriefing: async (actor: Actor, content: BriefingContent): Promise<Briefing> => {
      const id = randomUUID()
      return await changed(office, actor, id, async act => {
        const sites = await sitesOf(act.rows)
        refuseFaulty(content, { sites, before: null })
        const made = { createdAt: act.now, createdBy: writerOf(actor) }
        const briefing: StoredBriefing = {
          id,
          version: 1,
          state: 'planned',
          content,
          beganAt: null,
          endedAt: null,
          closedAt: null,
          ...made,
          updatedAt: act.now,
          updatedBy: writerOf(actor),
        }
        await act.rows.putBriefing(briefing)
        await inStep(act, briefing)
        await act.record('create', toldOf(briefing, sites))
        return await viewOf(office, act.store, { actor, now: act.now }, id)
      })
    },

    saveBriefing: async (
      actor: Actor,
      id: string,
      { version, content }: { version: number; content: BriefingContent },
    ): Promise<Briefing> => {
      const { removed, view } = await changed(office, actor, id, async act => {
        const before = await livingBriefing(act.rows, id)
        if (before.version !== version) {
          const { name: by } = before.updatedBy
          throw authorityFailure('versionConflict', { by, version: before.version })
        }
        if (before.state === 'open' && !onlyAdds(before.content, content)) throw briefingFailure('briefingOnlyAdds')
        const sites = await sitesOf(act.rows)
        refuseFaulty(content, { sites, before: before.content })
        const briefing: StoredBriefing = {
          ...before,
          content,
          version: version + 1,
          updatedAt: act.now,
          updatedBy: writerOf(actor),
        }
        const linked = await linkedSites(act, before, sites)
        await act.rows.putBriefing(briefing)
        const gone = await inStep(act, briefing)
        await act.record('save', toldOf(briefing, sites))
        const isGone = ({ id: site }: StoredSite) => gone.includes(site)
        const told: readonly InvitationNotice[] = [
          { change: 'withdrawn', briefing, sites: linked.filter(isGone) },
          ...(isMoved(before, briefing, act.now)
            ? [{ change: 'moved' as const, briefing, sites: linked.filter(site => !isGone(site)) }]
            : []),
        ]
        tell(act, told)
        return { removed: gone, view: await viewOf(office, act.store, { actor, now: act.now }, id) }
      })
      for (const site of removed) hall.remove(id, site)
      return view
    },

    cancelBriefing: async (actor: Actor, id: string, { reason }: { reason: string }): Promise<Briefing> =>
      await changed(office, actor, id, async act => {
        const { rows, store, now, record } = act
        const before = await livingBriefing(rows, id)
        if (before.state === 'open') throw briefingFailure('briefingBegun')
        const briefing: StoredBriefing = {
          ...before,
          state: 'cancelled',
          version: before.version + 1,
          updatedAt: now,
          updatedBy: writerOf(actor),
        }
        const sites = await linkedSites(act, before, await sitesOf(rows))
        await rows.putBriefing(briefing)
        await record('cancel', { title: before.content.title, reason })
        tell(act, [{ change: 'cancelled', briefing, sites }])
        return await viewOf(office, store, { actor, now }, id)
      }),

    /** Nothing is overwritten: the last one counts. */
    giveAbsenceReason: async (
      actor: Actor,
      id: string,
      { site, reason }: { site: string; reason: string },
    ): Promise<Briefing> =>
      await changed(office, actor, id, async ({ rows, store, now, record }) => {
        const { state, closedAt, content } = await briefingBy(rows, id)
        if (state === 'cancelled') throw briefingFailure('briefingCancelled')
        if (closedAt !== null) throw briefingFailure('minutesClosed')
        if (!content.roster.some(entry => entry.site === site)) throw notFound('site')
        await rows.append(id, {
          atMs: now,
          kind: 'reason',
          site,
          details: { reason, by: { is: 'person', ...writerOf(actor) } },
        })
        const name = (await rows.site(site))?.content.name ?? site
        await record('reason', { site, name, reason })
        return await viewOf(office, store, { actor, now }, id)
      }),
  }
}

/** A change of the invitation, and the sites that get a mail about it. */
interface InvitationNotice {
  readonly change: InvitationChange
  readonly briefing: StoredBriefing
  readonly sites: readonly StoredSite[]
}

/** Whose link would still open the room, as it was planned until now. */
async function linkedSites(
  { rows, now }: Act,
  { id, content }: StoredBriefing,
  sites: SiteMap,
): Promise<readonly StoredSite[]> {
  if (linkExpiryOf(content) <= now) return []
  const places = await rows.places(id)
  return places.flatMap(({ site, linkSha256 }) => (linkSha256 === null ? [] : (sites.get(site) ?? [])))
}

/** Its time is another one, and not over. What takes longer than was planned is seen by those who are in it. */
function isMoved(before: StoredBriefing, after: StoredBriefing, nowMs: number): boolean {
  const [{ startsAt, minutes }, next] = [before.content, after.content]
  const isSame = Date.parse(startsAt) === Date.parse(next.startsAt) && minutes === next.minutes
  return after.state === 'planned' && !isSame && linkExpiryOf(next) > nowMs
}

/** Places for who is on the roster, and none for who is not; the sites that lost theirs. */
async function inStep({ rows }: Act, { id, content }: StoredBriefing): Promise<readonly string[]> {
  const places = await rows.places(id)
  const known = new Map(places.map(place => [place.site, place]))
  const expiresAt = linkExpiryOf(content)
  for (const { site } of content.roster) {
    const place = known.get(site) ?? {
      briefing: id,
      site,
      verdict: null,
      linkSha256: null,
      linkExpiresAt: null,
      tokenSha256: null,
      tokenAt: null,
    }
    const linkExpiresAt = place.linkSha256 === null ? null : expiresAt
    if (!known.has(site) || place.linkExpiresAt !== linkExpiresAt) await rows.putPlace({ ...place, linkExpiresAt })
  }
  const invited = new Set(content.roster.map(({ site }) => site))
  const gone = places.map(({ site }) => site).filter(site => !invited.has(site))
  for (const site of gone) await rows.removePlace(id, site)
  return gone
}

function refuseFaulty(
  content: BriefingContent,
  { sites, before }: { sites: SiteMap; before: BriefingContent | null },
): void {
  const invited = new Set(before?.roster.map(({ site }) => site))
  for (const { site } of content.roster) {
    const known = sites.get(site)
    // Who is not invited any more stays where it was.
    if (known === undefined || (known.content.isRetired && !invited.has(site))) throw briefingFailure('siteUnknown')
  }
  const fault = rosterFault(content)
  if (fault !== null) throw refusalOf(fault, sites)
}

/** With the name of the site. */
function refusalOf(fault: RosterFault, sites: SiteMap): Failure {
  switch (fault.code) {
    case 'rosterTwice':
    case 'interpreterLanguage':
      return briefingFailure(fault.code, { site: sites.get(fault.site)?.content.name ?? fault.site })
    case 'interpretersTooMany':
      return briefingFailure(fault.code, { language: fault.language })
    case 'agendaSite':
      return briefingFailure(fault.code, { title: fault.title })
    default:
      return briefingFailure(fault.code)
  }
}

/** As it stands in the trail. */
function toldOf({ content, version }: StoredBriefing, sites: SiteMap) {
  const { roster, ...rest } = content
  const named = roster.map(({ site, role, language }) => ({
    site,
    name: sites.get(site)?.content.name ?? site,
    role,
    ...(language === null ? {} : { language }),
  }))
  return { ...rest, version, roster: named }
}

async function cameTo(
  rows: BriefingReading,
  { id, content, beganAt, endedAt }: StoredBriefing,
  nowMs: number,
): Promise<number> {
  if (beganAt === null) return 0
  const log = await rows.log(id, PRESENCE_KINDS)
  const presences = presencesOf(log, expectedOf(content), { beganAt, endedAt, nowMs })
  return [...presences.values()].filter(({ attended }) => attended.cameMs !== null).length
}

function summaryOf(
  { id, content, state, beganAt, endedAt, closedAt }: StoredBriefing,
  counts: { readonly came: number; readonly instructions: number },
): BriefingSummary {
  const { title, startsAt, minutes } = content
  return {
    id,
    title,
    startsAt,
    minutes,
    state,
    beganAt: instantOf(beganAt),
    endedAt: instantOf(endedAt),
    expected: expectedOf(content).length,
    ...counts,
    isClosed: closedAt !== null,
  }
}

function expectedOf({ roster }: BriefingContent): readonly string[] {
  return roster.filter(({ role }) => EXPECTED.includes(role)).map(({ site }) => site)
}
