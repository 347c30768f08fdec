/** Cell broadcasts: who has them on the air, and what operators' nodes answer. */
import { z } from 'zod'
import { type PeopleAccess, row } from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import { NODE } from '../operators/contract.ts'
import { broadcast, foundBroadcast } from './model.ts'

/** Whoever reads bulletins, and the engineers of the operators that have them on the air. */
const READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator', 'engineer'],
  scope: 'read',
}
/** Of a directive: the whole content, with its signatures. */
const DIRECTIVE_MAX = 2_000_000
/** Whoever takes a bulletin back. */
const WRITERS_THEMSELVES: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }
/** A count is by province, of both lists of provinces at the most. */
const SIGNED_MAX = 40_000
const signed = z.strictObject({ document: z.string().min(20).max(SIGNED_MAX) })

export const broadcastContract = {
  listBroadcasts: row({
    method: 'get',
    path: '/api/v1/bulletins/{id}/broadcasts',
    summary: 'The cell broadcasts of a bulletin, by operator, with their cells; an engineer sees their own operator’s',
    may: READERS,
    params: byId,
    answer: z.array(broadcast),
  }),
  listFoundBroadcasts: row({
    method: 'get',
    path: '/api/v1/broadcasts/found',
    summary:
      'Cell broadcasts that may be on the air at operators and that an authority restored from a backup did not know; an engineer sees their own operator’s',
    may: READERS,
    answer: z.array(foundBroadcast),
  }),
  stopFoundBroadcast: row({
    method: 'post',
    path: '/api/v1/broadcasts/{id}/stop',
    summary: 'Takes one that was found so off the air; one person does',
    may: WRITERS_THEMSELVES,
    params: byId,
    status: 204,
    starts: true,
  }),
  giveBroadcastBack: row({
    method: 'post',
    path: '/node/v1/broadcasts',
    summary:
      'A cell broadcast that a restored authority has lost: its directive as the authority signed it, its newest acknowledgement as the node did',
    may: NODE,
    body: z
      .strictObject({
        /** The directive. */
        document: z.string().min(20).max(DIRECTIVE_MAX),
        acknowledgement: z.string().min(20).max(SIGNED_MAX),
      })
      .meta({ id: 'BroadcastGivenBack' }),
    size: DIRECTIVE_MAX + 2 * SIGNED_MAX,
    status: 204,
  }),
  acknowledgeBroadcast: row({
    method: 'post',
    path: '/node/v1/broadcast-acknowledgements',
    summary: 'A signed acknowledgement of a cell broadcast; the same one twice is one',
    may: NODE,
    body: signed.meta({ id: 'BroadcastAcknowledgementDocument' }),
    status: 204,
  }),
  countBroadcast: row({
    method: 'post',
    path: '/node/v1/broadcast-counts',
    summary: 'A signed count of the cells that a broadcast is on the air in; the newest counts',
    may: NODE,
    body: signed.meta({ id: 'BroadcastCountDocument' }),
    status: 204,
  }),
}
