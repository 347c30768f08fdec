/**
 * What can be asked about briefings. Two kinds of callers: the authority's own people, who prepare, keep the minutes and
 * issue instructions; and sites, which come by a link, have no account and see one briefing.
 *
 *   office        sites, briefings, links, documents, minutes, and all of a briefing afterwards: here
 *   hall          the room while it goes on (hall/contract.ts)
 *   instructions  what sites are told to do, and the conclusions (instructions/contract.ts)
 */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { ANYONE, empty, row } from '../../authority/contract.ts'
import { byId, pageOf, pageQuery } from '../../authority/paging.ts'
import { BRIEFINGS, ofPage, ofSite, READERS, ROOM, reason, version, WRITERS } from './contract-shapes.ts'
import { hallContract } from './hall/contract.ts'
import { instructionContract } from './instructions/contract.ts'
import {
  briefing,
  briefingContent,
  briefingDocument,
  briefingSite,
  briefingState,
  briefingSummary,
  minute,
  minuteContent,
  placeLink,
  roomSelf,
  siteContent,
} from './model.ts'

const SITES = '/api/v1/briefing-sites'
const DOCUMENTS = '/api/v1/briefing-documents'
const MINUTES = '/api/v1/briefing-minutes'

const byVersion = z.strictObject({ version: z.coerce.number<string>().int().min(1) })

/** `?state=open,planned` */
const states = z
  .string()
  .max(200)
  .transform(text => text.split(','))
  .pipe(z.array(briefingState).max(4))

export const SITES_MAX = 300
const PICTURE_TYPES = ['image/webp', 'image/png', 'image/jpeg'] as const
export const PAGE_SIZE_MAX = 700 * 1024
export const DOCUMENT_PAGES_MAX = 300
export const DOCUMENTS_MAX = 40

