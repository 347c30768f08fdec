/**
 * One browser for all tests of a process, one for each set of flags: to start it costs as much as a short test. What a test
 * opened in it ends with the test.
 */
import { after, type TestContext } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from './chromium.ts'

const started = new Map<string, Promise<Browser>>()

after(async () => {
  for (const browser of started.values()) await (await browser).close()
})

export async function browserFor(t: TestContext, flags: readonly string[] = []): Promise<Browser> {
  const of = flags.join(' ')
  const known = await started.get(of)
  const isThere = known?.isConnected() ?? false
  if (!isThere) started.set(of, launch(flags))
  const browser = await (started.get(of) as Promise<Browser>)
  t.after(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  return browser
}
