/** Sites that are invited: kept from one briefing to the next, in an order of their own. */
import { randomUUID } from 'node:crypto'
import { type Actor, writerOf } from '../../../authority/actor.ts'
import { authorityFailure, notFound } from '../../../authority/failures.ts'
import { SITES_MAX } from '../contract.ts'
import { briefingFailure } from '../failures.ts'
import type { BriefingSite, SiteContent } from '../model.ts'
import { type BriefingReading, briefingRows, type StoredSite } from '../store.ts'
import { changed, type Office } from './office.ts'

export function siteUseCases(office: Office) {
  const { work } = office
  return {
    sites: async (): Promise<readonly BriefingSite[]> => await allOf(briefingRows(work.store)),

    createSite: async (actor: Actor, content: SiteContent): Promise<BriefingSite> =>
      await changed(office, actor, null, async ({ rows, now, record }) => {
        const all = await rows.sites()
        if (all.length >= SITES_MAX) throw briefingFailure('sitesFull', { max: SITES_MAX })
        refuseTaken(all, content)
        const site: StoredSite = {
          id: randomUUID(),
          position: (all.at(-1)?.position ?? 0) + 1,
          version: 1,
          content,
          verdict: null,
          updatedAt: now,
          updatedBy: writerOf(actor),
        }
        await rows.putSite(site)
        await record('site-add', { site: site.id, ...content })
        return siteOf(site, 0)
      }),

    saveSite: async (
      actor: Actor,
      id: string,
      { version, content }: { version: number; content: SiteContent },
    ): Promise<BriefingSite> =>
      await changed(office, actor, null, async ({ rows, now, record }) => {
        const all = await rows.sites()
        const before = all.find(site => site.id === id)
        if (before === undefined) throw notFound('site')
        if (before.version !== version) {
          const { name: by } = before.updatedBy
          throw authorityFailure('versionConflict', { by, version: before.version })
        }
        refuseTaken(
          all.filter(site => site.id !== id),
          content,
        )
        const site: StoredSite = {
          ...before,
          content,
          version: version + 1,
          updatedAt: now,
          updatedBy: writerOf(actor),
        }
        await rows.putSite(site)
        await record('site-save', { site: id, version: site.version, ...content })
        return siteOf(site, (await rows.openInstructions([id])).length)
      }),

    /** `sites`: all of them, in their new order. */
    orderSites: async (actor: Actor, sites: readonly string[]): Promise<readonly BriefingSite[]> =>
      await changed(office, actor, null, async ({ rows, record }) => {
        const all = await rows.sites()
        const known = new Map(all.map(site => [site.id, site]))
        if (sites.length !== all.length || new Set(sites).size !== all.length) throw briefingFailure('siteOrder')
        for (const [at, id] of sites.entries()) {
          const site = known.get(id)
          if (site === undefined) throw briefingFailure('siteOrder')
          if (site.position !== at + 1) await rows.putSite({ ...site, position: at + 1 })
        }
        await record('site-order', { sites: sites.map(id => known.get(id)?.content.name) })
        return await allOf(rows)
      }),
  }
}

async function allOf(rows: BriefingReading): Promise<readonly BriefingSite[]> {
  const open = new Map<string, number>()
  for (const { site } of await rows.openInstructions()) open.set(site, (open.get(site) ?? 0) + 1)
  return (await rows.sites()).map(site => siteOf(site, open.get(site.id) ?? 0))
}

function refuseTaken(others: readonly StoredSite[], { name }: SiteContent): void {
  if (others.some(({ content }) => content.name === name)) throw briefingFailure('siteTaken', { name })
}

function siteOf({ id, version, content, verdict }: StoredSite, openInstructions: number): BriefingSite {
  return { ...content, id, version, verdict, openInstructions }
}
