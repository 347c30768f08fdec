/** Sign-in as the rest of the server sees it, and what it needs. Who does it is opened by sign-in-opening.ts. */

import type { Kysely } from 'kysely'
import type { Role } from '../authority/actor.ts'

/** Before the names of sign-in's cookies. Over https a browser takes one of such a name from this very host alone (RFC 6265bis, 4.1.3.2). */
export function cookiePrefix(origin: string): string {
  return origin.startsWith('https:') ? '__Host-loa' : 'loa'
}

/** Whose name is after the prefix. */
export type SignInCookie = 'session_token' | 'two_factor'

/** Whether that is what a browser sends, or is told to keep. */
export function isCookie(name: SignInCookie, cookie: string): boolean {
  return ['__Host-loa', 'loa'].some(prefix => cookie.startsWith(`${prefix}.${name}=`))
}

export interface OidcProvider {
  /** As the sign-in page names it. */
  readonly name: string
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface SignedIn {
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: Role
    readonly operator: string | null
  }
  /** Id of the session, never its token. */
  readonly session: string
  /** When they last proved who they are, in milliseconds since 1970. */
  readonly sinceMs: number
  readonly by: Way
}

/**
 * How a session was begun: by the password alone, by it and a code, by a passkey, whose device has verified its holder, or by
 * the OpenID Connect provider, which asks for what it wants to.
 */
export type Way = 'password' | 'code' | 'passkey' | 'provider'

/**
 * Of the second factor that a role must have. unused: there is one, and the session was begun without it; missing: there is
 * none yet.
 */
export type FactorState = 'fine' | 'unused' | 'missing'

/** How passwords become what is stored of them. */
export interface PasswordHashing {
  hash(password: string): Promise<string>
  verify(given: { hash: string; password: string }): Promise<boolean>
}

/** Opens a transaction, in which `answered` gives the answer before it is sent. */
export type Write = (answered: () => Promise<Response>) => Promise<unknown>

export interface SignIn {
  /**
   * A request below /api/auth/, answered by better-auth. With `write`, what it changes is part of the transaction that `write`
   * opens; to throw takes it back.
   */
  respond(request: Request, address: string, write?: Write): Promise<Response>
  who(cookie: string): Promise<SignedIn | null>
  /** The id of whoever has given a password, and whose second factor is asked for. */
  challenged(cookie: string): Promise<string | null>
  /** Whether the second factor that this person's role must have was given; a role that needs none is fine. */
  factorOf(caller: {
    readonly actor: { readonly id: string; readonly role: Role }
    readonly by: Way
  }): Promise<FactorState>
  /** Of which step of time a code of this person is; null: of none that counts now. */
  stepOfCode(person: string, code: string): Promise<number | null>
  /** So that who comes first waits no longer than who comes later. */
  load(): Promise<void>
  /** What nobody but this server can have made of this. */
  seal(text: string): string
  hash(password: string): Promise<string>
}

export interface SignInOptions {
  // biome-ignore lint/suspicious/noExplicitAny: better-auth asks for any database, and brings its own tables
  kysely: Kysely<any>
  /** From the first write of `act` on, what it asks of `kysely` is part of what `write` opens. */
  within: (write: Write, act: () => Promise<Response>) => Promise<Response>
  /** Where `act` fails, or comes to what is a failure, after the database has: fails as the database did. */
  truly: <Result>(act: () => Promise<Result>, isFailure?: (result: Result) => boolean) => Promise<Result>
  secret: string
  name: string
  /** The first is where people open the console; all are our own. */
  origins: readonly string[]
  oidc: OidcProvider | null
  /** Who must give a second factor. */
  asksFactorOf: ReadonlySet<Role>
  log: (level: 'error' | 'warn', message: string) => void
  passwords?: PasswordHashing
}

/** What better-auth does of it. */
export type Library = Omit<SignIn, 'seal' | 'load'>
