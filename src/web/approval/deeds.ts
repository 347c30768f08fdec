/**
 * The deeds of something that two people agree on: submit, withdraw, approve, return and the like. Each answers with the
 * item as it is then, which is kept; one that meets another state than was shown has what is there shown.
 */
import type { QueryKey } from '@tanstack/react-query'
import type { Said } from '../../authority/said.ts'
import { ask, type Route } from '../api.ts'
import { type Deed, orShownAnew, useDeed } from '../parts/deed.ts'
import { digestAsRead } from '../signing/digest.ts'
import { signed } from '../signing/signed.ts'

/** What a route takes. */
export type BodyOf<Of extends Route> =
  NonNullable<Parameters<typeof ask<Of>>[1]> extends { readonly body?: infer Body } ? NonNullable<Body> : never

/** Bodies by the deeds' names, and how they are sent. */
export interface Deeds<Bodies> {
  /** Of the query that shows the item. */
  readonly shown: QueryKey
  readonly post: <Name extends keyof Bodies & string>(name: Name, body: Bodies[Name], once: string) => Promise<unknown>
}

/** Of the steps of a document (authority/document-kind.ts), but for what is added to all of them. */
export type StepBodies<At extends string, Steps extends string, Added extends string> = {
  readonly [Step in Steps]: `POST ${At}/${Step}` extends infer Of extends Route ? Omit<BodyOf<Of>, Added> : never
}

/** What a step signs: the text that stands on the page, and its digest as the server told it. */
export interface Signing {
  /** Null: the page cannot make it. */
  readonly text: string | null
  readonly said: Said
  readonly messages?: readonly string[]
}

/**
 * The steps of a document as it is shown. What is signed is signed before it is sent, over the text that stands on the page, whose digest
 * the browser makes itself.
 */
export function stepDeeds<Bodies>(of: {
  /** `/api/v1/instructions/{id}`: it is saved there, and each step is below it. */
  readonly at: string
  readonly params?: Readonly<Record<string, string>>
  readonly shown: QueryKey
  /** Sent along: what was opened, by version and digest. */
  readonly opened?: (step: keyof Bodies & string) => object
  readonly signs: (step: keyof Bodies & string) => Promise<Signing | null> | Signing | null
  /** Those that take nothing at all. */
  readonly bare?: readonly (keyof Bodies & string)[]
  /** What it answers with. */
  readonly keep: (answer: never) => unknown
}): Deeds<Bodies> {
  return {
    shown: of.shown,
    post: async (step, body, once) => {
      const signing = await of.signs(step)
      const read = signing && (await digestAsRead(signing.text, signing.said.sha256, signing.messages))
      const whole = { ...body, ...of.opened?.(step), ...(signing && read && (await signed(signing.said, read, once))) }
      const isBare = of.bare?.includes(step) ?? false
      // Of whatever kind: `Bodies` has checked the body by the very row.
      const route = step === 'save' ? `PUT ${of.at}` : `POST ${of.at}/${step}`
      const given = { params: of.params, once, ...(!isBare && { body: whole }) }
      of.keep((await ask(route as Route, given as never)) as never)
    },
  }
}

export function doDeed<Bodies, Name extends keyof Bodies & string>(
  deeds: Deeds<Bodies>,
  name: Name,
  body: Bodies[Name],
  once: string,
): Promise<unknown> {
  return orShownAnew(deeds.shown, deeds.post(name, body, once))
}

export interface ApprovalDeed<Bodies> extends Pick<Deed<unknown>, 'isBusy' | 'problem'> {
  /** Whether it was done. */
  readonly run: <Name extends keyof Bodies & string>(name: Name, body: Bodies[Name]) => Promise<boolean>
}

/** For buttons: deeds without a form. */
export function useApprovalDeed<Bodies>(deeds: Deeds<Bodies>): ApprovalDeed<Bodies> {
  type Name = keyof Bodies & string
  const { run, ...deed } = useDeed(([name, body]: [Name, Bodies[Name]], once) => doDeed(deeds, name, body, once))
  return { ...deed, run: (name, body) => run([name, body]) }
}
