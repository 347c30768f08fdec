/** What there is at this operator to send to and over: its lists and the lanes of its two sides, taken at the start. */
import { join } from 'node:path'
import type { Log } from '../base/log.ts'
import { type ListFile, ListStore, type Lists } from './lists.ts'
import type { Lanes, Sides } from './sides.ts'

export interface Holdings {
  readonly operator: string
  readonly sides: Sides
  readonly lists: Lists
}

export interface HoldingsOptions {
  /** The node's own: journal, lists, rounds. */
  readonly directory: string
  /** A file for each list. */
  readonly lists: {
    readonly audience: string
    readonly provinces: readonly { code: string; asOf: string; file: string }[]
    readonly excludes: readonly { name: string; file: string }[]
    readonly languages: readonly { language: string; file: string }[]
  }
  readonly lanes: Lanes<'live'>
  readonly exercise: { readonly audience: string; readonly lanes: Lanes<'exercise'> } | null
  readonly country: string
  readonly log: Log
  /** Asks the imports to end. */
  readonly signal: AbortSignal
}

/** Imports what was not imported before. Fails as ListStore does. */
export async function takeHoldings(options: HoldingsOptions, operator: string): Promise<Holdings> {
  const { country, log, signal, directory } = options
  const listStore = new ListStore({ directory: join(directory, 'lists'), country, log })
  const take: Take = async (file, called) => await listStore.take(file, called, signal)
  const sides = await takeSides(options, take)
  const lists = await takeLists(options.lists, take)
  listStore.clear()
  return { operator, sides, lists }
}

type Take = (file: string, called: string) => Promise<ListFile>

async function takeSides(options: HoldingsOptions, take: Take): Promise<Sides> {
  const { lists, lanes, exercise } = options
  const live = { purpose: 'live', audience: await take(lists.audience, 'audience'), lanes } as const
  if (exercise === null) return { live, exercise: null }
  const audience = await take(exercise.audience, 'exercise-audience')
  return { live, exercise: { purpose: 'exercise', audience, lanes: exercise.lanes } }
}

/** One after another: each may fill the memory. */
async function takeLists(lists: HoldingsOptions['lists'], take: Take): Promise<Lists> {
  const provinces = []
  for (const { code, asOf, file } of lists.provinces)
    provinces.push({ code, asOf, list: await take(file, `province ${code}@${asOf}`) })
  const excludes = []
  for (const { name, file } of lists.excludes) excludes.push({ name, list: await take(file, `exclude ${name}`) })
  const languages = []
  for (const { language, file } of lists.languages)
    languages.push({ language, list: await take(file, `language ${language}`) })
  return { provinces, excludes, languages }
}
