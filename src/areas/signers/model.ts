/** Those who sign, as they are shown. Shapes only; they run in a browser too. */
import { z } from 'zod'
import { p256PrivateJwk, ROSTER_SIZE_MAX, rosterBody, rosterPerson } from '../../directive/roster.ts'
import { personId, signingKeyId, statement } from '../../directive/statement.ts'
import { count, instant, sha256 } from '../../directive/values.ts'

/** A key of whoever is signed in. */
export const ownSigningKey = z.strictObject({
  id: signingKeyId,
  is: z.enum(['passkey', 'key']),
  name: z.string(),
  createdAt: instant,
  /** A passkey that was made for signing in: it is taken off where it was made. */
  isForSignIn: z.boolean(),
  /** By the roster in force; until then it signs nothing that counts. */
  isOnRoster: z.boolean(),
})
export type OwnSigningKey = z.infer<typeof ownSigningKey>

/** A key as the roster in force has it; it may have been removed since. */
export const trustedKey = ownSigningKey.pick({ id: true, is: true })
export type TrustedKey = z.infer<typeof trustedKey>

/** What a page needs to sign with. */
export const signing = z.strictObject({
  person: personId,
  now: instant,
  /** Null: no roster was made yet, and nothing is signed. */
  roster: z.strictObject({ number: z.int().min(1), sha256 }).nullable(),
  /** What a statement names that is signed now. */
  names: statement.pick({ authority: true, roster: true }),
  relyingParty: rosterBody.shape.relyingParty,
  /** Origins of the page on which passkeys sign, by the roster in force, and on which they are made; null: in the console. */
  page: z.strictObject({ signs: z.string().nullable(), makes: z.string().nullable() }),
  keys: z.array(ownSigningKey),
  /** One's keys by the roster in force, those that were removed since too: these sign until the next one. */
  trusted: z.array(trustedKey),
  /** The key of an account of the demo, which a visitor’s browser signs with; null anywhere else. */
  demoKey: p256PrivateJwk.nullable(),
})
export type Signing = z.infer<typeof signing>

export const rosterView = z.strictObject({
  number: z.int().min(1),
  sha256,
  /** Since when it is in force. */
  at: instant,
  people: z.array(rosterPerson),
  /** Names of the administrators who signed it. */
  signedBy: z.array(z.string()),
})
export type RosterView = z.infer<typeof rosterView>

/** Somebody who differs between the roster in force and the next one. */
export const rosterChange = z.strictObject({
  person: personId,
  name: z.string(),
  what: z.enum(['added', 'removed', 'changed']),
  before: rosterPerson.nullable(),
  after: rosterPerson.nullable(),
})
export type RosterChange = z.infer<typeof rosterChange>

export const rosterDraftView = z.strictObject({
  number: z.int().min(1),
  sha256,
  /** Canonical JSON: whoever signs makes the digest of what they read. */
  text: z.string().max(ROSTER_SIZE_MAX),
  /** Of the roster in force; null: there is none. */
  before: z.strictObject({ relyingParty: rosterBody.shape.relyingParty }).nullable(),
  preparedBy: z.string(),
  changes: z.array(rosterChange),
  /** Ids and names of the administrators who have signed it. */
  signedBy: z.array(z.strictObject({ id: personId, name: z.string() })),
  /** How many have to. */
  needed: count,
  /** It comes into force no earlier; null: as soon as enough have signed. */
  notBefore: instant.nullable(),
  /** Who differs by now from what it says. */
  since: z.array(rosterChange),
})
export type RosterDraftView = z.infer<typeof rosterDraftView>

export const signersView = z.strictObject({
  current: rosterView.nullable(),
  draft: rosterDraftView.nullable(),
  /** People or keys are no longer as the roster in force says: a new one is due. */
  isDue: z.boolean(),
  /** Names of those who may sign, by whether they have a key that a roster can have. */
  signers: z.strictObject({ withKey: z.array(z.string()), without: z.array(z.string()) }),
  /** How many administrators have to sign the next one. */
  threshold: z.union([z.literal(1), z.literal(2)]),
})
export type SignersView = z.infer<typeof signersView>

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    roster: object
  }
}
