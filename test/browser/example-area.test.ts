/**
 * A new area is a folder of its own, three lines in src/app/areas.ts, three in src/web/areas.ts, and a row of the table of rooms: those of
 * example-area/ are put into a copy of this repository, and all of them is there, from the route to the page. sirens/ has a document that two
 * people sign, and a job that a device at an operator's node carries out because of it.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { OperatorSummary } from '../../src/areas/operators/model.ts'
import type { Said } from '../../src/authority/said.ts'
import { systemClock } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import type { SignedJob } from '../../src/directive/signed-job.ts'
import { type PrivateJwk, sha256Of, signerOf } from '../../src/directive/signing.ts'
import type { AuthorityClient } from '../../town/authority-client.ts'
import { untilThere } from '../../town/waiting.ts'
import type { Town } from '../town/town.ts'
import { hasChromium, launch, visitor } from './chromium.ts'
import { assertAccessible, settled } from './inspection.ts'
import { signedIn } from './signed-in.ts'

const ROOT = join(import.meta.dirname, '../..')
const EXAMPLE = join(import.meta.dirname, 'example-area')
/** Made of the others, or too large to be copied for nothing. */
const LEFT_OUT = [
  'node_modules',
  'dist',
  '.git',
  'coverage',
  'docs/pictures',
  'test/browser/screenshots',
  'test/browser/screenshots-free',
  'test/browser/screenshots-kiosk',
  'test/browser/screenshots-report',
  'test/browser/screenshots-signing',
]

const run = promisify(execFile)

/** Where an area's lines go in the two lists of areas: what each stands after. */
const EXAMPLES = [
  { name: 'notes', open: 'openNotesArea', after: 'signers' },
  { name: 'sirens', open: 'openSirensArea', after: 'trail' },
] as const

test('an area that two people sign in, with a job for devices at operators, is its folder and three lines in each of two lists', async t => {
  if (!hasChromium(t)) return
  const copy = await copied(t)
  for (const { name, open, after } of EXAMPLES) {
    await cp(join(EXAMPLE, name), join(copy, 'src/areas', name), { recursive: true })
    await edit(join(copy, 'src/app/areas.ts'), [
      [/^import .*openMonthsArea/m, `import { ${name}, ${open} } from '../areas/${name}/area.ts'\n$&`],
      [/^ {2}\w+,\n(?=\])/m, `$&  ${name},\n`],
      [new RegExp(`^ *open${title(after)}Area\\(.*\\n`, 'm'), `$&    ${open}({ work }),\n`],
    ])
    await edit(join(copy, 'src/web/areas.ts'), [
      [/^import \{ roundsPages/m, `import { ${name}Pages, ${name}Routes } from '../areas/${name}/pages/area.ts'\n$&`],
      [/^ {2}trailPages,\n/m, `$&  ${name}Pages,\n`],
      [/^ {2}\.\.\.trailRoutes,\n/m, `$&  ...${name}Routes,\n`],
    ])
  }
  await node(copy, 'scripts/rooms/check.ts', '--write')

  const isRow = 'ARCHITECTURE.md'
  const lines = await changed(copy)
  t.diagnostic(`lines elsewhere that know the two areas: ${JSON.stringify(Object.fromEntries(lines))}`)
  assert.deepEqual([...lines.keys()], [isRow, 'src/app/areas.ts', 'src/web/areas.ts'])
  for (const [file, count] of lines) assert.equal(count, (file === isRow ? 1 : 3) * EXAMPLES.length, file)
  for (const { name } of EXAMPLES) t.diagnostic(`${name}: ${await sizeOf(join(EXAMPLE, name))}`)
  await node(copy, 'scripts/rooms/check.ts')
  await checkTypes(copy)
  await askRoutes(copy)
  await run('sh', ['scripts/console.sh', '--mode', 'uncompressed'], { cwd: copy })
  await used(t, copy)
})

function title(name: string): string {
  return name[0].toUpperCase() + name.slice(1)
}

