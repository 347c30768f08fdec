/**
 * The people of the demo make their signing keys known, and the administrator signs the roster that has them: before any
 * operator's node is enrolled, which pins it. From then on they sign what they do.
 */
import type { SignersView } from '../src/areas/signers/model.ts'
import { statementOfRoster } from '../src/directive/attest.ts'
import type { Signed } from './authority-client.ts'
import type { DemoAccount } from './people.ts'
import { personKeyOf } from './person-key.ts'
import { silent } from './waiting.ts'

export async function giveKeys(signed: Signed, accounts: readonly DemoAccount[]): Promise<void> {
  for (const { role, signingKey } of accounts) {
    const client = signed.get(role)
    if (client === undefined || signingKey === undefined) continue
    const { publicKey } = (await personKeyOf(signingKey)).key
    await client.post('/api/v1/signing/keys', { name: 'Demo', publicKey })
  }
}

/** The next roster of the people and keys as they are. */
export async function signRoster(signed: Signed): Promise<void> {
  const admin = signed.get('administrator')
  const { draft } = (await admin?.post<SignersView>('/api/v1/roster/draft')) ?? { draft: null }
  if (admin === undefined || draft === null) throw silent('roster')
  const { sha256, text } = draft
  const { at, signature } = await admin.signStatement(at => statementOfRoster(text, at))
  await admin.post('/api/v1/roster/signatures', { sha256, at, signature })
}
