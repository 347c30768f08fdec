/**
 * What can be asked about briefings. Two kinds of callers: the authority's own people, who prepare, keep the minutes and
 * issue instructions; and sites, which come by a link, have no account and see one briefing.
 */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import {
  ANYONE,
  APPROVERS,
  device,
  empty,
  type PeopleAccess,
  row,
} from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import { givenSignature } from '../../authority/said.ts'
import { sha256 } from '../../directive/documents.ts'
import {
  briefing,
  briefingContent,
  briefingDocument,
  briefingSite,
  briefingSummary,
  givenInstruction,
  hasDevice,
  instruction,
  instructionContent,
  mediaOffer,
  minute,
  minuteContent,
  placeLink,
  room,
  roomSelf,
  type SiteIdentity,
  siteContent,
  spokenLanguage,
  verdict,
} from './model.ts'

/** Not an operator's engineer: these are the ministry's own people. */
const READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}
/** The secretaries. */
const WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }
/** A browser at a site, by the token that it got for its link. */
const SITE = device<SiteIdentity>()('site')

const BRIEFINGS = '/api/v1/briefings'
const SITES = '/api/v1/briefing-sites'
const DOCUMENTS = '/api/v1/briefing-documents'
const INSTRUCTIONS = '/api/v1/instructions'
const ROOM = '/api/v1/briefing-room'

const byVersion = z.strictObject({ version: z.coerce.number<string>().int().min(1) })
const version = z.int().min(1)
const ofSite = byId.extend({ site: z.uuid() })
const ofPage = byId.extend({ page: z.coerce.number<string>().int().min(1).max(9999) })
const reason = paragraph.pipe(z.string().min(1))
/** Where the authority has a roster, the act is signed. */
const signature = givenSignature.optional()

export const PICTURE_TYPES = ['image/webp', 'image/png', 'image/jpeg'] as const
export const PAGE_SIZE_MAX = 700 * 1024
export const DOCUMENT_PAGES_MAX = 300
export const DOCUMENTS_MAX = 40
/** A session description, in octets. */
export const ANSWER_SIZE_MAX = 64 * 1024

