/**
 * Names the test files of an area, wherever they are: node test/area.ts bulletins. Those in its folder and in the engine of its name, and
 * those below test/ whose names begin with it or with its singular.
 */
import { existsSync, globSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

export function areaFiles(area: string): readonly string[] {
  const one = area.replace(/s$/, '')
  const own = globSync(`src/{areas/${area},${area},${one}}/**/*.test.ts`, { cwd: ROOT })
  const named = new RegExp(`^${one}s?[-.]`)
  const elsewhere = globSync('test/**/*.test.ts', { cwd: ROOT }).filter(file => named.test(basename(file)))
  return [...new Set([...own, ...elsewhere])].toSorted()
}

if (import.meta.main) {
  const [area] = process.argv.slice(2)
  const areas = readdirSync(join(ROOT, 'src/areas'))
  if (area === undefined || !existsSync(join(ROOT, 'src/areas', area))) {
    console.error(`Name an area: ${areas.filter(name => !name.includes('.')).join(', ')}.`)
    process.exit(2)
  }
  const files = areaFiles(area)
  if (files.length === 0) {
    console.error(`The area ${area} has no test file: name one after it.`)
    process.exit(1)
  }
  console.log(files.join('\n'))
}
