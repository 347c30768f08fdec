/**
 * Two operators' own systems as the demo plays them: they find the announcement in the files of their node, play it to so many made-up
 * calls, and say how many in a file beside it.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TownHost } from './host.ts'
import type { DemoOperator } from './operators.ts'

/** Of the largest operators: whose systems play announcements. */
export const RINGING = 2
/** Made up: of so many subscribers one is called while it is on. */
const CALLED_OF = 20

export interface Answered {
  readonly operator: DemoOperator
  readonly calls: number
}

/** What `announcement.json` says of those that there are. */
export async function announcementsAt(
  host: TownHost,
  operator: DemoOperator,
): Promise<readonly { folder: string; state: string }[]> {
  const root = join(host.nodeData(operator), 'announcements', 'live')
  const found: { folder: string; state: string }[] = []
  for (const name of await readdir(root).catch(() => [])) {
    const folder = join(root, name)
    const text = await readFile(join(folder, 'announcement.json'), 'utf8').catch(() => null)
    if (text !== null) found.push({ folder, state: (JSON.parse(text) as { state: string }).state })
  }
  return found
}

/** Null: nothing is to be heard there yet. */
export async function playToCallers(host: TownHost, operator: DemoOperator): Promise<Answered | null> {
  const [found] = (await announcementsAt(host, operator)).filter(({ state }) => state === 'heard')
  if (found === undefined) return null
  const calls = Math.ceil(operator.subscribers / CALLED_OF)
  const told = { calls, asOf: new Date().toISOString(), final: false }
  await writeFile(join(found.folder, 'calls.json'), JSON.stringify(told))
  return { operator, calls }
}
