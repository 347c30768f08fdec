/** The room while it goes on: what the ministry's people and sites in it can ask. */
import { z } from 'zod'
import { line } from '../../../authority/actor.ts'
import { empty, row } from '../../../authority/contract.ts'
import { byId } from '../../../authority/paging.ts'
import { BRIEFINGS, ofPage, ofSite, READERS, ROOM, reason, SITE, WRITERS } from '../contract-shapes.ts'
import {
  briefing,
  hasDevice,
  mediaOffer,
  question,
  questionText,
  room,
  roomSelf,
  spokenLanguage,
  verdict,
} from '../model.ts'

/** A session description, in octets. */
const ANSWER_SIZE_MAX = 64 * 1024
/** Its text, however its letters are spelled in JSON. */
const QUESTION_SIZE_MAX = 8 * 1024

export const hallContract = {
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
  getBriefingSelf: row({
    method: 'get',
    path: ROOM,
    summary: 'Who this browser is in the room, the room as it is now, and the instructions to its site',
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
    summary: 'This site is there, with or without media; whether its computer is slow',
    may: SITE,
    body: z.strictObject({ isSlow: z.boolean().default(false) }).meta({ id: 'RoomBeat' }),
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
        z.strictObject({ do: z.enum(['accept', 'deny', 'revoke']), site: z.uuid() }),
        z.strictObject({
          do: z.literal('give'),
          site: z.uuid(),
          /** Of that site, in writing: it is answered by the floor. */
          questionId: z.uuid().optional(),
        }),
      ])
      .meta({ id: 'FloorAct' }),
    answer: room,
  }),
  listRoomQuestions: row({
    method: 'get',
    path: `${ROOM}/questions`,
    summary: 'Questions in writing: this site’s own; for chair, deputy and secretary all that wait for an answer too',
    may: SITE,
    answer: z.array(question),
  }),
  actOnQuestion: row({
    method: 'post',
    path: `${ROOM}/questions`,
    summary: 'Writes a question to the chair, withdraws it; the chair says that it is answered',
    may: SITE,
    size: QUESTION_SIZE_MAX,
    body: z
      .discriminatedUnion('do', [
        /** `id`: made by whoever writes, so that what is sent twice is written once. */
        z.strictObject({ do: z.literal('write'), id: z.uuid(), text: questionText }),
        z.strictObject({ do: z.enum(['withdraw', 'answer']), id: z.uuid() }),
      ])
      .meta({ id: 'QuestionAct' }),
    answer: z.array(question),
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
    summary: 'The page that everybody sees; null: none. For who has the chair, or was given the floor',
    may: SITE,
    body: z
      .strictObject({ slide: z.strictObject({ document: z.uuid(), page: z.int().min(1) }).nullable() })
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
    body: z.strictObject({ language: spokenLanguage.default('vi'), text: line }).meta({ id: 'CaptionInput' }),
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
}
