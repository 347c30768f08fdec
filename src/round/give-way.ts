/**
 * Whoever asks, watches or stops goes first: the thread that sends would else keep others on its machine waiting for a core.
 * On Linux 0 is the calling thread; elsewhere it is the whole process, which is left as it is. So is a thread that gives way
 * already, or that the system does not let: no round fails for this.
 */
import os from 'node:os'

const BELOW_NORMAL = os.constants.priority.PRIORITY_BELOW_NORMAL

interface Priorities {
  getPriority(pid: number): number
  setPriority(pid: number, priority: number): void
}

export function giveWay(system: Priorities = os): void {
  if (process.platform !== 'linux') return
  try {
    if (system.getPriority(0) < BELOW_NORMAL) system.setPriority(0, BELOW_NORMAL)
  } catch {
    // As it was, then.
  }
}