/** By people and by a device, with the very program of the copy. */
async function used(t: TestContext, copy: string): Promise<void> {
  // It starts the copy's own `loa serve`.
  const { Town } = await ofCopy<typeof import('../town/town.ts')>(copy, 'test/town/town.ts')
  const town = await Town.open({ operators: [], pace: 0 })
  const browser = await launch()
  t.after(async () => {
    await browser.close()
    await town.close()
  })
  await leaveNotes(town)
  await soundSirens(t, copy, town)

  const cookies = await signedIn(browser, town)
  const { page, context, faults } = await visitor(browser, town.url)
  await context.addCookies([...(cookies.get('auditor') ?? [])])
  await page.goto('/rounds')
  const navigation = page.getByRole('navigation')
  // An auditor has more sections than one line holds.
  await navigation.getByRole('button', { name: 'Thêm' }).click()
  await navigation.getByRole('link', { name: 'Ghi chú' }).click()
  await page.getByRole('heading', { name: 'Ghi chú', level: 1 }).waitFor()
  await page.getByText('Thay pin máy đo').waitFor()
  await settled(page)
  await assertAccessible(page, 'notes')

  await page.goto('/sirens')
  await page.getByText('viettel: còi đã kêu 30 giây').waitFor()
  await settled(page)
  await assertAccessible(page, 'sirens')

  for (const [action, said, count] of [
    ['note.leave', 'để lại ghi chú', 3],
    ['siren.done', 'báo đã kéo còi', 2],
  ] as const) {
    await page.goto(`/trail?action=${action}`)
    await page
      .getByText(said)
      .nth(count - 1)
      .waitFor()
  }
  assert.deepEqual(faults, [])
}

/** A note is left until there is no room. */
async function leaveNotes(town: Town): Promise<void> {
  const administrator = town.client('administrator')
  for (const text of ['Họp lúc 14:00', 'Thay pin máy đo', 'Gọi phường 3'])
    await administrator.post('/api/v1/notes', { text })
  await assert.rejects(administrator.post('/api/v1/notes', { text: 'Một nữa' }), {
    status: 409,
    code: 'notesFull',
    sentences: {
      vi: 'Bảng đã có 3 ghi chú. Hãy đọc chúng trước khi để thêm.',
      en: 'The board holds 3 notes already. Read them before leaving another.',
    },
  })
  const notes = await town.client('auditor').get<readonly { text: string }[]>('/api/v1/notes')
  assert.deepEqual(
    notes.map(({ text }) => text),
    ['Gọi phường 3', 'Thay pin máy đo', 'Họp lúc 14:00'],
  )
}

interface Siren {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly sha256: string
  readonly content: SirenContent
  readonly actions: readonly string[]
  readonly answers: readonly unknown[]
}

interface SirenContent {
  readonly place: string
  readonly seconds: number
  readonly until: string
}

const SIRENS = '/api/v1/sirens'

/** Written, signed by two, carried out once by a device at an operator, answered; and what was forged is not. */
async function soundSirens(t: TestContext, copy: string, town: Town): Promise<void> {
  const [editor, approver] = [town.client('editor'), town.client('approver')]
  const sounded = await deviceAt(t, copy, town)
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const drafted = async (place: string) => await editor.post<Siren>(SIRENS, { place, seconds: 20, until })
  const signed = async (client: AuthorityClient, does: 'submit' | 'approve', { id, version, sha256 }: Siren) => {
    // A kind of the copy alone.
    const said = { does, of: 'siren', subject: id, version, sha256, sequence: null } as unknown as Said
    return await client.post<Siren>(`${SIRENS}/${id}/${does}`, { version, sha256, signature: await client.sign(said) })
  }
  const answersOf = async ({ id }: Siren, count: number) =>
    await untilThere(`answers to siren ${id}`, async () => {
      const siren = (await editor.get<readonly Siren[]>(SIRENS)).find(each => each.id === id)
      const answers = siren?.answers ?? []
      const isOpen = answers.some(answer => (answer as { state: string }).state === 'issued')
      return answers.length === count && !isOpen ? answers : null
    })

  const first = await drafted('Phường Ba')
  const saved = await editor.put<Siren>(`${SIRENS}/${first.id}`, {
    version: first.version,
    content: { ...first.content, seconds: 30 },
  })
  await assert.rejects(signed(editor, 'submit', first), { code: 'versionConflict' })
  // Looked at for what is there, whatever its writer says that it is.
  await assert.rejects(signed(editor, 'submit', { ...saved, sha256: first.sha256 }), { code: 'signatureOfPersonWrong' })
  assert.deepEqual((await signed(editor, 'submit', saved)).actions, [])
  const { waits } = await approver.get<{ waits: { items: readonly { page: string }[] } }>('/api/v1/me/overview')
  assert.ok(waits.items.some(({ page }) => page === '/sirens'))
  const [submitted] = await approver.get<readonly Siren[]>(SIRENS)
  assert.deepEqual(submitted.actions, ['approve', 'return'])
  await assert.rejects(approver.post(`${SIRENS}/${saved.id}/approve`, { version: 2, sha256: saved.sha256 }), {
    code: 'signatureNeeded',
  })
  const approved = await signed(approver, 'approve', saved)
  assert.deepEqual(approved.state, 'approved')
  const done = { operator: 'viettel', state: 'done', refusal: null }
  assert.deepEqual(await answersOf(approved, 1), [{ ...done, sounded: 30 }])
  assert.deepEqual(sounded, [saved.content])
  const { groups } = await editor.get<{ groups: readonly { kind: string }[] }>('/api/v1/search?q=phuong%20ba')
  assert.ok(groups.some(({ kind }) => kind === 'siren'))

  const [unsigned, altered] = [await drafted('Không ai ký'), await drafted('Ký cho nơi khác')]
  await forge(town, unsigned, body => Object.assign(body, { approval: undefined }))
  await forge(town, altered, body => body)
  const last = await drafted('Phường Năm')
  await signed(editor, 'submit', last)
  await signed(approver, 'approve', last)
  assert.deepEqual(await answersOf(last, 1), [{ ...done, sounded: 20 }])
  const refused = { operator: 'viettel', state: 'refused', refusal: 'needs-two-people', sounded: null }
  for (const forged of [unsigned, altered]) assert.deepEqual(await answersOf(forged, 1), [refused])
  assert.deepEqual(sounded, [saved.content, last.content])
}

