/**
 * Loaded first into a child that `children.ts` starts (`node --import`): the child ends when its parent is gone,
 * however that went, and tells at its end what it cost. Changes nothing else about the program.
 */
import { readFileSync, writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** A pipe to the parent for one line of JSON; 3 is Node's own channel to it. */
export const USAGE_FD = 4

/** What a process cost from its start to its end, all its threads together. */
export interface Usage {
  readonly cpuSeconds: number
  /** Peak resident set. */
  readonly peakBytes: number
}

// Threads inherit the flag of their process; they are tied with it.
if (isMainThread && process.channel !== undefined && process.env.LOA_TIED === '1') {
  delete process.env.LOA_TIED
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage()
    const usage: Usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: peakBytes() }
    try {
      writeSync(USAGE_FD, `${JSON.stringify(usage)}\n`)
    } catch {
      // The parent is gone: nobody wants to know.
    }
  })
}

/** On Linux `maxRSS` is that of the parent at the fork where that was larger: the kernel knows this program's own. */
function peakBytes(): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  } catch {}
  return process.resourceUsage().maxRSS * 1024
}
