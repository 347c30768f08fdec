/** Whether a passkey was made on the signing page, by a device that verified its holder, for this very person (Web Authentication Level 3, 7.1). */
import { isFromAFrame } from '../../directive/attest.ts'
import { type MadeKey, makingText } from '../../directive/made-key.ts'
import type { RosterBody, SigningKey } from '../../directive/roster.ts'
import { sha256Of } from '../../directive/signing.ts'
import { signersFailure } from './failures.ts'

/** ES256, EdDSA, RS256: what devices make. */
const ALGORITHMS = [-7, -8, -257]

/** Fails with signingKeyNotMade. */
export async function passkeyOf(
  { id, clientDataJson, attestationObject }: MadeKey,
  of: { readonly person: string; readonly relyingParty: RosterBody['relyingParty'] },
): Promise<SigningKey> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    if (isFromAFrame(clientDataJson)) throw new Error('in a page of others')
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: clientDataJson, attestationObject },
      },
      expectedChallenge: Buffer.from(sha256Of(makingText(of.person)), 'hex').toString('base64url'),
      expectedOrigin: [...of.relyingParty.origins],
      expectedRPID: of.relyingParty.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    const { credential } = registrationInfo ?? {}
    if (credential?.id !== id) throw new Error('another key')
    const publicKey = Buffer.from(credential.publicKey).toString('base64url')
    return { is: 'passkey', id, publicKey }
  } catch {
    throw signersFailure('signingKeyNotMade')
  }
}
