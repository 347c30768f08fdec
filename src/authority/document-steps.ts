/**
 * The steps of a kind of document as use cases: one transaction each, in the order of approving.ts, with what is this kind's own in a
 * table of acts.
 *
 *   body parsed ─► carried out: known, may they, signed, act, put, trail, told ─► the document as it is then
 */

import type { z } from 'zod'
import type { Actor } from './actor.ts'
import { type Approvable, carryOut } from './approving.ts'
import type { Shape } from './contract.ts'
import type { DocumentKind, StepBody, StepGiven, StepsGiven, StepUseCases } from './document-kind.ts'
import type { GivenSignature } from './said.ts'
import type { Transaction, UnitOfWork } from './unit-of-work.ts'

/** What an act is given, in the transaction of its step. */
export interface Acting<Known, Body> {
  readonly known: Known
  readonly body: Body
  readonly actor: Actor
  readonly tx: Transaction
  /** By which its documents are told apart. */
  readonly key: string
}

/** What each step changes of it. */
export type Acts<Kind extends { readonly steps: StepsGiven }, Known, Change> = {
  readonly [Name in keyof Kind['steps']]: (of: Acting<Known, StepBody<Kind['steps'][Name]>>) => Promise<Change>
}

/** What of a body every kind reads alike. */
interface Named {
  readonly version?: number
  readonly revision?: number
  readonly reason?: string
  readonly signature?: GivenSignature
}

export function stepUseCases<
  Of extends string,
  At extends string,
  Params extends Shape | null,
  Answer extends z.ZodType,
  const Steps extends StepsGiven,
  State extends string,
  Known,
  Change,
>(
  work: UnitOfWork,
  kind: DocumentKind<Of, At, Params, Answer, Steps>,
  its: {
    /** One of them as what two people approve; `body`: of the step, where that says more. */
    readonly approvable: (key: string, body: unknown) => Approvable<keyof Steps & string, State, Known, Change>
    readonly acts: Acts<{ readonly steps: Steps }, Known, Change>
    readonly shown: (tx: Transaction, actor: Actor, key: string) => Promise<z.output<Answer>>
    /** After the commit. */
    readonly told?: (step: keyof Steps & string, key: string) => void
  },
): StepUseCases<DocumentKind<Of, At, Params, Answer, Steps>> {
  const names = Object.keys(kind.steps) as (keyof Steps & string)[]
  const useCases = names.map(name => {
    const { body: schema, isOfAnother } = kind.steps[name] as StepGiven
    const act = its.acts[name]
    const useCase = async (actor: Actor, ...all: readonly unknown[]) => {
      const [key, given] = kind.params === null ? [THE_ONLY, all[0]] : [all[0] as string, all[1]]
      const body = schema?.parse(given ?? {})
      const { version, revision, reason, signature } = (body ?? {}) as Named
      const wanted = { action: name, ...(isOfAnother ? {} : { version: version ?? revision }), reason, signature }
      const shown = await work.transaction(async tx => {
        const approvable = its.approvable(key, body)
        await carryOut(
          tx,
          approvable,
          actor,
          wanted,
          async (known, inside) => await act({ known, actor, key, tx: inside, body: body as never }),
        )
        return await its.shown(tx, actor, key)
      })
      its.told?.(name, key)
      return shown
    }
    return [`${name}${kind.of}`, useCase]
  })
  // By construction: a use case a step, of its own name.
  return Object.fromEntries(useCases) as never
}

interface StepCall {
  readonly actor: Actor
  readonly params: unknown
  readonly body: unknown
}

/** Of a document of which there is but one. */
const THE_ONLY = ''

/** Each row to the use case of its name. `key`: of the path. Default: its only one, `id`. */
export function stepHandlers<
  Of extends string,
  At extends string,
  Params extends Shape | null,
  Answer extends z.ZodType,
  Steps extends StepsGiven,
>(
  kind: DocumentKind<Of, At, Params, Answer, Steps>,
  useCases: StepUseCases<DocumentKind<Of, At, Params, Answer, Steps>>,
  key: (params: z.output<NonNullable<Params>>) => string = params => (params as { id: string }).id,
): {
  readonly [Name in keyof Steps & string as `${Name}${Of}`]: (call: StepCall) => Promise<z.output<Answer>>
} {
  type UseCase = (actor: Actor, ...given: readonly unknown[]) => Promise<z.output<Answer>>
  // Its body was parsed by the schema of this very row.
  const all = useCases as unknown as Readonly<Record<string, UseCase>>
  const handlers = Object.keys(kind.rows).map(name => [
    name,
    async ({ actor, params, body }: StepCall) =>
      kind.params === null
        ? await all[name](actor, body)
        : await all[name](actor, key(params as z.output<NonNullable<Params>>), body),
  ])
  return Object.fromEntries(handlers) as never
}
