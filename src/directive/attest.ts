/**
 * Whether a person's signature is what it says: a passkey's assertion over the statement's digest, with user verification,
 * made on the authority's own pages (Web Authentication Level 3, 7.2); or ES256 by a key that a browser made (RFC 7515).
 *
 * The cryptography is that of @simplewebauthn/server and jose. The keys that are trusted are an argument: a roster.
 */
import { createHash } from 'node:crypto'
import type { JWK } from 'jose'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { importJWK } from 'jose/key/import'
import { canonicalJson } from '../base/canonical.ts'
import { directiveFailure } from './failures.ts'
import {
  administratorsOf,
  doublesOf,
  type P256Jwk,
  type Roster,
  type RosterBody,
  rosterBody,
  type SignedRoster,
  type SigningKey,
  thresholdOf,
} from './roster.ts'
import { sha256Of } from './signing.ts'
import {
  type Attestation,
  type PersonSignature,
  rosterStatement,
  SIGNATURE_HEADER,
  type Statement,
  statementText,
} from './statement.ts'

/** A new key's counter may be anything; who keeps the last one gives it. */
const NO_COUNTER = 0

/** What a passkey is asked to sign: base64url of the SHA-256 of the statement. */
export function challengeOf(statement: Statement): string {
  return createHash('sha256').update(statementText(statement)).digest('base64url')
}

/** Of a browser's key: RFC 7638, the members that are required in the order of their names. */
export function thumbprintOf({ kty, crv, x, y }: P256Jwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}

/**
 * Fails with signatureOfPersonWrong. The counter of the authenticator where it has one (0: it counts nothing); `counter`
 * is the last that was seen, which has to be lower.
 */
export async function checkSignature(
  statement: Statement,
  signature: PersonSignature,
  trusted: { readonly key: SigningKey; readonly relyingParty: RosterBody['relyingParty'] },
  counter = NO_COUNTER,
): Promise<{ readonly counter: number }> {
  const { key, relyingParty } = trusted
  // Most that start never meet a passkey, and half of a node's start would be this package.
  const webAuthn = signature.by === 'passkey' ? await import('@simplewebauthn/server') : null
  try {
    if (signature.by === 'key' && key.is === 'key') {
      const encoded = (value: string) => Buffer.from(value).toString('base64url')
      await flattenedVerify(
        {
          protected: encoded(JSON.stringify(SIGNATURE_HEADER)),
          payload: encoded(statementText(statement)),
          signature: signature.signature,
        },
        await importJWK(key.publicKey as JWK, SIGNATURE_HEADER.alg),
        { algorithms: [SIGNATURE_HEADER.alg] },
      )
      return { counter: NO_COUNTER }
    }
    if (webAuthn === null || signature.by !== 'passkey' || key.is !== 'passkey') throw new Error('another kind of key')
    if (isFromAFrame(signature.clientDataJson)) throw new Error('in a page of others')
    const { verified, authenticationInfo } = await webAuthn.verifyAuthenticationResponse({
      response: {
        id: signature.key,
        rawId: signature.key,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          authenticatorData: signature.authenticatorData,
          clientDataJSON: signature.clientDataJson,
          signature: signature.signature,
        },
      },
      expectedChallenge: challengeOf(statement),
      expectedOrigin: [...relyingParty.origins],
      expectedRPID: relyingParty.id,
      credential: { id: key.id, publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')), counter },
      requireUserVerification: true,
    })
    if (!verified) throw new Error('not by this key')
    return { counter: authenticationInfo.newCounter }
  } catch {
    throw directiveFailure('signatureOfPersonWrong')
  }
}

/** It was asked for in a frame of another site's page (Web Authentication Level 3, 5.8.1): whoever looked at that page saw no text of ours. */
export function isFromAFrame(clientDataJson: string): boolean {
  const said: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString())
  const { crossOrigin, topOrigin } = said as Readonly<Record<string, unknown>>
  return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined
}

/** The person is on the roster with that key, and it signed. Fails with notOnRoster or signatureOfPersonWrong. */
export async function checkAttestation(given: Attestation, { people, relyingParty }: RosterBody) {
  const person = people.find(({ id }) => id === given.person)
  const key = person?.keys.find(({ id }) => id === given.signature.key)
  if (person === undefined || key === undefined) throw directiveFailure('notOnRoster')
  await checkSignature(given.statement, given.signature, { key, relyingParty })
  return person
}

/** A version whose text is well formed: nobody is on it twice. Fails with documentMalformed. */
export function readRoster(text: string): Roster {
  const malformed = (where: string) => directiveFailure('documentMalformed', { document: 'roster', where })
  let parsed: ReturnType<typeof rosterBody.safeParse>
  try {
    parsed = rosterBody.safeParse(JSON.parse(text))
  } catch {
    throw malformed('JSON')
  }
  if (!parsed.success) throw malformed(parsed.error.issues[0]?.path.join('.') || 'body')
  if (doublesOf(parsed.data).length > 0) throw malformed('people')
  const keys = parsed.data.people.flatMap(person => person.keys)
  if (keys.some(key => key.is === 'key' && key.id !== thumbprintOf(key.publicKey))) throw malformed('keys')
  return { body: parsed.data, sha256: sha256Of(text) }
}

/**
 * Who of the administrators of `before` has signed `next`, and when, in milliseconds since 1970; a signature that is not right counts
 * for nobody.
 */
export async function signersOf(
  next: Roster,
  signatures: readonly Attestation[],
  before: RosterBody,
): Promise<ReadonlyMap<string, number>> {
  const may = new Set(administratorsOf(before).map(({ id }) => id))
  const signers = new Map<string, number>()
  for (const given of signatures) {
    const said = rosterStatement(signedOf(next), given.statement.at)
    if (!may.has(given.person) || statementText(said) !== statementText(given.statement)) continue
    const isRight = await checkAttestation(given, before).then(
      () => true,
      () => false,
    )
    if (isRight) signers.set(given.person, Date.parse(given.statement.at))
  }
  return signers
}

/** What of a version is in its signatures. */
export function signedOf({ body, sha256 }: Roster): Parameters<typeof rosterStatement>[0] {
  return { number: body.number, sha256, authority: body.names?.authority }
}

/** What an administrator says by signing this version. */
export function statementOfRoster(text: string, at: string): Statement {
  return rosterStatement(signedOf(readRoster(text)), at)
}

/** Those of one authority alone, once they have named it. */
function isOfTheSame({ names: before }: RosterBody, { names }: RosterBody): boolean {
  return before === undefined || canonicalJson(before) === canonicalJson(names ?? null)
}

/** The version after `before`, and since when enough have signed it. Fails with rosterNotNext, rosterUnsigned or documentMalformed. */
export async function follow(before: Roster, given: SignedRoster): Promise<Roster & { readonly signedMs: number }> {
  const next = readRoster(given.text)
  const { number, previousSha256 } = next.body
  const isNext = number === before.body.number + 1 && previousSha256 === before.sha256
  if (!isNext || !isOfTheSame(before.body, next.body))
    throw directiveFailure('rosterNotNext', { roster: number, before: before.body.number })
  const signers = await signersOf(next, given.signatures, before.body)
  const needed = thresholdOf(before.body)
  if (signers.size < needed) throw directiveFailure('rosterUnsigned', { roster: number, needed, signed: signers.size })
  const latestFirst = [...signers.values()].toSorted((a, b) => b - a)
  return { ...next, signedMs: latestFirst[needed - 1] }
}
