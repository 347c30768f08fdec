/**
 * A document that two people sign, declared once: what each of its steps is called, takes and answers.
 *
 *   const instructions = documentKind({ of: 'Instruction', at: '/api/v1/instructions/{id}', …, steps: { save: …, submit: … } })
 *
 *   ...instructions.rows                            of the contract: saveInstruction, submitInstruction, by the names of its steps
 *   stepUseCases(work, instructions, …)             what they do, and stepHandlers for the rows (document-steps.ts)
 *
 * Who may approve proves who they are, unless a passkey signs; a step that is asked for twice is done once. Pure.
 */
import { z } from 'zod'
import { type Actor, paragraph } from './actor.ts'
import { APPROVERS, type PeopleAccess, type Row, row, type Shape } from './contract.ts'
import { givenSignature } from './said.ts'

/** That was opened. */
export const version = z.int().min(1)
/** The same, of what may not be there yet: 0. */
export const revision = z.int().min(0)
/** Why it is sent back, or stopped. */
export const reason = paragraph.pipe(z.string().min(1))
/** Where the authority has a roster, the act is signed. */
export const signature = givenSignature.optional()

/** A step, as it is declared: what is usual of its name is left out. */
export interface StepGiven extends Partial<Pick<Row, 'fresh' | 'size' | 'values'>> {
  readonly summary: string
  /** Default: nothing. */
  readonly body?: z.ZodType
  /** Default: approvers approve and send back, writers do all else. */
  readonly may?: PeopleAccess
  /** The version that its body names is not the one that was opened. */
  readonly isOfAnother?: true
}
export type StepsGiven = Readonly<Record<string, StepGiven>>

type Taken<Step> = Step extends { readonly body: infer Body extends z.ZodType } ? Body : null
/** What of a row follows from its step, and is known exactly. */
type Exact = 'method' | 'path' | 'may' | 'params' | 'query' | 'body' | 'octets' | 'answer'

type StepRows<Of extends string, At extends string, Params, Answer, Steps> = {
  readonly [Name in keyof Steps & string as `${Name}${Of}`]: Omit<Row, Exact> & {
    readonly method: Name extends 'save' ? 'put' : 'post'
    readonly path: Name extends 'save' ? At : `${At}/${Name}`
    readonly may: PeopleAccess
    readonly params: Params
    readonly query: null
    readonly body: Taken<Steps[Name]>
    readonly octets: null
    readonly answer: Answer
  }
}

export interface DocumentKind<
  Of extends string,
  At extends string,
  Params extends Shape | null,
  Answer extends z.ZodType,
  Steps extends StepsGiven,
> {
  /** As the names of its rows and use cases end. */
  readonly of: Of
  /** Null: there is but one such document. */
  readonly params: Params
  readonly steps: Steps
  readonly rows: StepRows<Of, At, Params, Answer, Steps>
}

export function documentKind<
  const Of extends string,
  const At extends string,
  Params extends Shape | null,
  Answer extends z.ZodType,
  const Steps extends StepsGiven,
>(given: {
  readonly of: Of
  /** The path of one: it is saved there, and each step is below it. */
  readonly at: At
  readonly params: Params
  /** The document as it is after a step. */
  readonly answer: Answer
  readonly writers: PeopleAccess
  readonly steps: Steps
}): DocumentKind<Of, At, Params, Answer, Steps> {
  const { of, at, params, answer, writers, steps } = given
  const rows = Object.entries<StepGiven>(steps).map(([name, step]) => {
    const { body = null, may, isOfAnother: _, ...rest } = step
    const isApproval = name === 'approve'
    const whole = row({
      method: name === 'save' ? 'put' : 'post',
      path: name === 'save' ? at : `${at}/${name}`,
      may: may ?? (isApproval || name === 'return' ? APPROVERS : writers),
      params,
      body,
      answer,
      starts: name !== 'save',
      fresh: isApproval ? 'unless-passkey' : null,
      ...rest,
    })
    return [`${name}${of}`, whole]
  })
  // By construction: a row a step, of its own name and path.
  return { of, params, steps, rows: Object.fromEntries(rows) as never }
}

/** Of a step that takes nothing, none; of one whose body may be empty, none too. */
type Arguments<Body> = Body extends z.ZodType
  ? Record<string, never> extends z.input<Body>
    ? [body?: z.input<Body>]
    : [body: z.input<Body>]
  : []

/** By which its documents are told apart; nothing, where there is but one. */
type Key<Params> = Params extends Shape ? [key: string] : []

/** `submitInstruction(actor, id, body)`, for each step. */
export type StepUseCases<Kind> =
  Kind extends DocumentKind<infer Of, string, infer Params, infer Answer, infer Steps>
    ? {
        readonly [Name in keyof Steps & string as `${Name}${Of}`]: (
          actor: Actor,
          ...given: [...Key<Params>, ...Arguments<Taken<Steps[Name]>>]
        ) => Promise<z.output<Answer>>
      }
    : never

/** What a step is given where it is carried out. */
export type StepBody<Step> = Taken<Step> extends z.ZodType ? z.output<Taken<Step>> : undefined
