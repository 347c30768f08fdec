/** Processes of a drill that it has not started itself: found among those of this machine. */
import { readdirSync, readFileSync } from 'node:fs'

/** The process that a server has started for its media; null: it has none. */
export function mediaProcessOf(server: number | null): number | null {
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    try {
      const [, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /, '')
        .split(' ')
      const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')
      if (Number(parent) === server && words.includes('media')) return pid
    } catch {}
  }
  return null
}