/** What a siren at an operator was given: its node in this process, enrolled as every other is. */
async function deviceAt(t: TestContext, copy: string, town: Town): Promise<readonly SirenContent[]> {
  const { OperatorNode } = await ofCopy<typeof import('../../src/operator/node.ts')>(copy, 'src/operator/node.ts')
  const { enrol } = await ofCopy<typeof import('../../src/operator/enrolment.ts')>(copy, 'src/operator/enrolment.ts')
  const { jobAtNode } = await ofCopy<typeof import('../../src/operator/job-taker.ts')>(
    copy,
    'src/operator/job-taker.ts',
  )
  type Job = SignedJob<SirenContent, { sounded: number }>
  const { sirenJob } = await ofCopy<{ readonly sirenJob: Job }>(copy, 'src/areas/sirens/job.ts')
  const administrator = town.client('administrator')
  await administrator.post('/api/v1/operators', { id: 'viettel', name: 'Viettel' })
  const { code } = await administrator.post<{ code: string }>('/api/v1/operators/viettel/enrolment')
  const [keyFile, audience] = ['node.key', 'all.csv'].map(name => join(town.directory, name))
  await writeFile(audience, '84912000000\n')
  await enrol({ urls: [town.url], code, file: keyFile, clock: systemClock })
  const sounded: SirenContent[] = []
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const operator = await OperatorNode.start({
    directory: join(town.directory, 'node'),
    keyFile,
    urls: [town.url],
    lists: { audience, provinces: [], excludes: [], languages: [] },
    // Nothing is sent here.
    lanes: { purpose: 'live', smscs: [], bindsEach: 1, window: 1, tps: 0, uncertainWaitMs: 0 },
    exercise: null,
    country: 'VN',
    version: '0.0.0',
    log,
    random: seeded(1),
    clock: systemClock,
    signal: new AbortController().signal,
    jobs: [
      jobAtNode(sirenJob, async content => {
        sounded.push(content)
        return { sounded: content.seconds }
      }),
    ],
  })
  t.after(async () => void (await operator.close()))
  await untilThere('the node', async () => {
    const [viettel] = await administrator.get<readonly OperatorSummary[]>('/api/v1/operators')
    return viettel.isConnected && viettel.hello !== null ? true : null
  })
  return sounded
}

