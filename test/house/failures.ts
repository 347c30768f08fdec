/** The failures of all rooms, for what looks at every sentence, file by file: those of a new room are found as they are added. */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FailureTable } from '../../src/base/failure.ts'

const ROOT = join(import.meta.dirname, '../..')

export async function failureTables(): Promise<readonly FailureTable[]> {
  const found: FailureTable[] = []
  for (const file of globSync('{src,town,bench}/**/failures.ts', { cwd: ROOT }).toSorted()) {
    const exported = (await import(pathToFileURL(join(ROOT, file)).href)) as Record<string, unknown>
    const tables = Object.entries(exported).filter(([name]) => name.endsWith('_FAILURES'))
    assert.ok(tables.length > 0, `${file} has no table of failures`)
    found.push(...tables.map(([, table]) => table as FailureTable))
  }
  return found
}

/** By their codes. */
export async function everyFailure(): Promise<FailureTable> {
  return Object.assign({}, ...(await failureTables()))
}
