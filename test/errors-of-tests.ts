/**
 * Tells Node's runner of which test an error is that nobody caught, for less than it costs the runner to find out: by a hook
 * of its own it follows every promise of the process, each of which is then costly to make and to collect: 6 to 22 % of the
 * processor time of a file. Here what runs within a test carries its id along, by AsyncLocalStorage, which needs no hook.
 *
 * Loaded first into a process of tests (node --import). Only the runner is given this, while it is loaded: whoever else
 * asks for node:async_hooks has Node's own. A runner that asks for something else follows promises as before.
 */
import hooks from 'node:async_hooks'
import { isMainThread } from 'node:worker_threads'

const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId } = hooks

const within = new AsyncLocalStorage<number>()
const begun: Scope[] = []
/** What the runner would hear of whatever is made: it keeps the tests among them by their ids. */
let made: hooks.HookCallbacks['init']

/** A test, mostly. */
class Scope extends AsyncResource {
  /** Of a test, and kept by it. */
  declare readonly finished?: boolean

  override runInAsyncScope<This, Result>(
    act: (this: This, ...args: unknown[]) => Result,
    self: This,
    ...args: unknown[]
  ): Result {
    const id = this.asyncId()
    made?.(id, 'Scope', this.triggerAsyncId(), this)
    begun.push(this)
    return super.runInAsyncScope(() => within.run(id, () => Reflect.apply(act, self, args)))
  }
}

/** Whether the runner is about to be told of an error. */
let isError = false

/** What comes from outside of the process, as by a socket, carries nothing: an error of that is of the test that began last. */
function current(): number {
  const last = isError ? begun.findLast(({ finished }) => finished === false) : undefined
  isError = false
  return within.getStore() ?? last?.asyncId() ?? executionAsyncId()
}

function createNone(heard: hooks.HookCallbacks): hooks.AsyncHook {
  made = heard.init
  const hook: hooks.AsyncHook = { enable: () => hook, disable: () => hook }
  return hook
}

// Threads that a test starts run no tests.
if (isMainThread) {
  process.on('uncaughtExceptionMonitor', () => {
    isError = true
  })
  Object.assign(hooks, { AsyncResource: Scope, executionAsyncId: current, createHook: createNone })
  await import('node:test')
  Object.assign(hooks, { AsyncResource, executionAsyncId, createHook })
}
