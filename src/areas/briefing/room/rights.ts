/**
 * What this site may do now, so that the page offers nothing that the server would refuse. The server decides all the same. Pure.
 */
import type { BriefingRoom, PlaceRole, RoomSite } from '../model.ts'
import { isThere } from './roster.ts'

export interface Rights {
  readonly hasChair: boolean
  /** The chair, while the deputy has it. */
  readonly takesChair: boolean
  /** To a deputy who is there. */
  readonly givesChair: boolean
  readonly asks: boolean
  readonly withdraws: boolean
  readonly releases: boolean
  /** To the chair, a question. */
  readonly writes: boolean
  /** Those of all sites that wait. */
  readonly seesQuestions: boolean
  /** Shows pages and its screen. */
  readonly shows: boolean
  readonly typesCaptions: boolean
  readonly begins: boolean
  readonly ends: boolean
}

const SEE_QUESTIONS: readonly PlaceRole[] = ['chair', 'deputy', 'secretary']
const ASK_FOR_NOTHING: readonly PlaceRole[] = ['observer', 'interpreter']

export interface Me {
  readonly site: string
  readonly role: PlaceRole
}

export function rightsOf({ site, role }: Me, room: BriefingRoom): Rights {
  const own = room.sites.find(one => one.site === site) ?? null
  const hasChair = room.chair === site
  const isOpen = room.state === 'open'
  const mayAsk = isOpen && !hasChair && !ASK_FOR_NOTHING.includes(role)
  const deputyIsThere = room.sites.some(one => one.role === 'deputy' && isThere(one))
  return {
    hasChair,
    takesChair: role === 'chair' && room.chair !== null && !hasChair,
    givesChair: role === 'chair' && hasChair && deputyIsThere,
    asks: mayAsk && own?.floor === null,
    withdraws: own?.floor === 'pending' || own?.floor === 'accepted',
    releases: own?.floor === 'granted',
    writes: mayAsk,
    seesQuestions: hasChair || SEE_QUESTIONS.includes(role),
    shows: isOpen && (hasChair || own?.floor === 'granted'),
    typesCaptions: isOpen && (role === 'secretary' || role === 'interpreter'),
    begins: hasChair && room.state === 'planned',
    ends: hasChair && isOpen,
  }
}

/** What whoever has the chair may do about another site. */
export interface ChairRights {
  readonly gives: boolean
  readonly revokes: boolean
  readonly accepts: boolean
  readonly denies: boolean
}

export function chairRightsOver(site: RoomSite, room: BriefingRoom): ChairRights {
  const isOther = site.site !== room.chair && room.state === 'open'
  const isFull = room.sites.filter(({ floor }) => floor === 'granted').length >= room.grantedMax
  const isAsking = site.floor === 'pending' || site.floor === 'accepted'
  return {
    gives: isOther && site.floor !== 'granted' && !isFull && (isAsking || isThere(site)),
    revokes: isOther && site.floor === 'granted',
    accepts: isOther && site.floor === 'pending',
    denies: isOther && isAsking,
  }
}
