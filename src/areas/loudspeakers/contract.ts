/** Loudspeakers: what people may ask of communes, clusters and plays; what devices may (src/speaker/wire.ts has their shapes). */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { ADMINISTRATORS, ANYONE, device, type PeopleAccess, row } from '../../authority/contract.ts'
import { purpose } from '../../directive/documents.ts'
import { sha256 } from '../../directive/values.ts'
import { clusterId } from '../../speaker/agenda.ts'
import {
  authorityAnswer,
  enrolAnswer,
  enrolAsk,
  keptAnswer,
  receiptsAsk,
  SPEAKER_PATHS,
  speakerHello,
} from '../../speaker/wire.ts'
import {
  type ClusterIdentity,
  clusterCode,
  commune,
  communeCode,
  communeInput,
  hearing,
  play,
  provinceOfLoudspeakers,
} from './model.ts'

const LOUDSPEAKERS = '/api/v1/loudspeakers'
export const SPEAKER = device<ClusterIdentity>()('cluster')
/** Who writes, decides, checks and looks after them. Where devices stand and when they are silent is nobody else's. */
const LOUDSPEAKER_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}
const WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }
/** Of one request. */
const COMMUNES_MAX = 500
const CLUSTERS_MAX = 1000
const IMPORT_VALUES_MAX = 20_000
/** Of a recording in which tags are looked for: a minute of mono at 48 kHz. */
export const RECORDING_OCTETS_MAX = 6_000_000
const byCluster = z.strictObject({ id: clusterId })
const byCommune = z.strictObject({ code: communeCode })
const empty = z.strictObject({}).meta({ id: 'NothingOfLoudspeakers' })

const clusterInput = z
  .strictObject({ cluster: clusterId, commune: communeCode, name: line, purpose })
  .meta({ id: 'SpeakerClusterInput' })

export const loudspeakerContract = {
  listProvincesOfLoudspeakers: row({
    method: 'get',
    path: LOUDSPEAKERS,
    summary: 'The country by province: communes, clusters, how many are connected, today’s plays',
    may: LOUDSPEAKER_READERS,
    answer: z.array(provinceOfLoudspeakers),
  }),
  listCommunes: row({
    method: 'get',
    path: `${LOUDSPEAKERS}/communes`,
    summary: 'Communes with their clusters; of a province, or all',
    may: LOUDSPEAKER_READERS,
    query: z.strictObject({
      province: z
        .string()
        .regex(/^\d{2}$/)
        .optional(),
    }),
    answer: z.array(commune),
  }),
  getCommune: row({
    method: 'get',
    path: `${LOUDSPEAKERS}/communes/{code}`,
    summary: 'One commune with its hours and clusters',
    may: LOUDSPEAKER_READERS,
    params: byCommune,
    answer: commune,
  }),
  saveCommunes: row({
    method: 'put',
    path: `${LOUDSPEAKERS}/communes`,
    summary: 'Adds communes, or changes those of these codes',
    may: ADMINISTRATORS,
    body: z.strictObject({ communes: z.array(communeInput).min(1).max(COMMUNES_MAX) }).meta({ id: 'CommunesInput' }),
    values: IMPORT_VALUES_MAX,
    size: 500_000,
    status: 204,
  }),
  addClusters: row({
    method: 'post',
    path: `${LOUDSPEAKERS}/clusters`,
    summary: 'Adds clusters to communes that are there',
    may: ADMINISTRATORS,
    body: z
      .strictObject({ clusters: z.array(clusterInput).min(1).max(CLUSTERS_MAX) })
      .meta({ id: 'SpeakerClustersInput' }),
    values: IMPORT_VALUES_MAX,
    size: 500_000,
    status: 204,
    starts: true,
  }),
  issueSpeakerCode: row({
    method: 'post',
    path: `${LOUDSPEAKERS}/clusters/{id}/code`,
    summary: 'An enrolment code for the device of a cluster, good for a day and once',
    may: ADMINISTRATORS,
    fresh: 'always',
    params: byCluster,
    body: empty,
    answer: clusterCode,
    tellsSecret: true,
    starts: true,
  }),
  revokeSpeaker: row({
    method: 'post',
    path: `${LOUDSPEAKERS}/clusters/{id}/revoke`,
    summary: 'The key of the device counts no more: it falls silent',
    may: ADMINISTRATORS,
    params: byCluster,
    body: empty,
    status: 204,
    starts: true,
  }),
  listPlays: row({
    method: 'get',
    path: `${LOUDSPEAKERS}/clusters/{id}/plays`,
    summary: 'What a cluster has played in the last seven days, missed and refused, newest first',
    may: LOUDSPEAKER_READERS,
    params: byCluster,
    answer: z.array(play),
  }),
  proveHeard: row({
    method: 'post',
    path: `${LOUDSPEAKERS}/heard`,
    summary: 'A recording (WAV) in which the tags of plays are looked for; the recording is not kept',
    may: WRITERS,
    octets: ['audio/wav', 'audio/x-wav', 'audio/wave'],
    size: RECORDING_OCTETS_MAX,
    answer: hearing,
  }),

  getSpeakerAuthority: row({
    method: 'get',
    path: SPEAKER_PATHS.authority,
    summary: 'The key that agendas are signed with',
    may: ANYONE,
    answer: authorityAnswer,
  }),
  enrolSpeaker: row({
    method: 'post',
    path: SPEAKER_PATHS.enrol,
    summary: "Gives a device's public key in, with an enrolment code; once",
    may: ANYONE,
    body: enrolAsk,
    answer: enrolAnswer,
    rate: { per: 'address', max: 30, seconds: 60 },
  }),
  sayHelloAsSpeaker: row({
    method: 'post',
    path: SPEAKER_PATHS.hello,
    summary: 'What a device declares of itself, when it connects and when it changes',
    may: SPEAKER,
    body: speakerHello,
    answer: keptAnswer,
  }),
  watchSpeakerAgenda: row({
    method: 'get',
    path: SPEAKER_PATHS.agenda,
    summary: 'The whole agenda of a cluster, signed, at once and at each change; a beat every 5 s',
    may: SPEAKER,
    media: 'text/event-stream',
  }),
  getSpeakerAudio: row({
    method: 'get',
    path: `${SPEAKER_PATHS.audio}/{sha256}`,
    summary: 'The octets of a sound of an agenda, or a part of them',
    may: SPEAKER,
    params: z.strictObject({ sha256 }),
    media: 'application/octet-stream',
  }),
  giveReceipts: row({
    method: 'post',
    path: SPEAKER_PATHS.receipts,
    summary: 'A signed batch of receipts; those that are kept already change nothing',
    may: SPEAKER,
    body: receiptsAsk,
    size: 250_000,
    answer: keptAnswer,
  }),
}
