/**
 * Everyone comes to a new authority: the first administrator by the one-time link, the others by its invitations.
 *
 * Invariant: each operator is there before its engineer is.
 */
import type { Person } from '../src/areas/access/model.ts'
import type { Role } from '../src/authority/actor.ts'
import { AuthorityClient, type Signed } from './authority-client.ts'
import { tokenOf } from './links.ts'
import type { DemoOperator } from './operators.ts'
import type { DemoAccount } from './people.ts'
import { giveKeys, signRoster } from './signers.ts'

/** By the role of each, signed in. */
export async function arrive(
  url: string,
  setupLink: string,
  {
    accounts,
    operators,
  }: { accounts: readonly DemoAccount[]; operators: readonly Pick<DemoOperator, 'id' | 'name'>[] },
): Promise<Signed> {
  const [first, ...others] = accounts
  const { name, email, password } = first
  const token = tokenOf(setupLink)
  await new AuthorityClient(url).post('/api/v1/setup', { token, name, email, password })
  const admin = await signIn(url, first)
  for (const { id, name } of operators) await admin.post('/api/v1/operators', { id, name })
  for (const account of others) await invite(url, admin, account)
  const signed = new Map([[first.role, admin], ...(await signInAll(url, others))])
  await giveKeys(signed, accounts)
  await signRoster(signed)
  return signed
}

/** Again, after the authority was restored or stands elsewhere. */
export async function signInAll(url: string, accounts: readonly DemoAccount[]): Promise<Signed> {
  const signed = new Map<Role, AuthorityClient>()
  for (const account of accounts) signed.set(account.role, await signIn(url, account))
  return signed
}

async function signIn(
  url: string,
  { email, password, signingKey }: Pick<DemoAccount, 'email' | 'password' | 'signingKey'>,
): Promise<AuthorityClient> {
  const client = new AuthorityClient(url, signingKey ?? null)
  await client.signIn(email, password)
  return client
}

async function invite(url: string, admin: AuthorityClient, account: DemoAccount): Promise<void> {
  const { name, email, role, operator, password } = account
  const { link } = await admin.post<{ person: Person; link: string }>('/api/v1/people', {
    name,
    email,
    role,
    ...(operator !== null && { operator }),
  })
  await new AuthorityClient(url).post('/api/v1/invitations/accept', { token: tokenOf(link), password })
}
