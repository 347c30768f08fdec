/** What can be asked about siren orders. */
import { z } from 'zod'
import { type PeopleAccess, row } from '../../authority/contract.ts'
import { documentKind, reason, signature, version } from '../../authority/document-kind.ts'
import { byId } from '../../authority/paging.ts'
import { sha256 } from '../../directive/values.ts'
import { NODE } from '../operators/contract.ts'
import { siren, sirenContent } from './model.ts'

const READERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver', 'auditor', 'administrator'], scope: 'read' }
const WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }
const signed = z.strictObject({ version, sha256, signature })

export const sirenKind = documentKind({
  of: 'Siren',
  at: '/api/v1/sirens/{id}',
  params: byId,
  answer: siren,
  writers: WRITERS,
  steps: {
    save: {
      summary: 'Saves a draft',
      body: z.strictObject({ version, content: sirenContent }).meta({ id: 'SirenChange' }),
    },
    submit: { summary: 'Gives a draft to a second person', body: signed.meta({ id: 'SirenSubmission' }) },
    approve: { summary: 'Has it carried out at once', body: signed.meta({ id: 'SirenApproval' }) },
    return: { summary: 'Sends it back', body: z.strictObject({ reason }).meta({ id: 'SirenSendingBack' }) },
  },
})

export const sirensContract = {
  listSirens: row({
    method: 'get',
    path: '/api/v1/sirens',
    summary: 'All siren orders, newest first',
    may: READERS,
    answer: z.array(siren),
  }),
  createSiren: row({
    method: 'post',
    path: '/api/v1/sirens',
    summary: 'A draft',
    may: WRITERS,
    body: sirenContent.meta({ id: 'SirenContent' }),
    status: 201,
    answer: siren,
    starts: true,
  }),
  ...sirenKind.rows,
  acknowledgeSiren: row({
    method: 'post',
    path: '/node/v1/siren-acknowledgements',
    summary: 'What a node signed in answer to a siren order; the same one twice is one',
    may: NODE,
    body: z.strictObject({ document: z.string().min(20).max(10_000) }).meta({ id: 'SirenAcknowledgementDocument' }),
    status: 204,
  }),
}
