/** How soon the authority answers, from the start of its process, on an empty and on a full database. */

import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Children, lastSentence } from '../../src/app/children/children.ts'
import { benchFailure } from '../failures.ts'

export interface StartTimes {
  /** The first start of a program just installed: nothing of it is compiled yet, and there is no database. */
  readonly firstMs: number
  /** Slowest of a few, each on a directory that is not there yet. */
  readonly emptyMs: number
  /** The same on the full database. */
  readonly fullMs: number
}

const STARTS_MAX = 3

/**
 * `full`: a data directory that no server has. Who measures for a second or two is content with as many starts. Whoever waits no longer
 * ends `children` before the directory goes: one of them may still write there.
 */
export async function measureStarts(
  children: Children,
  { directory, full, seconds }: { directory: string; full: string; seconds: number },
): Promise<StartTimes> {
  const start = async (data: string, env: NodeJS.ProcessEnv) => await timed(children, data, env)
  const starts = Math.min(STARTS_MAX, seconds)
  const base = await mkdtemp(join(directory, 'starts-'))
  try {
    const cache = join(base, 'cache')
    const firstMs = await start(join(base, 'first'), { NODE_COMPILE_CACHE: cache })
    const empty: number[] = []
    const filled: number[] = []
    for (let i = 0; i < starts; i++) {
      empty.push(await start(join(base, `empty-${i}`), { NODE_COMPILE_CACHE: cache }))
      filled.push(await start(full, { NODE_COMPILE_CACHE: cache }))
    }
    return { firstMs, emptyMs: Math.max(...empty), fullMs: Math.max(...filled) }
  } finally {
    await rm(base, { recursive: true, force: true })
  }
}

/** Milliseconds until it has answered that its database answers. */
async function timed(children: Children, data: string, env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now()
  const server = children.loa(['serve', '--data', data, '--listen', '127.0.0.1:0', '--json'], env)
  try {
    const line = await server.line()
    if (line === null) {
      const { stderr } = await server.exit
      throw benchFailure('benchFailed', { name: 'loa serve', why: lastSentence(stderr) })
    }
    const { url } = JSON.parse(line) as { url: string }
    const response = await fetch(`${url}/readyz`)
    if (!response.ok) throw benchFailure('benchFailed', { name: '/readyz', why: response.statusText })
    await response.text()
    return performance.now() - began
  } finally {
    await children.endAll()
  }
}
