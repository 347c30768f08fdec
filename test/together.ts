/**
 * Runs the test files that are named, one after another, in this one process: node test/together.ts FILE…
 * For many small ones, whose tests take less than a process takes to start.
 */
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

// No test begins before its file, and all others, have been read to their ends: as it is where a file has a process of its own.
const { promise: areRead, resolve } = Promise.withResolvers<void>()
test('the files that run in one process can be read', async () => await areRead)

// A file that cannot be read is a test that fails: what the others have open is closed at their end, and the process with it.
for (const file of process.argv.slice(2))
  await import(pathToFileURL(file).href).catch((error: unknown) =>
    test(`${file} can be read`, () => {
      throw error
    }),
  )
resolve()
