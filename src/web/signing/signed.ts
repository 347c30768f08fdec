/**
 * The signature that goes along with a deed; nothing where there is no roster. Its code comes when something is signed.
 *
 * The same deed tried again after a lost answer is the same request: it carries the signature that it had.
 */
import type { GivenSignature, Said } from '../../authority/said.ts'
import type { Statement } from '../../directive/statement.ts'
import { arriving } from '../page-code.ts'
import type { AsRead } from './digest.ts'
import type { Trusted } from './means.ts'

const code = arriving(() => import('./sign.ts'))

export type Signed = { readonly signature?: GivenSignature }

let last: { readonly deed: string; readonly signed: Signed } | null = null

/** `read`: what it is of, for whoever shows it once more before it is signed. `once`: the key of the deed. */
export async function signed(
  said: Said | Omit<Statement, 'at'>,
  read: AsRead,
  once: string,
  trusted?: readonly Trusted[],
): Promise<Signed> {
  if (said.sha256 !== read.sha256) throw new Error('another digest than that of the text')
  const deed = JSON.stringify([once, said])
  if (last?.deed === deed) return last.signed
  const { sign } = await code()
  const signature = await sign(said, read, trusted)
  last = { deed, signed: signature === null ? {} : { signature } }
  return last.signed
}
