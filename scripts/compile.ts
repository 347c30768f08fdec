/**
 * Compiles once what many processes are about to load, in the demo and in tests, several of them at the same time, and leaves it where
 * `NODE_COMPILE_CACHE` says. Nothing is compiled where that was done before; a process that is killed leaves nothing.
 */
import { flushCompileCache } from 'node:module'
import { endProcess } from '../src/base/signals.ts'

await Promise.all([
  import('../src/app/serve/server.ts'),
  import('../src/operator/node.ts'),
  import('../src/round/sender.ts'),
  import('../town/country.ts'),
  import('../tools/smsc/centre.ts'),
])
flushCompileCache()
endProcess(0)
