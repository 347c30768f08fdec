/** What can be asked about bulletins by people: on their way to being approved, released and taken back; sounds, placements, proofs. */
import { z } from 'zod'
import { paragraph, prose } from '../../authority/actor.ts'
import { APPROVERS, type PeopleAccess, row } from '../../authority/contract.ts'
import { documentKind, reason, signature, version } from '../../authority/document-kind.ts'
import { byId, pageOf, pageQuery, whichArchived } from '../../authority/paging.ts'
import { SOUND_OCTETS_MAX, TEXT_MAX } from '../../directive/bulletin.ts'
import { languageTag, purpose, sha256 } from '../../directive/documents.ts'
import {
  bulletin,
  bulletinDoubt,
  bulletinDraft,
  bulletinLine,
  bulletinState,
  keptSound,
  placement,
  placementEntry,
  proof,
  releasedContent,
} from './model.ts'
import { shareKit } from './share-kit.ts'

/** What is not decided is the ministry's own; what is released everyone reads on the public pages. */
const BULLETIN_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}
const BULLETIN_WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: 'rounds' }
/** No program takes back what two people decided, or says that it has seen it in print. */
const WRITERS_THEMSELVES: PeopleAccess = { ...BULLETIN_WRITERS, scope: null }

const BULLETINS = '/api/v1/bulletins'
const BULLETIN = `${BULLETINS}/{id}`
/** Eight languages on every channel, and the correction of each. */
const DRAFT_SIZE_MAX = 3 * 1024 * 1024
const PICTURE_SIZE_MAX = 10 * 1024 * 1024

export const SOUND_TYPES = [
  'audio/wav',
  'audio/x-wav',
  'audio/mpeg',
  'audio/ogg',
  'audio/webm',
  'audio/flac',
  'audio/mp4',
  'audio/x-m4a',
] as const
const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const

/** Those of the bulletin that whoever signs has looked at. */
const doubts = z.array(bulletinDoubt).max(bulletinDoubt.options.length).default([])
/** `?state=draft,submitted` */
const states = z
  .string()
  .max(200)
  .transform(text => text.split(','))
  .pipe(z.array(bulletinState).max(4))

export const bulletinKind = documentKind({
  of: 'Bulletin',
  at: BULLETIN,
  params: byId,
  answer: bulletin,
  writers: WRITERS_THEMSELVES,
  steps: {
    save: {
      summary: 'Saves the draft over the version that was opened, which rises by one',
      may: BULLETIN_WRITERS,
      body: z.strictObject({ version, draft: bulletinDraft }).meta({ id: 'BulletinChange' }),
      size: DRAFT_SIZE_MAX,
    },
    submit: {
      summary:
        'Gives it to a second person, with its correction; a fault keeps it from that, and a doubt that is not named',
      may: BULLETIN_WRITERS,
      body: z.strictObject({ version, sha256, doubts, signature }).meta({ id: 'BulletinSubmission' }),
    },
    approve: {
      summary:
        'Releases this very content on every channel, at once or when its window begins; who approves says whether it is live or an exercise, and whether its cell broadcast can be switched off; never one’s own',
      body: z
        .strictObject({
          version,
          sha256,
          purpose,
          doubts,
          signature,
          /** That its cell broadcast is what no phone can switch off: said by whoever approves, or not. */
          emergency: z.boolean().default(false),
        })
        .meta({ id: 'BulletinApproval' }),
    },
    return: {
      summary: 'Sends it back with a reason, as long as it is not released; it is a draft again',
      body: z.strictObject({ reason }).meta({ id: 'BulletinSendingBack' }),
    },
    revise: { summary: 'A draft of the next version; what is published stands until that is released' },
    discard: { summary: 'Gives up the version that is worked on; what is published stands' },
    archive: { summary: 'Puts it away, once the public has nothing of it any more and nothing of it waits' },
    unarchive: { summary: 'Brings it back' },
    uphold: {
      summary:
        'After a restore: it was not taken back since the backup, and is told again; until then nobody is told of it',
      may: APPROVERS,
      fresh: 'unless-passkey',
      body: z.strictObject({ version }).meta({ id: 'BulletinUpholding' }),
      isOfAnother: true,
    },
    correct: {
      summary: 'Releases the correction that was approved with it, on each channel where it went; one person does',
      body: z.strictObject({ version }).meta({ id: 'BulletinCorrection' }),
      isOfAnother: true,
    },
    cancel: {
      summary: 'Takes it back from each channel where it went; one person does',
      body: z.strictObject({ version, reason: paragraph.default('') }).meta({ id: 'BulletinCancellation' }),
      isOfAnother: true,
    },
  },
})

