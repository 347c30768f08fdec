/** For tests only: the golden alerts, and one of them changed in one place. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('./golden/', import.meta.url)

export const GOLDEN = readdirSync(FOLDER).filter(name => name.endsWith('.xml'))

export const golden = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')

/** What is replaced has to be there once and no more. */
export function changed(name: string, from: string, to: string): string {
  const xml = golden(name)
  assert.equal(xml.split(from).length - 1, 1, `${name} holds ${JSON.stringify(from)} once`)
  return xml.replace(from, () => to)
}
