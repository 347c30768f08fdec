/** What the three contracts of briefings share: who may, paths, and shapes that their rows have in common. */
import { z } from 'zod'
import { paragraph } from '../../authority/actor.ts'
import { device, type PeopleAccess } from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import type { SiteIdentity } from './model.ts'

/** Not an operator's engineer: these are the ministry's own people. */
export const READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}
/** The secretaries. */
export const WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }
/** A browser at a site, by the token that it got for its link. */
export const SITE = device<SiteIdentity>()('site')

export const BRIEFINGS = '/api/v1/briefings'
export const ROOM = '/api/v1/briefing-room'

export const version = z.int().min(1)
export const ofSite = byId.extend({ site: z.uuid() })
export const ofPage = byId.extend({ page: z.coerce.number<string>().int().min(1).max(9999) })
export const reason = paragraph.pipe(z.string().min(1))
