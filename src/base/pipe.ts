/**
 * A named pipe as a stream that waits in no thread: one that nobody writes to would otherwise hold a thread of the process, and the
 * process with it, whatever ends it.
 */
import { constants, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'

/** What cannot be looked at is none: who opens it is told why. */
export function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO()
  } catch {
    return false
  }
}

/** Null: there is none. Fails as the system says. */
export function pipeAt(path: string): Socket | null {
  if (!isPipe(path)) return null
  // Opened at once, with or without a writer; it ends once there was one and is none.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}
