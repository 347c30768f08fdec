/** The version in package.json, from the sources and from the built package alike. */
import { existsSync, readFileSync } from 'node:fs'

export function version(): string {
  for (const up of ['../../package.json', '../../../package.json']) {
    const file = new URL(up, import.meta.url)
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  }
  return 'unknown'
}