/** By whoever has the server, its key and its database: a job under the signatures of another document, or under what is made of it. */
async function forge(town: Town, of: Siren, change: (body: object) => object): Promise<void> {
  const { authorityData } = town.host
  const signer = await signerOf(JSON.parse(await readFile(join(authorityData, 'authority.key'), 'utf8')) as PrivateJwk)
  const database = new DatabaseSync(join(authorityData, 'loa.db'))
  try {
    const row = database.prepare('select * from siren_job order by serial').get() as Record<
      string,
      string | number | null
    >
    const signed = JSON.parse(Buffer.from(String(row.document).split('.')[1], 'base64url').toString()) as object
    const serial = 1000 + Number(database.prepare('select count(*) as count from siren_job').get()?.count)
    const named = { directive: randomUUID(), subject: of.id, content: of.content, version: of.version, serial }
    const document = await signer.sign('sirenDirective', change(Object.assign(signed, named)))
    const { directive: id, subject, version } = named
    const asked = { id, subject, version, serial, document, sha256: sha256Of(document), state: 'issued', told: null }
    const forged = Object.assign(row, asked, { answered_at: null, acknowledgement: null, refusal: null })
    const columns = Object.keys(forged)
    const places = columns.map(() => '?').join(', ')
    database.prepare(`insert into siren_job (${columns.join(', ')}) values (${places})`).run(...Object.values(forged))
  } finally {
    database.close()
  }
}

async function ofCopy<Of>(copy: string, path: string): Promise<Of> {
  return (await import(pathToFileURL(join(copy, path)).href)) as Of
}

/** `13 files, 404 lines of code`: without READMEs. */
async function sizeOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter(name => /\.tsx?$/.test(name))
  const texts = await Promise.all(names.map(async name => await readFile(join(folder, name), 'utf8')))
  return `${names.length} files, ${texts.join('').split('\n').length} lines of code`
}

async function copied(t: TestContext): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'loa-copy-'))
  t.after(async () => await rm(copy, { recursive: true, force: true }))
  const leftOut = new Set(LEFT_OUT.map(path => join(ROOT, path)))
  await cp(ROOT, copy, { recursive: true, filter: path => !leftOut.has(path) })
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

async function edit(file: string, changes: readonly (readonly [RegExp, string])[]): Promise<void> {
  let text = await readFile(file, 'utf8')
  for (const [from, to] of changes) {
    assert.ok(from.test(text), `${file} has no ${from}`)
    text = text.replace(from, to)
  }
  await writeFile(file, text)
}

/** How many lines were added to each file that is not as it was; the areas' own folders are not looked at. */
async function changed(copy: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    const file = relative(copy, join(entry.parentPath, entry.name))
    const isOwn = EXAMPLES.some(({ name }) => file.startsWith(`src/areas/${name}/`))
    if (!entry.isFile() || file.startsWith('node_modules') || isOwn) continue
    const [before, after] = await Promise.all(
      [ROOT, copy].map(async root => await readFile(join(root, file)).catch(() => Buffer.from(''))),
    )
    if (!before.equals(after)) found.set(file, linesIn(after) - linesIn(before))
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const linesIn = (text: Buffer) => String(text).split('\n').length

/**
 * Of the area, of both lists, and of all that the server and the pages are made of with them: in one go, as pages are read,
 * for most of it is of both. By one checker: each has to find out for itself what the types of the packages are.
 */
async function checkTypes(copy: string): Promise<void> {
  const project = join(copy, 'src/web/tsconfig.examples.json')
  const own = EXAMPLES.map(({ name }) => `../areas/${name}`)
  const include = ['main.tsx', 'areas.ts', ...own, '../app/areas.ts', '../app/serve']
  const exclude = ['../**/*.test.ts']
  await writeFile(project, JSON.stringify({ extends: './tsconfig.json', include, exclude }))
  await node(copy, 'node_modules/typescript/bin/tsc', '--noEmit', '--checkers', '1', '-p', project)
}

/** Who is refused where, and as it was agreed: of keys and of operators nothing is the area's own. */
async function askRoutes(copy: string): Promise<void> {
  const first = ['--import', './test/errors-of-tests.ts']
  const names = ['every route refuses', 'who may call what']
  const pattern = `--test-name-pattern=^(${names.join('|')})`
  const told = await node(copy, ...first, pattern, 'src/http/routes.test.ts')
  assert.match(told, new RegExp(`pass ${names.length}$`, 'm'))
}

/** What it prints. */
async function node(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  }).catch((error: { stdout?: string; message: string }) => assert.fail(`${error.message}\n${error.stdout}`))
  return stdout
}