export const briefingContract = {
  // Sites ------------------------------------------------------------------------------------------------------------
  listBriefingSites: row({
    method: 'get',
    path: SITES,
    summary:
      'Sites that are invited, in their order, with what the last test call said of their lines',
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
    summary: 'Briefings, the newest first',
    may: READERS,
    answer: z.array(briefingSummary),
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
    summary:
      'One briefing: roster and attendance, documents, minutes, turns, recordings, instructions',
    may: READERS,
    params: byId,
    answer: briefing,
  }),
  saveBriefing: row({
    method: 'put',
    path: `${BRIEFINGS}/{id}`,
    summary:
      'Saves it over the version that was opened; while it is open, sites are added and none is taken away',
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
    summary:
      'Another link for a site, told once; the one before, and whoever came by it, counts no more',
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
      'Links for all sites that have none, told once, and sent to those that have an address',
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
    summary:
      'The picture of a page: WebP, PNG or JPEG; a document is made into pictures by the browser that has it',
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
  beginBriefing: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/begin`,
    summary: 'It begins: from now on the roll counts, and what is heard is recorded',
    may: WRITERS,
    params: byId,
    body: empty,
    answer: briefing,
    starts: true,
  }),
  endBriefing: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/end`,
    summary: 'It ends, for everybody',
    may: WRITERS,
    params: byId,
    body: empty,
    answer: briefing,
    starts: true,
  }),
  watchBriefing: row({
    method: 'get',
    path: `${BRIEFINGS}/{id}/live`,
    summary: 'The room as it is now, and what changes in it: events `room` and `change`',
    may: READERS,
    params: byId,
    media: 'text/event-stream',
  }),
  removeFromBriefing: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/places/{site}/remove`,
    summary: 'Whoever is there for this site is put out; its link counts no more',
    may: WRITERS,
    params: ofSite,
    body: z.strictObject({ reason }).meta({ id: 'PlaceRemoval' }),
    answer: briefing,
    starts: true,
  }),
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
    path: '/api/v1/briefing-minutes/{id}',
    summary: 'Saves it over the version that was opened',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ version, content: minuteContent }).meta({ id: 'MinuteChange' }),
    answer: minute,
  }),
  removeMinute: row({
    method: 'delete',
    path: '/api/v1/briefing-minutes/{id}',
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
  downloadConclusions: row({
    method: 'get',
    path: `${BRIEFINGS}/{id}/conclusions/{form}`,
    summary: 'The conclusions as a document in the administrative layout',
    may: READERS,
    params: byId.extend({ form: z.enum(['docx', 'pdf', 'html']) }),
    query: z.strictObject({ language: z.enum(['vi', 'en']).default('vi') }),
    media: 'application/octet-stream',
  }),
  downloadRecording: row({
    method: 'get',
    path: `${BRIEFINGS}/{id}/recordings/{number}`,
    summary: 'A file of the recording: WebM; a Range may be asked for',
    may: READERS,
    params: byId.extend({ number: z.coerce.number<string>().int().min(1).max(9999) }),
    media: 'application/octet-stream',
  }),

  // Instructions -----------------------------------------------------------------------------------------------------
  listInstructions: row({
    method: 'get',
    path: INSTRUCTIONS,
    summary:
      'Instructions to sites, by their due days; those that are open, or all of the last year',
    may: READERS,
    query: z.strictObject({ of: z.enum(['open', 'all']).default('open') }),
    answer: z.array(instruction),
  }),
  createInstruction: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/instructions`,
    summary: 'A draft of an instruction to a site of the roster',
    may: WRITERS,
    params: byId,
    body: instructionContent,
    status: 201,
    answer: instruction,
    starts: true,
  }),
  getInstruction: row({
    method: 'get',
    path: `${INSTRUCTIONS}/{id}`,
    summary: 'One instruction',
    may: READERS,
    params: byId,
    answer: instruction,
  }),
  saveInstruction: row({
    method: 'put',
    path: `${INSTRUCTIONS}/{id}`,
    summary: 'Saves a draft over the version that was opened',
    may: WRITERS,
    params: byId,
    body: z
      .strictObject({ version, content: instructionContent })
      .meta({ id: 'InstructionChange' }),
    answer: instruction,
  }),
  submitInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/submit`,
    summary: 'Gives a draft to a second person',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ version, sha256, signature }).meta({ id: 'InstructionSubmission' }),
    answer: instruction,
    starts: true,
  }),
  approveInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/approve`,
    summary:
      'Issues this very instruction to its site; never what one has written or submitted oneself',
    may: APPROVERS,
    fresh: 'unless-passkey',
    params: byId,
    body: z.strictObject({ version, sha256, signature }).meta({ id: 'InstructionApproval' }),
    answer: instruction,
    starts: true,
  }),
  returnInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/return`,
    summary: 'Sends it back with a reason; it is a draft again',
    may: APPROVERS,
    params: byId,
    body: z.strictObject({ reason }).meta({ id: 'InstructionSendingBack' }),
    answer: instruction,
    starts: true,
  }),
  withdrawInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/withdraw`,
    summary: 'It counts no more; its site is told why',
    may: APPROVERS,
    params: byId,
    body: z.strictObject({ reason }).meta({ id: 'InstructionWithdrawal' }),
    answer: instruction,
    starts: true,
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
    rate: { per: 'address', max: 60, seconds: 60 },
  }),
  getBriefingSelf: row({
    method: 'get',
    path: ROOM,
    summary:
      'Who this browser is in the room, the room as it is now, and the instructions to its site',
    may: SITE,
    answer: roomSelf,
  }),
  watchRoom: row({
    method: 'get',
    path: `${ROOM}/live`,
    summary: 'The room as it is now, and what changes in it: events `room` and `change`',
    may: SITE,
    media: 'text/event-stream',
  }),
  joinMedia: row({
    method: 'post',
    path: `${ROOM}/media`,
    summary: 'An offer for a new connection of this site. test: alone with itself, for ten seconds',
    may: SITE,
    body: z.strictObject({ test: z.boolean().default(false) }).meta({ id: 'MediaJoin' }),
    status: 201,
    answer: mediaOffer,
  }),
  answerMedia: row({
    method: 'post',
    path: `${ROOM}/media/{join}/answer`,
    summary: 'The answer to an offer',
    may: SITE,
    params: z.strictObject({ join: z.uuid() }),
    octets: ['application/sdp'],
    size: ANSWER_SIZE_MAX,
    status: 204,
  }),
  endTestCall: row({
    method: 'post',
    path: `${ROOM}/test/end`,
    summary: 'Ends the test call: what it said of the line is kept',
    may: SITE,
    body: z.strictObject({ microphone: hasDevice, camera: hasDevice }).meta({ id: 'TestCallEnd' }),
    answer: verdict,
  }),
  beatRoom: row({
    method: 'post',
    path: `${ROOM}/beat`,
    summary: 'This site is there, with or without media',
    may: SITE,
    body: empty,
    status: 204,
  }),
  leaveRoom: row({
    method: 'post',
    path: `${ROOM}/leave`,
    summary: 'This site leaves; it may come back',
    may: SITE,
    body: empty,
    status: 204,
  }),
  actOnFloor: row({
    method: 'post',
    path: `${ROOM}/floor`,
    summary: 'Asks for the floor, withdraws, releases; the chair accepts, denies, gives, revokes',
    may: SITE,
    body: z
      .discriminatedUnion('do', [
        z.strictObject({ do: z.enum(['ask', 'withdraw', 'release']) }),
        z.strictObject({ do: z.enum(['accept', 'deny', 'give', 'revoke']), site: z.uuid() }),
      ])
      .meta({ id: 'FloorAct' }),
    answer: room,
  }),
  takeChair: row({
    method: 'post',
    path: `${ROOM}/chair`,
    summary: 'The chair takes back what the deputy has had, or gives it to the deputy',
    may: SITE,
    body: z.strictObject({ do: z.enum(['take', 'give']) }).meta({ id: 'ChairAct' }),
    answer: room,
  }),
  callRoll: row({
    method: 'post',
    path: `${ROOM}/roll`,
    summary: 'Calls the roll: who is there now is kept. For who has the chair',
    may: SITE,
    body: empty,
    answer: room,
  }),
  beginFromRoom: row({
    method: 'post',
    path: `${ROOM}/begin`,
    summary: 'It begins. For who has the chair',
    may: SITE,
    body: empty,
    answer: room,
  }),
  endFromRoom: row({
    method: 'post',
    path: `${ROOM}/end`,
    summary: 'It ends, for everybody. For who has the chair',
    may: SITE,
    body: empty,
    answer: room,
  }),
  showSlide: row({
    method: 'post',
    path: `${ROOM}/slide`,
    summary:
      'The page that everybody sees; null: none. For who has the chair, or was given the floor',
    may: SITE,
    body: z
      .strictObject({
        slide: z.strictObject({ document: z.uuid(), page: z.int().min(1) }).nullable(),
      })
      .meta({ id: 'SlideShowing' }),
    answer: room,
  }),
  shareScreen: row({
    method: 'post',
    path: `${ROOM}/screen`,
    summary: 'Whether this site’s screen is shown. For who has the chair, or was given the floor',
    may: SITE,
    body: z.strictObject({ isShown: z.boolean() }).meta({ id: 'ScreenSharing' }),
    answer: room,
  }),
  typeCaption: row({
    method: 'post',
    path: `${ROOM}/captions`,
    summary: 'A line of captions. For secretaries and interpreters',
    may: SITE,
    body: z
      .strictObject({ language: spokenLanguage.default('vi'), text: line })
      .meta({ id: 'CaptionInput' }),
    status: 204,
  }),
  listenTo: row({
    method: 'post',
    path: `${ROOM}/language`,
    summary: 'What this site hears: an interpreter’s language, or null for the floor',
    may: SITE,
    body: z.strictObject({ language: spokenLanguage.nullable() }).meta({ id: 'ListeningLanguage' }),
    status: 204,
  }),
  getRoomPage: row({
    method: 'get',
    path: `${ROOM}/documents/{id}/pages/{page}`,
    summary: 'The picture of a page of this briefing’s documents',
    may: SITE,
    params: ofPage,
    media: 'application/octet-stream',
  }),
  acknowledgeInstruction: row({
    method: 'post',
    path: `${ROOM}/instructions/{id}/acknowledge`,
    summary: 'This site has read the instruction',
    may: SITE,
    params: byId,
    body: z.strictObject({ by: line, note: paragraph.default('') }).meta({ id: 'Acknowledging' }),
    answer: givenInstruction,
  }),
  reportInstructionDone: row({
    method: 'post',
    path: `${ROOM}/instructions/{id}/done`,
    summary: 'This site has done what it was told',
    may: SITE,
    params: byId,
    body: z.strictObject({ by: line, note: paragraph.default('') }).meta({ id: 'InstructionDone' }),
    answer: givenInstruction,
  }),
}