export const bulletinsContract = {
  listBulletins: row({
    method: 'get',
    path: BULLETINS,
    summary: 'Bulletins, newest first',
    may: BULLETIN_READERS,
    query: pageQuery.extend({
      state: states.optional(),
      purpose: purpose.optional(),
      archived: whichArchived.default('hidden'),
    }),
    answer: pageOf(bulletinLine, 'BulletinPage'),
  }),
  createBulletin: row({
    method: 'post',
    path: BULLETINS,
    summary: 'A new bulletin as a draft; it may have faults',
    may: BULLETIN_WRITERS,
    body: z.strictObject({ draft: bulletinDraft }).meta({ id: 'BulletinInput' }),
    size: DRAFT_SIZE_MAX,
    status: 201,
    answer: bulletin,
    starts: true,
  }),
  getBulletin: row({
    method: 'get',
    path: BULLETIN,
    summary: 'One bulletin with its draft, its faults, its releases and what the reader may do',
    may: BULLETIN_READERS,
    params: byId,
    answer: bulletin,
  }),
  ...bulletinKind.rows,
  copyBulletin: row({
    method: 'post',
    path: `${BULLETIN}/copy`,
    summary: 'A new draft that says the same, without its window',
    may: BULLETIN_WRITERS,
    params: byId,
    status: 201,
    answer: bulletin,
    starts: true,
  }),
  deleteBulletin: row({
    method: 'delete',
    path: BULLETIN,
    summary: 'Deletes a draft that was never submitted, in the version that was seen',
    may: WRITERS_THEMSELVES,
    params: byId,
    query: z.strictObject({ version: z.coerce.number<string>().int().min(1) }),
    status: 204,
  }),
  listBulletinReleases: row({
    method: 'get',
    path: `${BULLETIN}/releases`,
    summary: 'What was released of it, in order, with the content and the signatures under it',
    may: BULLETIN_READERS,
    params: byId,
    answer: z.array(releasedContent),
  }),
  listBulletinProofs: row({
    method: 'get',
    path: `${BULLETIN}/proofs`,
    summary: 'What is proved of it, by channel and kind of proof; never added up',
    may: BULLETIN_READERS,
    params: byId,
    answer: z.array(proof),
  }),
  getShareKit: row({
    method: 'get',
    path: `${BULLETIN}/kit`,
    summary: 'What people carry to press, radio, television, walls and networks',
    may: BULLETIN_READERS,
    params: byId,
    answer: shareKit,
  }),
  downloadShareKit: row({
    method: 'get',
    path: `${BULLETIN}/kit/{form}`,
    summary: 'The same as a document in the administrative layout',
    may: BULLETIN_READERS,
    params: byId.extend({ form: z.enum(['docx', 'pdf', 'html']) }),
    query: z.strictObject({ language: z.enum(['vi', 'en']).default('vi') }),
    media: 'application/octet-stream',
  }),

  keepSound: row({
    method: 'post',
    path: '/api/v1/bulletin-sounds',
    summary: 'A recording or a sound file, made into the forms in which it is handed on',
    may: BULLETIN_WRITERS,
    query: z.strictObject({ by: z.enum(['recording', 'upload']).default('upload') }),
    octets: SOUND_TYPES,
    size: SOUND_OCTETS_MAX,
    status: 201,
    answer: keptSound,
  }),
  speakSound: row({
    method: 'post',
    path: '/api/v1/bulletin-sounds/spoken',
    summary: 'A machine speaks it, with the mark of an exercise where it is one',
    may: BULLETIN_WRITERS,
    body: z
      .strictObject({ spoken: prose.pipe(z.string().min(1).max(TEXT_MAX)), language: languageTag, purpose })
      .meta({ id: 'SpokenInput' }),
    status: 201,
    answer: keptSound,
  }),
  getBulletinFile: row({
    method: 'get',
    path: '/api/v1/bulletin-files/{sha256}',
    summary: 'A sound’s file or a placement’s picture by its digest; a range of it where one is asked for',
    may: BULLETIN_READERS,
    params: z.strictObject({ sha256 }),
    media: 'application/octet-stream',
  }),

  listPlacements: row({
    method: 'get',
    path: `${BULLETIN}/placements`,
    summary: 'Where people have seen it in print, on the air or on a wall; oldest first',
    may: BULLETIN_READERS,
    params: byId,
    answer: z.array(placement),
  }),
  recordPlacement: row({
    method: 'post',
    path: `${BULLETIN}/placements`,
    summary: 'Records that one has seen it, and where',
    may: WRITERS_THEMSELVES,
    params: byId,
    body: placementEntry,
    status: 201,
    answer: placement,
    starts: true,
  }),
  withdrawPlacement: row({
    method: 'post',
    path: '/api/v1/placements/{id}/withdraw',
    summary: 'It counts no more, and stays with the reason',
    may: WRITERS_THEMSELVES,
    params: byId,
    body: z.strictObject({ reason }).meta({ id: 'PlacementWithdrawal' }),
    answer: placement,
    starts: true,
  }),
  putPlacementPicture: row({
    method: 'put',
    path: '/api/v1/placements/{id}/picture',
    summary: 'A picture that proves it: WebP, PNG or JPEG',
    may: WRITERS_THEMSELVES,
    params: byId,
    octets: PICTURE_TYPES,
    size: PICTURE_SIZE_MAX,
    answer: placement,
  }),
}
