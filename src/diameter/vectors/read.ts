/**
 * Reads the vectors of this folder, for tests. A vector is one message: a line is hex, then at least two spaces, then a
 * field's name and, after two more, its value; an AVP within a group has the path to it. `#` starts a comment line.
 */
import { readdirSync, readFileSync } from 'node:fs'

export interface Vector {
  readonly name: string
  readonly bytes: Buffer
  /** Names and values in their order, as the file's author or Wireshark's dictionary has them. */
  readonly words: readonly (readonly [name: string, value: string])[]
}

const dir = new URL('./', import.meta.url)

export function vectors(): Vector[] {
  return readdirSync(dir)
    .filter(file => file.endsWith('.txt'))
    .map(file => vector(file.slice(0, -'.txt'.length)))
}

export function vector(name: string): Vector {
  const rows = readFileSync(new URL(`${name}.txt`, dir), 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
    .map(line => line.split(/\s{2,}/))
  return {
    name,
    bytes: Buffer.from(rows.map(([hex]) => hex?.replaceAll(' ', '')).join(''), 'hex'),
    words: rows.map(([, field = '', value = '']) => [field, value] as const),
  }
}
