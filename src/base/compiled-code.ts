/**
 * Compiled code is kept between starts where `NODE_COMPILE_CACHE` says, and Node writes it when a process ends. One that is killed
 * never comes to that: the next would compile all of it again, at the very time when it is waited for.
 */
import * as modules from 'node:module'

/** Once, so long from now. A Node before 22.10 keeps none. */
export function keepCompiledCode(afterMs: number): void {
  const { flushCompileCache }: Partial<typeof modules> = modules
  if (flushCompileCache !== undefined) setTimeout(flushCompileCache, afterMs).unref()
}
