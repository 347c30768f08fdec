/**
 * `npm run sbom`: what Loa brings along of others, as a CycloneDX document in dist/loa.cdx.json.
 *
 *   package-lock.json ─► npm sbom: all packages ─┐
 *                                                ├─► what is shipped, in a fixed order ─► licences allowed? ─► file
 *   src/web ─► vite: what the console is made of ┘
 *
 * Shipped is what `npm ci --omit=dev` installs, on every kind of machine, and what stands inside the console's files,
 * which npm counts as development. The same sources and the same npm make the same octets: no clock, no chance, and
 * nothing of what happens to be installed.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DOCUMENT_SIZE_MAX = 64 * 1024 * 1024

/** SPDX; each was looked at (docs/decisions/0006-dependencies.md). Another one is a decision. */
export const LICENCES_ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT AND OFL-1.1',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
])

/** Their package.json names none that SPDX knows; this is what their LICENSE says. */
export const LICENCES_READ: Readonly<Record<string, string>> = { 'png-js': 'MIT', 'node-datachannel': 'MPL-2.0' }

/** A package that is a part of another under its licence: its binaries, one for each kind of machine. */
function readAs(name: string): string | undefined {
  return LICENCES_READ[/^@node-datachannel\//.test(name) ? 'node-datachannel' : name]
}

export interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly scope: string
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
  readonly licenses?: readonly Licence[]
  readonly properties: readonly { readonly name: string; readonly value: string }[]
}

type Licence = { readonly license: { readonly id: string } } | { readonly expression: string }

export interface Sbom {
  readonly serialNumber: string
  readonly metadata: { readonly component: Component; readonly [more: string]: unknown }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
  readonly [more: string]: unknown
}

interface Lock {
  readonly packages: Readonly<Record<string, Locked>>
}

interface Locked {
  readonly version?: string
  readonly dev?: true
  /** A folder of ours. */
  readonly link?: true
}

if (import.meta.main) {
  const file = join(ROOT, 'dist/loa.cdx.json')
  const sbom = await shipped()
  await mkdir(join(ROOT, 'dist'), { recursive: true })
  await writeFile(file, textOf(sbom))
  process.stderr.write(`loa: ${sbom.components.length} packages: ${relative(process.cwd(), file)}\n`)
}

export function textOf(sbom: Sbom): string {
  return `${JSON.stringify(sbom, null, 2)}\n`
}

/** The document. Throws where a licence is missing or not allowed. */
export async function shipped(): Promise<Sbom> {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as Lock
  const [all, console] = await Promise.all([ofAll(), inConsole(lock)])
  const own = all.metadata.component
  const installed = new Set(
    Object.entries(lock.packages)
      .filter(([folder, { dev, link }]) => folder.includes('node_modules/') && !dev && !link)
      .map(([folder]) => refOf(lock, folder)),
  )
  const components = all.components
    .filter(({ 'bom-ref': ref }) => installed.has(ref) || console.has(ref))
    .map(component => finished(component, console.has(component['bom-ref'])))
    .sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1))
  assertAllowed(components)
  const refs = new Set([own['bom-ref'], ...components.map(({ 'bom-ref': ref }) => ref)])
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(on => refs.has(on)).sort() }))
    .sort((one, other) => (one.ref < other.ref ? -1 : 1))
  const { timestamp: _, ...metadata } = all.metadata
  // npm names the folder that it stands in.
  const component = { ...own, type: 'application', name: 'loa' }
  const whole = { ...all, metadata: { ...metadata, component }, components, dependencies }
  return { ...whole, serialNumber: serialOf({ ...whole, serialNumber: '' }) }
}

/**
 * All that the lock file names. npm makes it, of the lock file alone. Not `--omit dev`: npm 11 then leaves out zod and
 * others that are in both, so npm is not told what this process, or Vite in it, has set to that end.
 */
async function ofAll(): Promise<Sbom> {
  const { NODE_ENV: _, npm_config_omit: __, ...env } = process.env
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  const { stdout } = await promisify(execFile)('npm', args, { cwd: ROOT, env, maxBuffer: DOCUMENT_SIZE_MAX })
  const { $schema, ...rest } = JSON.parse(stdout) as Sbom
  assert.match(String($schema), /cyclonedx\.org/)
  return { $schema, ...rest } as Sbom
}

/** Whose modules stand in the console's files, as name@version. Vite says it; nothing is written. */
async function inConsole(lock: Lock): Promise<ReadonlySet<string>> {
  const folders = new Set<string>()
  const witness = {
    name: 'loa-sbom',
    generateBundle(this: { getModuleIds(): Iterable<string> }, _: unknown, files: Bundle) {
      const assets = Object.values(files).flatMap(({ originalFileNames = [] }) =>
        originalFileNames.map(name => resolve(ROOT, 'src/web', name)),
      )
      for (const id of [...this.getModuleIds(), ...assets]) {
        const folder = folderOf(id)
        if (folder !== null) folders.add(folder)
      }
    },
  }
  await build({
    configFile: join(ROOT, 'src/web/vite.config.ts'),
    logLevel: 'error',
    build: { write: false },
    plugins: [witness],
  })
  assert.ok(folders.has('node_modules/react-dom'), 'the console has no react-dom')
  return new Set([...folders].map(folder => refOf(lock, folder)))
}

/** Files that Vite makes; fonts and the like tell what they were made of. */
type Bundle = Readonly<Record<string, { readonly originalFileNames?: readonly string[] }>>

/** name@version, as npm refers to a package. */
function refOf(lock: Lock, folder: string): string {
  const { version } = lock.packages[folder] ?? {}
  assert.ok(version, `${folder} is not in package-lock.json`)
  return `${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`
}

/** The folder of the package that a module is of, as package-lock.json names it; null: ours, or Vite's own. */
function folderOf(id: string): string | null {
  const path = relative(ROOT, id.replace(/^\0/, '').replace(/\?.*$/, '')).split(sep).join('/')
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? null
}

/** npm calls what is in the console optional and of development; and some name no licence. */
function finished(component: Component, isInConsole: boolean): Component {
  const read = readAs(component.name)
  const licenses = component.licenses ?? (read === undefined ? undefined : [{ license: { id: read } }])
  const properties = component.properties.filter(({ name }) => !isInConsole || name !== 'cdx:npm:package:development')
  return {
    ...component,
    scope: isInConsole ? 'required' : component.scope,
    ...(licenses !== undefined && { licenses }),
    properties: isInConsole ? [...properties, { name: 'loa:in', value: 'dist/web' }] : properties,
  }
}

/** Throws with all that are not. */
export function assertAllowed(components: readonly Component[]): void {
  const faulty = components.flatMap(({ 'bom-ref': ref, licenses }) => {
    const names = (licenses ?? []).map(licence => ('expression' in licence ? licence.expression : licence.license.id))
    if (names.length === 0) return [`${ref}: no licence is named`]
    return names.filter(name => !LICENCES_ALLOWED.has(name)).map(name => `${ref}: ${name}`)
  })
  if (faulty.length > 0) throw new Error(`licences that nobody has allowed:\n${faulty.join('\n')}`)
}

/** RFC 9562, 5.8: a UUID of our own making (version 8), here of a digest of all the rest. */
function serialOf(sbom: Sbom): string {
  const octets = createHash('sha256').update(textOf(sbom)).digest().subarray(0, 16)
  octets[6] = 0x80 | (octets[6] & 0x0f)
  octets[8] = 0x80 | (octets[8] & 0x3f)
  const hex = octets.toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return `urn:uuid:${[...parts, hex.slice(20)].join('-')}`
}
