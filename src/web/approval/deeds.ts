/**
 * The deeds of something that two people agree on: submit, withdraw, approve, return and the like. Each answers with the
 * item as it is then, which is kept; one that meets another state than was shown has what is there shown.
 */
import type { QueryKey } from '@tanstack/react-query'
import type { ask, Route } from '../api.ts'
import { type Deed, orShownAnew, useDeed } from '../parts/deed.ts'

/** What a route takes. */
export type BodyOf<Of extends Route> =
  NonNullable<Parameters<typeof ask<Of>>[1]> extends { body: infer Body } ? Body : never

/** Bodies by the deeds' names, and how they are sent. */
export interface Deeds<Bodies> {
  /** Of the query that shows the item. */
  readonly shown: QueryKey
  readonly post: <Name extends keyof Bodies & string>(
    name: Name,
    body: Bodies[Name],
    once: string,
  ) => Promise<unknown>
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
  readonly run: <Name extends keyof Bodies & string>(
    name: Name,
    body: Bodies[Name],
  ) => Promise<boolean>
}

/** For buttons: deeds without a form. */
export function useApprovalDeed<Bodies>(deeds: Deeds<Bodies>): ApprovalDeed<Bodies> {
  type Name = keyof Bodies & string
  const { run, ...deed } = useDeed(([name, body]: [Name, Bodies[Name]], once) =>
    doDeed(deeds, name, body, once),
  )
  return { ...deed, run: (name, body) => run([name, body]) }
}
