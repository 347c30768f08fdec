/**
 * Links into the room: issued, sent, opened once, and what a browser that has opened one proves afterwards.
 *
 * A new link ends the one before with whatever it was made into, and whoever came by it is put out of the room. Only digests of
 * links and tokens are kept, and neither stands in the trail or in a log.
 */
import type { Actor } from '../../../authority/actor.ts'
import { notFound } from '../../../authority/failures.ts'
import type { TrailActor } from '../../../authority/trail.ts'
import { briefingFailure } from '../failures.ts'
import type { PlaceLink, RoomSelf, SiteIdentity } from '../model.ts'
import { type BriefingReading, briefingRows, type StoredBriefing, type StoredPlace, type StoredSite } from '../store.ts'
import { digestOf, linkExpiryOf, linkRefusal, linkTo, makeSecret, SITE_TOKEN_PREFIX, tokenExpiryOf } from './link.ts'
import { type Issued, isAddressed, posted } from './link-post.ts'
import { briefingBy, changed, instantOf, livingBriefing, type Office, sitesOf } from './office.ts'

const NOBODY: ReadonlySet<Issued> = new Set()

export function linkUseCases(office: Office) {
  const { work, hall, mailer, origin } = office
  const issueTo = async (
    actor: Actor,
    id: string,
    mail: boolean,
    placesOf: (rows: BriefingReading) => Promise<readonly StoredPlace[]>,
  ): Promise<readonly PlaceLink[]> => {
    const issued = await changed(office, actor, id, async ({ rows, now, record }) => {
      const briefing = await livingBriefing(rows, id)
      const expiresAt = linkExpiryOf(briefing.content)
      // It would open nothing.
      if (expiresAt <= now) throw briefingFailure('linkLate')
      const sites = await sitesOf(rows)
      const links: Issued[] = []
      for (const place of await placesOf(rows)) {
        const site = sites.get(place.site)
        if (site === undefined) throw new TypeError('a place of no site')
        const secret = makeSecret()
        await rows.putPlace({
          ...place,
          linkSha256: digestOf(secret),
          linkExpiresAt: expiresAt,
          tokenSha256: null,
          tokenAt: null,
        })
        const link = { briefing, site, url: linkTo(origin, secret), expiresAt }
        const isToBeMailed = mail && mailer !== null && isAddressed(link)
        await record('link', { site: site.id, name: site.content.name, mail: isToBeMailed })
        links.push(link)
      }
      return links
    })
    for (const { site } of issued) hall.remove(id, site.id)
    const told = mail && mailer !== null ? await posted(mailer, issued, work.now()) : NOBODY
    return issued.map(link => ({
      site: link.site.id,
      url: link.url,
      expiresAt: instantOf(link.expiresAt),
      isMailed: told.has(link),
    }))
  }

  return {
    issuePlaceLink: async (
      actor: Actor,
      id: string,
      { site, mail }: { site: string; mail: boolean },
    ): Promise<PlaceLink> => {
      const [link] = await issueTo(actor, id, mail, async rows => {
        const place = (await rows.places(id)).find(each => each.site === site)
        if (place === undefined) throw notFound('site')
        return [place]
      })
      return link
    },

    /** For those that have none, in the order of the roster; who was put out is let in again one by one. */
    issuePlaceLinks: async (actor: Actor, id: string, { mail }: { mail: boolean }): Promise<readonly PlaceLink[]> =>
      await issueTo(actor, id, mail, async rows => {
        const putOut = new Set((await rows.log(id, ['removed'])).map(({ site }) => site))
        const { content } = await briefingBy(rows, id)
        const places = new Map((await rows.places(id)).map(place => [place.site, place]))
        return content.roster.flatMap(({ site }) => {
          const place = places.get(site)
          return place?.linkSha256 === null && !putOut.has(site) ? [place] : []
        })
      }),

    /** Whether it was ever issued to somebody, and no newer one in its place. */
    isLink: async (secret: string): Promise<boolean> =>
      (await briefingRows(work.store).placeByLink(digestOf(secret))) !== null,

    /** Fails with linkUnknown, linkCancelled, linkEnded, linkUsed, linkExpired. */
    enterBriefing: async (secret: string): Promise<{ token: string; self: RoomSelf }> => {
      const linkSha256 = digestOf(secret)
      // A stranger's guess costs a look-up and no turn to write.
      const known = await briefingRows(work.store).placeByLink(linkSha256)
      if (known === null) throw briefingFailure('linkUnknown')
      const token = SITE_TOKEN_PREFIX + makeSecret()
      const tokenSha256 = digestOf(token)
      const site = await briefingRows(work.store).site(known.site)
      const identity = await changed(office, trailSite(site), known.briefing, async act => {
        const place = await act.rows.placeByLink(linkSha256)
        if (place === null) throw briefingFailure('linkUnknown')
        const { content, state } = await briefingBy(act.rows, place.briefing)
        const refusal = linkRefusal(place, state, act.now)
        if (refusal !== null) throw briefingFailure(refusal)
        await act.rows.putPlace({ ...place, tokenSha256, tokenAt: act.now })
        await act.record('enter', { site: place.site, name: site?.content.name })
        return { briefing: place.briefing, site: place.site, tokenSha256, role: roleOf(content, place.site) }
      })
      return { token, self: await selfOf(office, identity) }
    },

    /** Fails with placeUnknown, placeCancelled. */
    authenticateSite: async (token: string): Promise<SiteIdentity> => {
      const rows = briefingRows(work.store)
      const tokenSha256 = digestOf(token)
      const place = token.startsWith(SITE_TOKEN_PREFIX) ? await rows.placeByToken(tokenSha256) : null
      if (place === null) throw briefingFailure('placeUnknown')
      const { content, state } = await briefingBy(rows, place.briefing)
      if (state === 'cancelled') throw briefingFailure('placeCancelled')
      if (work.now() >= tokenExpiryOf(content)) throw briefingFailure('placeUnknown')
      const role = roleOf(content, place.site)
      return { briefing: place.briefing, site: place.site, role, tokenSha256 }
    },

    self: async (identity: SiteIdentity): Promise<RoomSelf> => await selfOf(office, identity),
  }
}

/** Who a browser is in the room, with the room as it is now. */
async function selfOf({ work, hall, instructions }: Office, { briefing, site, role }: SiteIdentity): Promise<RoomSelf> {
  const rows = briefingRows(work.store)
  const { content } = await briefingBy(rows, briefing)
  const known = await rows.site(site)
  const place = (await rows.places(briefing)).find(each => each.site === site)
  if (known === null || place === undefined) throw briefingFailure('placeUnknown')
  const { name, responsible } = known.content
  return {
    site,
    name,
    role,
    responsible: { name: responsible.name, title: responsible.title },
    language: content.roster.find(entry => entry.site === site)?.language ?? null,
    expiresAt: instantOf(place.linkExpiresAt ?? linkExpiryOf(content)),
    verdict: place.verdict,
    room: await hall.room(briefing),
    instructions: [...(await instructions.to(work.store, site, work.now()))],
  }
}

function roleOf({ roster }: StoredBriefing['content'], site: string): SiteIdentity['role'] {
  const entry = roster.find(each => each.site === site)
  if (entry === undefined) throw briefingFailure('placeUnknown')
  return entry.role
}

function trailSite(site: StoredSite | null): TrailActor {
  if (site === null) throw new TypeError('a link of no site')
  return { kind: 'site', id: site.id, name: site.content.name }
}
