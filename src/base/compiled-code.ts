/**
 * Compiled code is kept between starts where `NODE_COMPILE_CACHE` says, and Node writes it when a process ends. One that is killed
 * never comes to that: the next would compile all of it again, at the very time when it is waited for.
 *
 * The process stands still while it writes: for a few hundred milliseconds where nothing was kept yet, for two or three where all was.
 */
import * as modules from 'node:module'

/** At once: of what has been read so far. A Node before 22.10 keeps none. */
export function keepCompiledCode(): void {
  const { flushCompileCache }: Partial<typeof modules> = modules
  flushCompileCache?.()
}

/** Once, so long from now: of what was read meanwhile. */
export function keepCompiledCodeAfter(ms: number): void {
  setTimeout(keepCompiledCode, ms).unref()
}