export const officeContract = {
  // Sites ------------------------------------------------------------------------------------------------------------
  listBriefingSites: row({
    method: 'get',
    path: SITES,
    summary: 'Sites that are invited, in their order, with what the last test call said of their lines',
    may: READERS,
    answer: z.array(briefingSite),
  }),
  createBriefingSite: row({
    method: 'post',
    path: SITES,
    summary: 'A new site',
    may: WRITERS,
    body: siteContent,
    status: 201,
    answer: briefingSite,
    starts: true,
  }),
  orderBriefingSites: row({
    method: 'put',
    path: SITES,
    summary: 'All sites in a new order',
    may: WRITERS,
    body: z.strictObject({ sites: z.array(z.uuid()).max(SITES_MAX) }).meta({ id: 'BriefingSiteOrder' }),
    answer: z.array(briefingSite),
  }),
  saveBriefingSite: row({
    method: 'put',
    path: `${SITES}/{id}`,
    summary: 'Saves a site over the version that was opened',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ version, content: siteContent }).meta({ id: 'BriefingSiteChange' }),
    answer: briefingSite,
  }),

  // Before -----------------------------------------------------------------------------------------------------------
  listBriefings: row({
    method: 'get',
    path: BRIEFINGS,
    summary: 'Briefings, by their beginnings, the newest first',
    may: READERS,
    query: pageQuery.extend({ state: states.optional() }),
    answer: pageOf(briefingSummary, 'BriefingPage'),
  }),
  createBriefing: row({
    method: 'post',
    path: BRIEFINGS,
    summary: 'A new briefing',
    may: WRITERS,
    body: briefingContent,
    status: 201,
    answer: briefing,
    starts: true,
  }),
  getBriefing: row({
    method: 'get',
    path: `${BRIEFINGS}/{id}`,
    summary: 'One briefing: roster and attendance, documents, minutes, turns, recordings, instructions',
    may: READERS,
    params: byId,
    answer: briefing,
  }),
  saveBriefing: row({
    method: 'put',
    path: `${BRIEFINGS}/{id}`,
    summary: 'Saves it over the version that was opened; while it is open, sites are added and none is taken away',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ version, content: briefingContent }).meta({ id: 'BriefingChange' }),
    answer: briefing,
  }),
  cancelBriefing: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/cancel`,
    summary: 'It is not held; its links open nothing any more',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ reason }).meta({ id: 'BriefingCancelling' }),
    answer: briefing,
    starts: true,
  }),
  issuePlaceLink: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/places/{site}/link`,
    summary: 'Another link for a site, told once; the one before, and whoever came by it, counts no more',
    may: WRITERS,
    params: ofSite,
    body: z.strictObject({ mail: z.boolean().default(false) }).meta({ id: 'PlaceLinkInput' }),
    status: 201,
    answer: placeLink,
    starts: true,
    tellsSecret: true,
  }),
  issuePlaceLinks: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/links`,
    summary:
      'Links for all sites that have none and were not put out, told once, and sent to those that have an address',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ mail: z.boolean().default(true) }).meta({ id: 'PlaceLinksInput' }),
    status: 201,
    answer: z.array(placeLink).meta({ id: 'PlaceLinks' }),
    starts: true,
    tellsSecret: true,
  }),
  addBriefingDocument: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/documents`,
    summary: 'A document of so many pages; their pictures follow one by one',
    may: WRITERS,
    params: byId,
    body: z
      .strictObject({ name: line, pages: z.int().min(1).max(DOCUMENT_PAGES_MAX) })
      .meta({ id: 'BriefingDocumentInput' }),
    status: 201,
    answer: briefingDocument,
    starts: true,
  }),
  putDocumentPage: row({
    method: 'put',
    path: `${DOCUMENTS}/{id}/pages/{page}`,
    summary: 'The picture of a page: WebP, PNG or JPEG; a document is made into pictures by the browser that has it',
    may: WRITERS,
    params: ofPage,
    octets: PICTURE_TYPES,
    size: PAGE_SIZE_MAX,
    status: 204,
  }),
  putDocumentText: row({
    method: 'put',
    path: `${DOCUMENTS}/{id}/pages/{page}/text`,
    summary: 'What a page says, for lines that carry no pictures and for screen readers',
    may: WRITERS,
    params: ofPage,
    body: z.strictObject({ text: z.string().max(20_000) }).meta({ id: 'DocumentText' }),
    status: 204,
  }),
  getDocumentPage: row({
    method: 'get',
    path: `${DOCUMENTS}/{id}/pages/{page}`,
    summary: 'The picture of a page',
    may: READERS,
    params: ofPage,
    media: 'application/octet-stream',
  }),
  removeBriefingDocument: row({
    method: 'delete',
    path: `${DOCUMENTS}/{id}`,
    summary: 'Removes a document of a briefing that has not ended',
    may: WRITERS,
    params: byId,
    status: 204,
  }),

  // While it goes on -------------------------------------------------------------------------------------------------
  giveAbsenceReason: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/places/{site}/reason`,
    summary: 'Why a site is not there; nothing is overwritten, the last one counts',
    may: WRITERS,
    params: ofSite,
    body: z.strictObject({ reason }).meta({ id: 'AbsenceReason' }),
    answer: briefing,
    starts: true,
  }),
  addMinute: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/minutes`,
    summary: 'A statement or a decision, for the minutes',
    may: WRITERS,
    params: byId,
    body: minuteContent,
    status: 201,
    answer: minute,
    starts: true,
  }),
  saveMinute: row({
    method: 'put',
    path: `${MINUTES}/{id}`,
    summary: 'Saves it over the version that was opened',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ version, content: minuteContent }).meta({ id: 'MinuteChange' }),
    answer: minute,
  }),
  removeMinute: row({
    method: 'delete',
    path: `${MINUTES}/{id}`,
    summary: 'Removes it at the version that was opened',
    may: WRITERS,
    params: byId,
    query: byVersion,
    status: 204,
  }),

  // Afterwards -------------------------------------------------------------------------------------------------------
  closeMinutes: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/minutes/close`,
    summary: 'The minutes of a briefing that has ended never change from now on',
    may: WRITERS,
    params: byId,
    body: empty,
    answer: briefing,
    starts: true,
  }),
  downloadRecording: row({
    method: 'get',
    path: `${BRIEFINGS}/{id}/recordings/{number}`,
    summary: 'A file of the recording: WebM; a Range may be asked for',
    may: READERS,
    params: byId.extend({ number: z.coerce.number<string>().int().min(1).max(9999) }),
    media: 'application/octet-stream',
  }),

  // In the room, as a site -------------------------------------------------------------------------------------------
  enterBriefing: row({
    method: 'post',
    path: `${ROOM}/enter`,
    summary: 'Makes a link, once, into the token of the browser that has opened it',
    may: ANYONE,
    body: z.strictObject({ key: z.string().min(1).max(64) }).meta({ id: 'BriefingEntrance' }),
    status: 201,
    answer: z.strictObject({ token: z.string(), self: roomSelf }).meta({ id: 'BriefingEntered' }),
    // A hospital, or a whole ministry, is behind one; what is tried in vain is counted apart (office/routes.ts).
    rate: { per: 'address', max: 600, seconds: 60 },
  }),
}

export const briefingContract = { ...officeContract, ...hallContract, ...instructionContract }
