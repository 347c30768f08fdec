/** What can be asked about those who sign: one's own keys, the roster in force, the one that waits to be signed. */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { ADMINISTRATORS, type PeopleAccess, row, SIGNED_IN } from '../../authority/contract.ts'
import { givenSignature } from '../../authority/said.ts'
import { madeKey } from '../../directive/made-key.ts'
import { p256Jwk } from '../../directive/roster.ts'
import { signingKeyId } from '../../directive/statement.ts'
import { sha256 } from '../../directive/values.ts'
import { signersView, signing } from './model.ts'

const SIGNERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver', 'administrator'], scope: null }
const ROSTER_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}

export const signersContract = {
  getSigning: row({
    method: 'get',
    path: '/api/v1/signing',
    summary: 'What one signs with: keys, and whether the roster knows them',
    may: SIGNED_IN,
    answer: signing,
  }),
  addSigningKey: row({
    method: 'post',
    path: '/api/v1/signing/keys',
    summary: 'A key of this browser, or of the signing page; it counts once a roster has it',
    may: SIGNERS,
    fresh: 'always',
    body: z
      .union([
        z.strictObject({ name: line, publicKey: p256Jwk }),
        z.strictObject({ is: z.literal('passkey'), name: line, made: madeKey }),
      ])
      .meta({ id: 'SigningKeyInput' }),
    status: 201,
    answer: signing,
    starts: true,
  }),
  removeSigningKey: row({
    method: 'delete',
    path: '/api/v1/signing/keys/{id}',
    summary: 'It is left out of the next roster',
    may: SIGNERS,
    fresh: 'always',
    params: z.strictObject({ id: signingKeyId }),
    answer: signing,
  }),
  getRoster: row({
    method: 'get',
    path: '/api/v1/roster',
    summary: 'Whose signatures operators believe, and the next roster where one waits',
    may: ROSTER_READERS,
    answer: signersView,
  }),
  prepareRoster: row({
    method: 'post',
    path: '/api/v1/roster/draft',
    summary: 'The next roster of the people and keys as they are now, to be signed',
    may: ADMINISTRATORS,
    fresh: 'always',
    body: z.strictObject({}).meta({ id: 'RosterPreparation' }),
    answer: signersView,
    starts: true,
  }),
  signRoster: row({
    method: 'post',
    path: '/api/v1/roster/signatures',
    summary: 'Signs the roster that waits; it comes into force once enough have',
    may: ADMINISTRATORS,
    fresh: 'always',
    body: z.strictObject({ sha256, ...givenSignature.shape }).meta({ id: 'RosterSignature' }),
    answer: signersView,
    starts: true,
  }),
}
