/** The token with which a device calls: made anew for each call. What it says is in wire.ts, which runs in a browser too. */
import { randomUUID } from 'node:crypto'
import type { Signer } from '../directive/signing.ts'
import type { SpeakerToken } from './wire.ts'

/** Good around the instant it was made (CLOCK_SKEW_MAX_MS); made anew for each call. */
export async function makeSpeakerToken(
  signer: Signer,
  who: { readonly cluster: string; readonly audience: string; readonly nowMs: number },
): Promise<string> {
  return await signer.sign('speakerToken', {
    cluster: who.cluster,
    audience: who.audience,
    issuedAtMs: who.nowMs,
    id: randomUUID(),
  } satisfies SpeakerToken)
}
