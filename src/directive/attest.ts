/**
 * Whether a person's signature is what it says: a passkey's assertion over the statement's digest, with user verification,
 * made on the authority's own pages (Web Authentication Level 3, 7.2); or ES256 by a key that a browser made (RFC 7515).
 *
 * The cryptography is that of @simplewebauthn/server and jose. The keys that are trusted are an argument: a roster.
 */
import { createHash } from 'node:crypto'
import type { JWK } from 'jose'
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { importJWK } from 'jose/key/import'
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

/** Of a browser's key: RFC 7638. */
export async function thumbprintOf({ kty, crv, x, y }: P256Jwk): Promise<string> {
  return await calculateJwkThumbprint({ kty, crv, x, y })
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
    if (webAuthn === null || signature.by !== 'passkey' || key.is !== 'passkey')
      throw new Error('another kind of key')
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
      credential: {
        id: key.id,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
        counter,
      },
      requireUserVerification: true,
    })
    if (!verified) throw new Error('not by this key')
    return { counter: authenticationInfo.newCounter }
  } catch {
    throw directiveFailure('signatureOfPersonWrong')
  }
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
  const malformed = (where: string) =>
    directiveFailure('documentMalformed', { document: 'roster', where })
  let parsed: ReturnType<typeof rosterBody.safeParse>
  try {
    parsed = rosterBody.safeParse(JSON.parse(text))
  } catch {
    throw malformed('JSON')
  }
  if (!parsed.success) throw malformed(parsed.error.issues[0]?.path.join('.') || 'body')
  if (doublesOf(parsed.data).length > 0) throw malformed('people')
  return { body: parsed.data, sha256: sha256Of(text) }
}

/** Who of the administrators of `before` has signed `next`; a signature that is not right counts for nobody. */
export async function signersOf(
  next: Roster,
  signatures: readonly Attestation[],
  before: RosterBody,
): Promise<ReadonlySet<string>> {
  const may = new Set(administratorsOf(before).map(({ id }) => id))
  const signers = new Set<string>()
  for (const given of signatures) {
    const said = rosterStatement(
      { number: next.body.number, sha256: next.sha256 },
      given.statement.at,
    )
    if (!may.has(given.person) || statementText(said) !== statementText(given.statement)) continue
    const isRight = await checkAttestation(given, before).then(
      () => true,
      () => false,
    )
    if (isRight) signers.add(given.person)
  }
  return signers
}

/** The version after `before`. Fails with rosterNotNext, rosterUnsigned or documentMalformed. */
export async function follow(before: Roster, given: SignedRoster): Promise<Roster> {
  const next = readRoster(given.text)
  const { number, previousSha256 } = next.body
  if (number !== before.body.number + 1 || previousSha256 !== before.sha256)
    throw directiveFailure('rosterNotNext', { roster: number, before: before.body.number })
  const signers = await signersOf(next, given.signatures, before.body)
  const needed = thresholdOf(before.body)
  if (signers.size < needed)
    throw directiveFailure('rosterUnsigned', { roster: number, needed, signed: signers.size })
  return next
}
