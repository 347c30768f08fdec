/**
 * Signs what somebody is about to do, as of now by the server's clock: a laptop's own may be off. Where the roster's passkeys sign on a page
 * of another origin, that page shows the text once more, makes the digest and the signature.
 */
import type { GivenSignature, Said } from '../../authority/said.ts'
import type { PersonSignature, Statement } from '../../directive/statement.ts'
import { Problem } from '../problem.ts'
import { queries } from '../session.ts'
import { signing } from '../words/signing.ts'
import type { AsRead } from './digest.ts'
import { type HeldKey, signWith } from './es256.ts'
import type { Trusted } from './means.ts'
import { askPage } from './page-window.ts'
import { signWithPasskey } from './passkey.ts'
import { meansHere, signingQuery } from './signing-query.ts'

/**
 * Null: there is no roster, and nothing is signed. Fails with a sentence that says what to do where there is nothing to
 * sign with. `trusted`: one's keys by another roster than the one in force.
 */
export async function sign(
  said: Said | Omit<Statement, 'at'>,
  read: AsRead,
  trusted?: readonly Trusted[],
): Promise<GivenSignature | null> {
  const here = await queries.fetchQuery(signingQuery)
  const means = meansHere(here, trusted)
  const at = new Date(Date.now() + here.aheadMs).toISOString()
  // A roster names its authority itself, and is under no other.
  const names = said.of === 'roster' ? {} : here.names
  const statement: Statement = { ...said, at, ...names }
  switch (means.is) {
    case 'none':
      return null
    case 'missing':
      throw new Problem({ status: 400, code: `signing-${means.why}`, sentence: signing[`missing.${means.why}`] })
    case 'demo':
      return { at, signature: await byKey(here.demo, statement) }
    case 'browser':
      return {
        at,
        signature: await byKey(
          here.kept.find(({ id }) => id === means.id),
          statement,
        ),
      }
    case 'passkey':
      return { at, signature: await signWithPasskey(statement, { relyingParty: here.relyingParty.id, ids: means.ids }) }
    case 'page': {
      const { text, messages } = read
      const { given } = await askPage(means.origin, {
        is: 'sign',
        said: { ...said, ...names },
        text,
        messages: [...messages],
        keys: [...means.ids],
        aheadMs: here.aheadMs,
      })
      return given
    }
  }
}

async function byKey(held: HeldKey | null | undefined, statement: Statement): Promise<PersonSignature> {
  if (held == null) throw new Error('a key that is not here was chosen')
  return { by: 'key', key: held.id, signature: await signWith(held, statement) }
}
