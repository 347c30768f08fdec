/**
 * For tests only: reads vectors, which are octets with their meaning beside them. A line is hex, then at least two spaces,
 * then a name and, after two more, its value. `#` starts a comment line.
 *
 *   00 01 64   Message Length   356
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'

export interface Vector {
  readonly name: string
  /** Of all lines. */
  readonly bytes: Buffer
  /** Names and values in their order, as whoever wrote or captured the file has them. */
  readonly words: readonly (readonly [name: string, value: string])[]
}

/** Those of the folder `vectors` beside a test: give it `import.meta.url`. */
export function vectorsBeside(test: string | URL): {
  readonly vector: (name: string) => Vector
  readonly vectors: () => Vector[]
} {
  const folder = new URL('./vectors/', test)
  const vector = (name: string): Vector => {
    const lines = vectorLines(new URL(`${name}.txt`, folder))
    return {
      name,
      bytes: Buffer.concat(lines.map(({ octets }) => octets)),
      words: lines.map(({ name, value }) => [name, value] as const),
    }
  }
  const files = () => readdirSync(folder).filter(file => file.endsWith('.txt'))
  return { vector, vectors: () => files().map(file => vector(file.slice(0, -'.txt'.length))) }
}

/** Each line by itself, where a file is a table. */
export function vectorLines(file: URL): { octets: Buffer; name: string; value: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const [hex, name = '', value = ''] = line.split(/\s{2,}/)
      const octets = Buffer.from(hex.replaceAll(' ', ''), 'hex')
      // Buffer.from ends silently at what is no hex.
      assert.equal(octets.toString('hex'), hex.replaceAll(' ', '').toLowerCase(), `${file}: ${hex}`)
      return { octets, name, value }
    })
}
