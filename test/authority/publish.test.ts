/** `loa publish` beside a server: what it writes is what the server answers, whole at any instant, and it goes on until it is told to stop. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { PublicFolder } from '../../src/app/publish/folder.ts'
import { publicFilesOf } from '../../src/app/publish/public-files.ts'
import { wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft, KeptSound } from '../../src/areas/bulletins/model.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { howMany, isMore } from '../parts.ts'
import { Child, run } from '../peers/child.ts'
import { onlySqlite, untilUnlocked, waitForNoLock } from '../postgres/databases.ts'
import { BULLETINS, draftOf, published } from './released.ts'
import { dataFolder, type InProcess, type Staff, serveHere, staffOf } from './stage.ts'

const LOA = join(import.meta.dirname, '../../loa')
const MINUTE_MS = 60_000
const LOOK_MS = 20

function folderOf(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-published-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'www')
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== 'lock')
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
}

/** As everyone asks for it. */
const addressOf = (file: string) => `/${file.replace(/\.html$/, '')}`

describe('what everyone may read, as files', () => {
  let server: InProcess
  let staff: Staff
  const undo: (() => unknown)[] = []
  before(async () => {
    const t = { after: (step: () => unknown) => void undo.push(step) }
    server = await serveHere(t as never, onlySqlite(), { data: dataFolder(t as never) })
    staff = await staffOf(server)
  })
  after(async () => {
    for (const step of undo.toReversed()) await step()
  })
  const get = async (path: string) => await fetch(server.url + path)

  async function recorded(): Promise<BulletinDraft['renditions']['loudspeakers']> {
    const kept = await fetch(`${server.url}/api/v1/bulletin-sounds`, {
      method: 'POST',
      headers: { cookie: staff.editor.cookie, origin: server.url, 'content-type': 'audio/wav' },
      body: wav(8000),
    })
    const { sound } = (await kept.json()) as KeptSound
    const spoken = { language: 'vi', spoken: 'Kính thưa đồng bào', perWindow: 1, gapSeconds: 0 }
    return [{ ...spoken, sound }] as BulletinDraft['renditions']['loudspeakers']
  }

  /** What was written, and what the server answered at each of its addresses, within one minute. */
  async function beside(out: string) {
    for (;;) {
      const minute = Math.floor(Date.now() / MINUTE_MS)
      const database = await openDatabase({ file: join(server.data, 'loa.db') })
      const folder = await PublicFolder.open(out)
      try {
        await waitForNoLock(database)
        const { files } = await untilUnlocked(
          async () => await publicFilesOf(database, { data: server.data }).at(Date.now()),
        )
        const brought = await folder.bring(files)
        const answers = new Map<string, Buffer>()
        for (const file of filesBelow(out).filter(each => !/\.(?:gz|br)$/.test(each))) {
          const answer = await get(addressOf(file))
          assert.equal(answer.status, 200, file)
          answers.set(file, Buffer.from(await answer.arrayBuffer()))
        }
        if (Math.floor(Date.now() / MINUTE_MS) === minute) return { brought, answers }
      } finally {
        folder.close()
        await database.close()
      }
    }
  }

  test('every file is octet for octet what the server answers at the same instant, and so are its copies once unpacked', async t => {
    const out = folderOf(t)
    const loudspeakers = await recorded()
    const draft = draftOf('Có tiếng')
    const spoken = await published(staff, {
      ...draft,
      renditions: { ...draft.renditions, loudspeakers },
      correction: { ...draft.correction, loudspeakers },
    })
    const taken = await published(staff, draftOf('Nhầm'))
    await staff.editor.well('POST', `${BULLETINS}/${taken.id}/correct`, { version: 1 })
    await staff.editor.well('POST', `${BULLETINS}/${taken.id}/cancel`, { version: 1 })
    const exercise = await published(staff, draftOf('Thử', { purpose: 'exercise' }))
    const first = await beside(out)
    const sound = [...first.answers.keys()].find(each => each.startsWith('bulletins/sound/')) ?? ''
    const both = (path: string) => [path, `en/${path}`]
    assert.deepEqual(
      [...first.answers.keys()].toSorted(),
      [
        ...['free.html', 'free.json', 'cap.atom', 'exercise/cap.atom', 'cap/certificate.pem', sound],
        ...['bulletins.html', 'bulletins.atom', 'bulletins.json'].flatMap(both),
        ...both('exercise/bulletins.html'),
        ...[spoken, taken].flatMap(({ id }) => [
          ...[`bulletins/${id}.png`, `cap/${id}.1.publish.xml`],
          ...both(`bulletins/${id}.html`),
        ]),
        ...['correct', 'cancel'].map(kind => `cap/${taken.id}.1.${kind}.xml`),
        ...[`exercise/cap/${exercise.id}.1.publish.xml`],
        ...both(`exercise/bulletins/${exercise.id}.html`),
      ].toSorted(),
    )
    assert.deepEqual(first.brought.files, first.answers.size)
    for (const [file, answered] of first.answers) {
      assert.ok(readFileSync(join(out, file)).equals(answered), file)
      assert.ok(gunzipSync(readFileSync(join(out, `${file}.gz`))).equals(answered), `${file}.gz`)
      assert.ok(brotliDecompressSync(readFileSync(join(out, `${file}.br`))).equals(answered), `${file}.br`)
    }
    const picture = statSync(join(out, `bulletins/${taken.id}.png`)).ino
    await staff.editor.well('POST', `${BULLETINS}/${spoken.id}/cancel`, { version: 1 })
    const second = await beside(out)
    assert.deepEqual(second.brought.removed, 1, 'what nobody is to hear any more')
    assert.ok(!second.answers.has(sound))
    assert.equal((await get(addressOf(sound))).status, 404)
    for (const [file, answered] of second.answers) assert.ok(readFileSync(join(out, file)).equals(answered), file)
    assert.equal(statSync(join(out, `bulletins/${taken.id}.png`)).ino, picture, 'not drawn anew')
  })

  test('a change is in the files while it runs, each whole at any instant, page and feed at most one change apart', async t => {
    const out = folderOf(t)
    const publishing = new Child({ command: LOA, args: ['publish', '--json', '--data', server.data, '--out', out] })
    t.after(async () => await publishing.stop())
    const { files } = JSON.parse((await publishing.printed(/^\{.+\}$/m))[0])
    assert.equal(files, filesBelow(out).filter(each => !/\.(?:gz|br)$/.test(each)).length)
    const numberIn = (text: string) => Math.max(0, ...[...text.matchAll(/Đợt số (\d+)/g)].map(([, n]) => Number(n)))
    const read = (name: string, unpack = (octets: Buffer): Buffer => octets) =>
      unpack(readFileSync(join(out, name))).toString()
    const look = () => {
      const page = read('bulletins.html')
      const feed = read('bulletins.atom')
      assert.match(page, /<\/html>\n$/)
      assert.match(feed, /<\/feed>\n$/)
      assert.match(read('en/bulletins.html.gz', gunzipSync), /<\/html>\n$/)
      assert.match(read('bulletins.json.br', brotliDecompressSync), /\}\n$/)
      const [inPage, inFeed] = [numberIn(page), numberIn(feed)]
      assert.ok(Math.abs(inPage - inFeed) <= 1, `${inPage} and ${inFeed}`)
      return Math.min(inPage, inFeed)
    }
    for (let i = 1; i <= howMany(2, 5); i++) {
      const { id } = await published(staff, draftOf(`Đợt số ${i}`))
      while (look() < i) await wait(LOOK_MS)
      assert.match(read(`bulletins/${id}.html`), new RegExp(`Đợt số ${i}`))
      // The server signs it after the release.
      while (!read('cap.atom').includes(id)) await wait(LOOK_MS)
      assert.match(read(`cap/${id}.1.publish.xml`), /<Signature/)
    }
    if (isMore) {
      const args = ['publish', '--once', '--data', server.data, '--out', out]
      const { stderr } = await run({ command: LOA, args, expected: 1 })
      assert.match(stderr, /^loa: Another process is using the directory .+\. Stop it first\.\n$/)
    }
    publishing.kill('SIGTERM')
    assert.deepEqual(await publishing.done(), { code: 0, signal: null })
    assert.equal(publishing.stdout.trimEnd().split('\n').length, 1, 'one document')
  })

  test('once, it writes and ends; what is missing is said, with the exit codes of every command', async t => {
    const out = folderOf(t)
    const args = (...more: string[]) => ['publish', '--out', out, ...more]
    const { stdout } = await run({ command: LOA, args: args('--once', '--data', server.data) })
    assert.match(stdout, /^\d+ files in .+: \d+ written, 0 removed\.\n$/)
    const refused = [
      [['--data', join(out, 'none')], 1, /is not a data directory of loa serve/],
      [[], 2, /give --data or --database/],
      [['--database', 'postgres://127.0.0.1:1/loa', '--once'], 1, /Cannot use the database/],
      [['--data', server.data, '--once', '--cap-certificate-file', join(out, 'none')], 1, /none/],
    ] as const
    for (const [more, expected, said] of isMore ? refused : refused.slice(0, 2)) {
      const { stderr } = await run({ command: LOA, args: args(...more), expected })
      assert.match(stderr, said)
    }
  })
})
