/**
 * What a node's check of one directive takes, before anything is sent: the authority's signature, the shapes, the digest of
 * what would go out, and three people's signatures by a roster of two hundred.
 *
 *   node bench/verifying.bench.ts
 */

import { canonicalJson } from '../src/base/canonical.ts'
import { readRoster } from '../src/directive/attest.ts'
import { proveRound } from '../src/directive/claims.ts'
import { directiveBody } from '../src/directive/documents.ts'
import { verify } from '../src/directive/signing.ts'
import { approvedBy, PEOPLE, personWithPasskey, rosterOf, USUAL } from '../src/operator/people.test.ts'
import { StubAuthority } from '../src/operator/stub-authority.test.ts'

const TIMES = 1000
const ROSTER = 200

const authority = await StubAuthority.start()
try {
  const withPasskeys = {
    submit: personWithPasskey('passkey-editor', 'editor'),
    approve: personWithPasskey('passkey-approver', 'approver'),
    schedule: personWithPasskey('passkey-second', 'approver'),
  }
  const others = Array.from({ length: ROSTER - PEOPLE.length - 3 }, (_, at) =>
    personWithPasskey(`other-${at}`, 'editor'),
  )
  const people = rosterOf([...PEOPLE, ...Object.values(withPasskeys), ...others])
  const roster = readRoster(canonicalJson(people))
  const { signer } = authority
  for (const [name, by] of Object.entries({ keys: USUAL, passkeys: withPasskeys })) {
    const jws = await signer.sign('directive', await approvedBy(by, authority.body()))
    const took: number[] = []
    for (let time = 0; time < TIMES; time++) {
      const began = performance.now()
      const body = await verify(jws, { type: 'directive', key: signer.publicKey, schema: directiveBody })
      await proveRound(body, roster, Date.now())
      took.push(performance.now() - began)
    }
    took.sort((a, b) => a - b)
    const at = (share: number) => took[Math.floor((TIMES - 1) * share)].toFixed(2)
    console.log(`${name}: median ${at(0.5)} ms, p99 ${at(0.99)} ms of ${TIMES}, roster of ${ROSTER}`)
  }
} finally {
  await authority.close()
}
