/**
 * Bounces on their way from the mail server to the program that runs: a folder, a file each. Whoever is called by the mail server
 * puts one there and ends; the server takes them when it looks. A crash loses none; one that is taken twice says the same twice.
 * Knows no area: what a mark means is the taker's.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { draftOf, syncFolder } from '../../base/durable-files.ts'
import { MARK } from './return-path.ts'

/** Beyond, whoever sends them is no mail server. */
const FILES_MAX = 10_000
const TAKEN_AT_ONCE = 500

const bounceNote = z.strictObject({
  mark: z.string().regex(MARK),
  is: z.enum(['failed', 'delayed', 'complaint']),
  status: z.string().max(12).nullable(),
  isGone: z.boolean(),
})
/** What of a bounce matters: of which mail, and what it said. No address. */
export type BounceNote = Readonly<z.infer<typeof bounceNote>>

/** On the disk before this resolves. False: there are too many already. */
export async function putBounce(folder: string, note: BounceNote): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length >= FILES_MAX) return false
  const path = join(folder, `${randomUUID()}.json`)
  const draft = draftOf(path)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify(note))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(path)
  return true
}

/** Each is handed over and then deleted; one that is handed over in vain stays. How many were. */
export async function takeBounces(folder: string, hand: (note: BounceNote) => Promise<void>): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  let taken = 0
  for (const name of names.filter(name => name.endsWith('.json')).slice(0, TAKEN_AT_ONCE)) {
    const path = join(folder, name)
    const note = bounceNote.safeParse(parsed(await readFile(path, 'utf8')))
    // What is no bounce was put there by nobody of ours.
    if (note.success) {
      await hand(note.data)
      taken++
    }
    await rm(path)
  }
  return taken
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
