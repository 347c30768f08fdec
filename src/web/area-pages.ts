/**
 * An area of the product as the console's frame sees it: where it stands in the navigation and who may go there, what a
 * change of it makes old, which words its entries of the trail have. Everything else comes with its pages.
 */
import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { Role } from '../authority/actor.ts'
import type { Change, Changes } from '../authority/unit-of-work.ts'
import type { Both, Words } from './words/both.ts'

/** What is at an address, and below it. */
export interface Place {
  /** Its first page. */
  readonly path: string
  readonly title: Both
  /** The server decides again at every request; this only spares people doors that will not open. */
  readonly roles: readonly Role[]
}

export interface Section extends Place {
  /** In the navigation: the smaller, the nearer to its beginning. */
  readonly place: number
  /** Whose own work it is: for them it stands right after the first. */
  readonly isFirstFor?: readonly Role[]
  /** How much waits there for whoever is signed in: beside its title, and in the browser's. Of one section alone. */
  readonly count?: () => Promise<number>
}

/** Of what a section counts. */
export const COUNT_KEY = 'waiting'

export interface AreaPages {
  readonly sections: readonly Section[]
  /** Pages beside them, in no navigation, that not every role may see. */
  readonly pages?: readonly Place[]
  /**
   * What a change makes old: names of queries, by their first words. Query keys begin with what they hold: ['rounds', …]
   * lists, ['round', id, …] one round.
   */
  readonly touches?: {
    readonly [Is in keyof Changes]?: (change: Change & { readonly is: Is }) => readonly string[][]
  }
  /** In the header of every page behind the sign-in: small, since it comes with the first. */
  readonly Tool?: ComponentType
  /** On the page of one's account, for whom it is something. */
  readonly account?: {
    /** Of no other area. */
    readonly name: string
    readonly roles: readonly Role[]
    readonly Panel: ComponentType
  }
  /** What its entries of the trail are called, by the names that the server writes; with the page of the trail. */
  readonly trail?: () => Promise<{ readonly trailWords: Words }>
}

/** Of all areas, in the order of the navigation. */
export function sectionsOf(areas: readonly AreaPages[], role: Role): readonly Section[] {
  return areas
    .flatMap(({ sections }) => sections)
    .filter(({ roles }) => roles.includes(role))
    .toSorted((a, b) => placeFor(a, role) - placeFor(b, role))
}

/** What the page is in, where that is another role's; a page of no section is everybody's. */
export function notYours(areas: readonly AreaPages[], role: Role, page: string): Place | null {
  const place = areas
    .flatMap(({ sections, pages = [] }): readonly Place[] => [...sections, ...pages])
    .find(({ path }) => page === path || page.startsWith(`${path}/`))
  return place === undefined || place.roles.includes(role) ? null : place
}

export function maySee(areas: readonly AreaPages[], role: Role, page: string): boolean {
  return notYours(areas, role, page) === null
}

/** After the overview, which is at 0, and before everything else. */
const FIRST = 0.5

function placeFor({ place, isFirstFor = [] }: Section, role: Role): number {
  return isFirstFor.includes(role) ? FIRST : place
}

export function onChange(
  areas: readonly AreaPages[],
  cache: Pick<QueryClient, 'invalidateQueries'>,
  data: unknown,
): void {
  for (const queryKey of touched(areas, data as Change)) void cache.invalidateQueries({ queryKey })
}

/** A later server may send changes that nothing here knows: they make nothing old. */
export function touched(areas: readonly AreaPages[], change: Change): readonly string[][] {
  return areas.flatMap(({ touches }) => {
    // Found under the very name of the change that it tells of.
    const touch = touches?.[change.is] as ((change: Change) => readonly string[][]) | undefined
    return touch?.(change) ?? []
  })
}
