/** What of the imports breaks the table, as sentences; circles of files; the table as Markdown. Pure. */
import type { Import } from './imports.ts'
import { BROWSER, IN_A_BROWSER_TOO, JOINERS, KINDS, NOT_IN_A_BROWSER, OF_AREAS, type Room } from './table.ts'

/** A file with what it imports. */
export interface Source {
  readonly path: string
  readonly imports: readonly Import[]
}

export function faultsOf(sources: readonly Source[], rooms: readonly Room[]): string[] {
  return [...sources.flatMap(source => faultsOfOne(source, rooms)), ...circles(sources)]
}

/** The longest that fits: `src/areas/free` before `src/areas`. */
export function roomOf(path: string, rooms: readonly Room[]): Room | null {
  return rooms.find(({ room }) => path.startsWith(`${room}/`)) ?? null
}

function faultsOfOne({ path, imports }: Source, rooms: readonly Room[]): string[] {
  const own = roomOf(path, rooms)
  if (own === null) return [`${path} is in no room: give it one in scripts/rooms/table.ts`]
  const inArea = /^src\/areas\/[^/]+\/(.*)$/.exec(path)?.[1] ?? null
  return imports.flatMap(({ file, name }) => {
    const to = file === null ? null : roomOf(file, rooms)
    const target = to?.room ?? name ?? `${file}`
    const faults: string[] = []
    if (file !== null && !mayImport(path, own, to))
      faults.push(`${path} imports ${file}: ${own.room} may not import ${target}`)
    if (inArea !== null)
      for (const { what, files, alone } of KINDS)
        if (alone.includes(target) && !files.some(pattern => isNamed(pattern, inArea)))
          faults.push(`${path} imports ${file ?? name}: ${what} is for ${files.join(', ')} of an area alone`)
    const isOfBoth = file !== null && IN_A_BROWSER_TOO.includes(file)
    const isInBrowser = BROWSER.some(pattern => fits(pattern, path))
    if (isInBrowser && !isOfBoth && !path.endsWith('vite.config.ts'))
      for (const barred of NOT_IN_A_BROWSER)
        if (target === barred || target.startsWith(barred))
          faults.push(`${path} imports ${file ?? name}, which does not run in a browser`)
    return faults
  })
}

function mayImport(path: string, own: Room, to: Room | null): boolean {
  if (to === null) return false
  if (to.room === own.room || own.may.some(pattern => fits(pattern, to.room))) return true
  const joined = JOINERS[path]
  return joined !== undefined && fits(joined, to.room)
}

/** In the area's own folder, or in that of one of its parts: `routes.ts`, `hall/routes.ts`. */
function isNamed(pattern: string, inArea: string): boolean {
  return fits(pattern, inArea) || fits(`*/${pattern}`, inArea)
}

/** `*` is a part of a name, `**` anything below. */
export function fits(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*/g, '\0')
    .replace(/\*/g, '[^/]*')
    .replace(/\0/g, '.*')
  return new RegExp(`^${source}$`).test(path)
}

/** Files that import each other, one sentence a circle; imports of types and dynamic ones count. */
export function circles(sources: readonly Source[]): string[] {
  const next = new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ file }) => file ?? [])]))
  const found: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const trail: string[] = []
  const visit = (path: string): void => {
    state.set(path, 'open')
    trail.push(path)
    for (const to of next.get(path) ?? []) {
      if (state.get(to) === 'open') found.push(`a circle: ${[...trail.slice(trail.indexOf(to)), to].join(' → ')}`)
      else if (!state.has(to) && next.has(to)) visit(to)
    }
    trail.pop()
    state.set(path, 'done')
  }
  for (const { path } of sources) if (!state.has(path)) visit(path)
  return found
}

/** ARCHITECTURE.md's table, below what each kind of room may import and its rows leave out. */
export function tableOf(rooms: readonly Room[]): string {
  const short = (room: string) => `\`${room.replace(/^src\//, '')}\``
  const rows = rooms.map(({ room, holds, may }) => {
    const common = room.startsWith('src/areas/') ? OF_AREAS : ['src/base']
    const others = may.filter(other => !common.includes(other))
    const told = others.map(other => (other === 'src/**' ? 'all of `src`' : short(other))).join(', ')
    return `| \`${room}/\` | ${holds} | ${may.length === 0 ? 'nothing' : told} |`
  })
  const ofAreas = OF_AREAS.slice(1).map(short).join(', ')
  return [
    `Each room may import \`base\`, and each area ${ofAreas}. The last column says what else, or \`nothing\`.`,
    '',
    '| room | holds | may import |',
    '|---|---|---|',
    ...rows,
  ].join('\n')
}
