/**
 * A row of a contract with its handler, and what a handler is given. Routing, authorisation, validation, the OpenAPI
 * document and the test of who is refused all read the same rows.
 *
 * What a handler is given follows from who may call: `actor` where people may, the device's identity by its name where a
 * device may. A handler that asks for what it cannot have does not compile.
 */
import type { z } from 'zod'
import type { Actor } from '../authority/actor.ts'
import type { Contract, DeviceAccess, PeopleAccess, Row } from '../authority/contract.ts'
import type { Language } from '../base/failure.ts'
import type { Way } from './sign-in.ts'

export type Caller =
  | { readonly is: 'nobody' }
  | {
      readonly is: 'person'
      readonly actor: Actor
      readonly session: string
      /** When they last proved who they are. */
      readonly sinceMs: number
      readonly by: Way
    }
  | { readonly is: 'key'; readonly actor: Actor; readonly key: string }
  | {
      readonly is: 'device'
      readonly device: string
      /** What others count it by. */
      readonly name: string
      readonly identity: unknown
    }

export interface Call {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly caller: Caller
  readonly language: Language
  readonly request: Request
  /** Address of the caller, as far as the server can know it. */
  readonly address: string
  /** Ends the connection at once. */
  readonly cut: () => void
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** What a handler is given of its caller: the person, or the device under its name; nothing where anybody may call. */
type CallerIdentity<May> = May extends PeopleAccess
  ? { readonly actor: Actor }
  : May extends DeviceAccess<infer Name, infer Identity>
    ? Readonly<Record<Name, Identity>>
    : unknown

export type CallOf<Of extends Row> = Omit<Call, 'params' | 'query' | 'body'> & {
  readonly params: Parsed<Of['params']>
  readonly query: Parsed<Of['query']>
  readonly body: Of['octets'] extends readonly string[] ? Buffer : Parsed<Of['body']>
} & CallerIdentity<Of['may']>

export type Handlers<Of extends Contract> = {
  readonly [Name in keyof Of]: (call: CallOf<Of[Name]>) => Promise<unknown>
}

export interface Route extends Row {
  /** operationId of the OpenAPI document. */
  readonly name: string
  /** Of what lives in the memory of one process: whichever is asked, the one whose shift it is carries it out (forward.ts). */
  readonly onShift?: true
  handle(call: Call): Promise<unknown>
}

export function onShift(routes: readonly Route[]): Route[] {
  return routes.map(route => ({ ...route, onShift: true }))
}

export function routesOf<Of extends Contract>(contract: Of, handlers: Handlers<Of>): Route[] {
  return Object.entries(contract).map(([name, row]) => ({
    ...row,
    name,
    // Params, query and body were parsed by the schemas of this very row, and `known` added what its access knows.
    handle: handlers[name] as unknown as Route['handle'],
  }))
}

/** What is known of a caller who may call: the part of a call that follows from the row's access. */
export function known(caller: Caller): object {
  switch (caller.is) {
    case 'nobody':
      return {}
    case 'person':
    case 'key':
      return { actor: caller.actor }
    case 'device':
      return { [caller.device]: caller.identity }
  }
}
