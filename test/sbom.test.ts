/** `npm run sbom`: beside the lock file, the packages as they are installed here, and the console's sources. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  assertAllowed,
  type Component,
  LICENCES_ALLOWED,
  LICENCES_READ,
  type Sbom,
  shipped,
  textOf,
} from '../scripts/sbom.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Locked {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }

describe('the software bill of materials', () => {
  let sbom: Sbom
  const named = (name: string) => sbom.components.filter(component => component.name === name)
  before(async () => {
    sbom = await shipped()
  })

  test('the bill of materials is a CycloneDX document of this version of Loa', () => {
    const { bomFormat, specVersion, version, metadata, serialNumber } = sbom
    assert.deepEqual({ bomFormat, specVersion, version }, {
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
    } as object)
    const { name, version: ours } = JSON.parse(read('package.json'))
    assert.deepEqual([metadata.component.name, metadata.component.version], [name, ours])
    // The pattern of the specification's schema.
    assert.match(serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    const refs = sbom.components.map(component => component['bom-ref'])
    assert.equal(new Set(refs).size, refs.length)
    assert.deepEqual(
      sbom.dependencies.map(({ ref }) => ref),
      [...refs, metadata.component['bom-ref']].sort(),
    )
  })

  test('the bill of materials holds every package that dependencies of package.json lead to', () => {
    const reached = reachedFrom('')
    assert.ok(reached.size > 50, `only ${reached.size}`)
    const refs = new Set(sbom.components.map(component => component['bom-ref']))
    assert.deepEqual(
      [...reached].filter(ref => !refs.has(ref)),
      [],
    )
  })

  test('the bill of materials holds every package that the console imports', () => {
    const imported = new Set<string>()
    for (const file of globSync('src/{web,areas/*/pages}/**/*.{ts,tsx,css}', { cwd: ROOT })) {
      if (/\.test\.tsx?$|vite\.config/.test(file)) continue
      // `import type` leaves nothing in a built file.
      const said = /(?:^import (?!type)[^'"]*|^\} from |import\(|url\()['"](@[^/'"]+\/[^/'"]+|[a-z][^/'":]*)/gm
      for (const [, name] of read(file).matchAll(said)) imported.add(name)
    }
    for (const name of ['react', '@mantine/core', 'uplot', '@fontsource/inter'])
      assert.ok(imported.has(name), `${name} is not found in the sources`)
    assert.deepEqual(
      [...imported].filter(name => named(name).length === 0),
      [],
    )
  })

  test('the bill of materials leaves out what only builds and tests', () => {
    for (const name of ['typescript', 'vite', 'playwright-core', 'axe-core', 'fast-check', 'smpp']) {
      assert.ok(lock.packages[`node_modules/${name}`], `${name} is no package of ours any more`)
      assert.deepEqual(named(name), [])
    }
  })

  test('each package in the bill of materials has a digest, and a licence that is allowed', () => {
    for (const { 'bom-ref': ref, hashes, licenses } of sbom.components) {
      assert.match(hashes?.[0]?.content ?? '', /^[0-9a-f]{128}$/, ref)
      assert.ok(licenses?.length, ref)
    }
    const [first] = sbom.components
    const fails = (licenses: Component['licenses']) => {
      const { licenses: _, ...bare } = first
      assertAllowed([licenses === undefined ? bare : { ...bare, licenses }])
    }
    assert.throws(() => fails(undefined), /no licence is named/)
    assert.throws(() => fails([{ license: { id: 'AGPL-3.0-only' } }]), /AGPL-3\.0-only/)
    assert.throws(() => fails([{ expression: 'MIT AND SSPL-1.0' }]), /SSPL-1\.0/)
  })

  test('the bill of materials names the licence that each installed package names itself', () => {
    let compared = 0
    for (const [folder, { version }] of Object.entries(lock.packages)) {
      const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const component = named(name).find(found => found.version === version)
      if (component === undefined || !existsSync(join(ROOT, folder, 'package.json'))) continue
      const { license } = JSON.parse(read(join(folder, 'package.json')))
      // SPDX writes it so.
      assert.equal(licenceOf(component), license?.replace('MPL 2.0', 'MPL-2.0') ?? LICENCES_READ[name], folder)
      compared++
    }
    assert.ok(compared > 100, `only ${compared}`)
  })

  test('a package that names no licence has the text of the one that was read', () => {
    for (const [name, licence] of Object.entries(LICENCES_READ)) {
      assert.ok(LICENCES_ALLOWED.has(licence))
      const text = read(`node_modules/${name}/LICENSE`)
      assert.match(text, TEXTS[licence], name)
    }
  })

  test('the bill of materials is the same to the octet when it is made again', async () => {
    assert.equal(textOf(await shipped()), textOf(sbom))
  })
})

/** A sentence by which each text is known. */
const TEXTS: Readonly<Record<string, RegExp>> = {
  MIT: /Permission is hereby granted, free of charge/,
  'MPL-2.0': /^\s*Mozilla Public License Version 2\.0/,
}

function licenceOf({ licenses = [] }: Component): string {
  const [licence] = licenses
  return 'expression' in licence ? licence.expression : licence.license.id
}

/** name@version of all that a folder of the lock file leads to, as Node finds packages: from the inside outwards. */
function reachedFrom(folder: string, reached = new Set<string>()): ReadonlySet<string> {
  const { dependencies, optionalDependencies } = lock.packages[folder]
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    let around = folder
    while (around !== '' && lock.packages[`${around}/node_modules/${name}`] === undefined)
      around = around.slice(0, Math.max(0, around.lastIndexOf('/node_modules/')))
    const found = `${around === '' ? '' : `${around}/`}node_modules/${name}`
    if (lock.packages[found] === undefined) continue
    const ref = `${name}@${lock.packages[found].version}`
    if (reached.has(ref)) continue
    reached.add(ref)
    reachedFrom(found, reached)
  }
  return reached
}
