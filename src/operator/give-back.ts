/**
 * What a restored authority has lost of the broadcasts that may be on the air here is given back to it: the directive as it was signed, and
 * what this node answered. What comes of it is for the authority's people.
 */
import { z } from 'zod'
import type { Log } from '../base/log.ts'
import { ON_AIR_MAX } from '../directive/documents.ts'
import { signAgain } from '../directive/signing.ts'
import { sha256 } from '../directive/values.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { BroadcastRecord } from './held-broadcasts.ts'

const helloAnswer = z.looseObject({ lostBroadcasts: z.array(sha256).max(ON_AIR_MAX).optional() })

/** `answer`: to a hello. Those that the authority has again. */
export async function giveBackBroadcasts(
  answer: unknown,
  node: {
    readonly link: Pick<AuthorityLink, 'post' | 'signer'>
    readonly log: Log
    readonly known: (sha256: string) => BroadcastRecord | null
  },
): Promise<readonly BroadcastRecord[]> {
  const lost = helloAnswer.safeParse(answer).data?.lostBroadcasts ?? []
  const { link, log, known } = node
  const given: BroadcastRecord[] = []
  for (const each of lost) {
    const record = known(each)
    if (record === null || record.jws === null) continue
    const { directive, serial, answer: answered } = record
    // It may have waited while keys changed.
    const acknowledgement = await signAgain(answered.jws, 'broadcastAcknowledgement', link.signer)
    const taken = await link.post('/node/v1/broadcasts', { document: record.jws, acknowledgement })
    if (taken.is === 'away') break
    if (taken.is === 'refused') {
      const { code } = taken
      log.error('broadcast restore rejected by the authority', { directive, serial, code })
      continue
    }
    log.warn('broadcast missing at the authority, restored', { directive, serial })
    given.push(record)
  }
  return given
}
