/**
 * A town with bulletins in every state, and loudspeakers in two provinces: one cluster has a device that says what it played, one was
 * given a code, one has none.
 */
import { join } from 'node:path'
import { blankDraft } from '../../src/areas/bulletins/blank-draft.ts'
import type { Bulletin, BulletinDraft, KeptSound, PlacementEntry } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import { systemClock } from '../../src/base/clock.ts'
import { provincesOn } from '../../src/country/vn/provinces.ts'
import type { Sound } from '../../src/directive/bulletin.ts'
import { enrol } from '../../src/speaker/enrolment.ts'
import { SpeakerLink } from '../../src/speaker/link.ts'
import type { Receipt } from '../../src/speaker/receipts.ts'
import { writeWav } from '../../src/speaker/wav.ts'
import { SPEAKER_PATHS, type SpeakerHello } from '../../src/speaker/wire.ts'
import { Town } from '../town/town.ts'
import { FakeCells, OPERATORS } from './fake-cells.ts'

const SILENT = { info: () => {}, warn: () => {}, error: () => {} }
export const COMMUNE = '08959'
export const CLUSTER = 'son-loi-01'

export interface FurnishedBulletins {
  readonly town: Town
  readonly device: FakeDevice
  readonly cells: FakeCells
  readonly bulletins: Readonly<Record<'published' | 'revised' | 'exercise' | 'draft', string>>
  readonly names: readonly string[]
}

export async function openBulletins(): Promise<FurnishedBulletins> {
  return await Town.furnished({ operators: [], pace: 0, isHere: true }, furnish)
}

const MASKS = 'Đeo khẩu trang nơi đông người'
const REVISED = 'Đeo khẩu trang nơi đông người, trên xe buýt và trong chợ'
const DRILL = 'Sơ tán khỏi khu vực ven sông'
const TEXT = 'Từ ngày 14/2/2020, đeo khẩu trang ở nơi đông người. Rửa tay bằng xà phòng. Ho, sốt: gọi 1900 9095.'
const OUTLET = 'Báo Vĩnh Phúc, số 5218'
const NOTE = 'Trang nhất, cột trái'
const CLUSTERS = ['Loa thôn Ái Văn', 'Loa thôn An Lão', 'Loa phố Hàng Bạc']
const COMMUNES = ['Xã Sơn Lôi', 'Phường Hoàn Kiếm']

async function furnish(town: Town): Promise<FurnishedBulletins> {
  const editor = town.client('editor')
  const approver = town.client('approver')
  const device = await clustersOf(town)
  const cells = await FakeCells.enrolled(town)
  const sound = await soundOf(town)
  const created = async (draft: BulletinDraft) => await editor.post<Bulletin>('/api/v1/bulletins', { draft })
  const submitted = async (bulletin: Bulletin) => {
    const { id, version, sha256, doubts } = bulletin
    const said = saidOf({ id, version, sha256: sha256 ?? '', doubts }, 'submit')
    const signature = await editor.sign(said)
    return await editor.post<Bulletin>(`/api/v1/bulletins/${id}/submit`, { version, sha256, doubts, signature })
  }
  const approved = async ({ id, version, sha256, draft: { purpose } }: Bulletin) => {
    const signature = await approver.sign(saidOf({ id, version, sha256: sha256 ?? '' }, 'approve'))
    return await approver.post<Bulletin>(`/api/v1/bulletins/${id}/approve`, { version, sha256, purpose, signature })
  }
  const published = await approved(await submitted(await created(draftOf(MASKS, sound))))
  await device.plays(`${published.id}.1.p.vi`, sound)
  await cells.answer()
  const placed: PlacementEntry = {
    kind: 'press',
    outlet: OUTLET,
    note: NOTE,
    at: new Date().toISOString(),
    link: 'https://baovinhphuc.example.vn/5218',
  }
  await editor.post(`/api/v1/bulletins/${published.id}/placements`, placed)
  const first = await approved(await submitted(await created(draftOf(MASKS, sound))))
  const revision = await editor.post<Bulletin>(`/api/v1/bulletins/${first.id}/revise`, {})
  const changed = await editor.put<Bulletin>(`/api/v1/bulletins/${first.id}`, {
    version: revision.version,
    draft: louder({ ...draftOf(REVISED, sound), priority: 'priority' }),
  })
  const revised = await submitted(changed)
  const drill = draftOf(DRILL, sound)
  const exercise = await submitted(await created({ ...drill, purpose: 'exercise' }))
  const cancelled = await approved(await submitted(await created(plainOf('Lịch nghỉ học'))))
  await editor.post(`/api/v1/bulletins/${cancelled.id}/cancel`, { version: 1, reason: 'Nhầm ngày' })
  const whole = draftOf('Chợ đầu mối đóng cửa', sound)
  const draft = await created({
    ...louder(whole),
    window: { from: null, until: null },
    correction: { ...whole.correction, sms: [{ language: 'vi', text: '' }] },
  })
  return {
    town,
    device,
    cells,
    bulletins: { published: published.id, revised: revised.id, exercise: exercise.id, draft: draft.id },
    names: [
      ...[MASKS, REVISED, DRILL, TEXT, OUTLET, NOTE, 'Lịch nghỉ học', 'Nhầm ngày'],
      ...['TP. Hồ Chí Minh', 'Chợ đầu mối đóng cửa', ...CLUSTERS, ...COMMUNES, CLUSTER],
      ...Object.values(OPERATORS),
      ...town.accounts.map(({ name }) => name),
      ...['2025-07-01', '2025-06-30'].flatMap(day => provincesOn(day).map(({ name }) => name)),
      ...['Bộ Thông tin và Truyền thông (bản chạy thử)', 'Tiếng Việt', 'English', town.url],
    ],
  }
}

const DAY_MS = 24 * 3_600_000

/** On the page alone. */
export function plainOf(title: string): BulletinDraft {
  const blank = blankDraft(new Date(Date.now() + 3 * DAY_MS).toISOString())
  const page = { language: 'vi', title, text: TEXT }
  const correction = { ...page, title: `Đính chính: ${title}`, text: 'Tin trước không đúng.' }
  return {
    ...blank,
    renditions: { ...blank.renditions, page: [page] },
    correction: { ...blank.correction, page: [correction] },
  }
}

/** Than its level and its CAP say. */
function louder(draft: BulletinDraft): BulletinDraft {
  const { broadcast } = draft.renditions
  if (broadcast === undefined) return draft
  const level = { ...broadcast.level, severity: 'extreme' } as const
  return { ...draft, renditions: { ...draft.renditions, broadcast: { ...broadcast, level } } }
}

/** On every channel, in Vietnamese and English, in the province of Sơn Lôi. */
function draftOf(title: string, sound: Sound): BulletinDraft {
  const plain = plainOf(title)
  const { until } = plain.window
  const spoken = (text: string) => [{ language: 'vi', spoken: text, sound, perWindow: 2, gapSeconds: 30 }]
  const english = { language: 'en', title: 'Wear a mask in crowds', text: 'Wash your hands.' }
  return {
    ...plain,
    provinces: [{ code: '25', asOf: '2025-07-01' }],
    renditions: {
      page: [...plain.renditions.page, english],
      cap: {
        category: 'Health',
        eventCode: 'OET-062',
        urgency: 'Expected',
        severity: 'Moderate',
        certainty: 'Likely',
        response: ['Prepare'],
      },
      sms: [{ language: 'vi', text: `BYT: ${title}. Ho, sốt: gọi 19009095.` }],
      loudspeakers: spoken('Bà con đeo khẩu trang nơi đông người và rửa tay bằng xà phòng.'),
      mail: [{ language: 'vi', subject: title, text: TEXT }],
      push: [{ language: 'vi', title, text: 'Rửa tay bằng xà phòng.' }],
      broadcast: {
        texts: [
          { language: 'vi', text: `${title}. ${TEXT}` },
          { language: 'en', text: english.text },
        ],
        level: { severity: 'advisory', urgency: 'expected', certainty: 'likely' },
        isEmergency: false,
        periodSeconds: 60,
        until,
        polygons: [
          [
            { latitude: 21.2, longitude: 105.5 },
            { latitude: 21.4, longitude: 105.5 },
            { latitude: 21.3, longitude: 105.7 },
          ],
        ],
      },
      ring: { sound, from: new Date(Date.now() + 3_600_000).toISOString(), until },
      placements: [{ language: 'vi', kind: 'crawl', text: title }],
    },
    correction: {
      page: [...plain.correction.page, { language: 'en', title: 'Correction', text: 'The message before was wrong.' }],
      broadcast: [
        { language: 'vi', text: 'Tin trước không đúng.' },
        { language: 'en', text: 'The message before was wrong.' },
      ],
      sms: [{ language: 'vi', text: 'BYT: tin trước không đúng.' }],
      loudspeakers: spoken('Tin trước không đúng.'),
      mail: [{ language: 'vi', subject: 'Đính chính', text: 'Tin trước không đúng.' }],
      push: [{ language: 'vi', title: 'Đính chính', text: 'Tin trước không đúng.' }],
    },
  } as BulletinDraft
}

/** Three seconds of tones, as loud as speech. */
export function toneFile(): Buffer {
  const rate = 16_000
  const samples = Float32Array.from({ length: 3 * rate }, (_, at) => 0.3 * Math.sin(at / 3) * (1 + Math.sin(at / 2000)))
  return writeWav({ rate, samples })
}

async function soundOf({ url, signed }: Town): Promise<Sound> {
  const answer = await fetch(`${url}/api/v1/bulletin-sounds?by=recording`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'audio/wav', cookie: signed.get('editor')?.cookie ?? '' },
    body: new Uint8Array(toneFile()),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return ((await answer.json()) as KeptSound).sound
}

// Loudspeakers ---------------------------------------------------------------------------------------------------

async function clustersOf(town: Town): Promise<FakeDevice> {
  const administrator = town.client('administrator')
  const [sonLoi, hoanKiem] = COMMUNES
  const windows = [{ from: '05:00', until: '05:45' }]
  await administrator.put('/api/v1/loudspeakers/communes', {
    communes: [
      {
        code: COMMUNE,
        name: sonLoi,
        windows: null,
        places: [
          { code: '26', from: '2020-01-01', until: '2025-07-01' },
          { code: '25', from: '2025-07-01', until: null },
        ],
      },
      { code: '00070', name: hoanKiem, windows, places: [{ code: '01', from: '2020-01-01', until: null }] },
    ],
  })
  await administrator.post('/api/v1/loudspeakers/clusters', {
    clusters: CLUSTERS.map((name, at) => ({
      cluster: [CLUSTER, 'son-loi-02', 'hang-bac-01'][at],
      commune: at === 2 ? '00070' : COMMUNE,
      name,
      purpose: 'live',
    })),
  })
  const codeOf = async (id: string) =>
    (await administrator.post<{ code: string }>(`/api/v1/loudspeakers/clusters/${id}/code`)).code
  await codeOf('son-loi-02')
  const { url, directory } = town
  const file = join(directory, 'speaker.key')
  const keys = await enrol({ url, code: await codeOf(CLUSTER), file, clock: systemClock })
  const link = await SpeakerLink.open({ keys, url, clock: systemClock, log: SILENT })
  return await FakeDevice.connected(link, keys.places)
}

/** A device as the authority sees one: it says hello, holds the line, and tells what it played. */
export class FakeDevice {
  readonly #link: SpeakerLink
  #counter = 0

  private constructor(link: SpeakerLink) {
    this.#link = link
  }

  static async connected(link: SpeakerLink, places: SpeakerHello['places']): Promise<FakeDevice> {
    const device = new FakeDevice(link)
    await device.#post(SPEAKER_PATHS.hello, {
      version: '0.2.0',
      clock: new Date().toISOString(),
      decodes: ['wav', 'mp3'],
      places,
      agenda: null,
      roster: null,
      counter: 0,
      off: false,
      // Not all of its commune's: the page says so.
      hours: { timeZone: 'Asia/Ho_Chi_Minh', windows: [{ from: '05:30', until: '05:40' }] },
    } satisfies SpeakerHello)
    await new Promise<void>((done, fail) => {
      link.follow({ onOpen: done, onEvent: () => {} }).then(({ is }) => fail(new Error(is)), fail)
    })
    return device
  }

  /** Played once, cut once, missed twice for want of power. */
  async plays(item: string, { files: [{ sha256 }], milliseconds }: Sound): Promise<void> {
    const began = Date.now() - 600_000
    const at = (seconds: number) => new Date(began + seconds * 1000).toISOString()
    const next = () => ++this.#counter
    const started = (seconds: number): Receipt => ({
      is: 'started',
      counter: next(),
      at: at(seconds),
      item,
      serial: 1,
      sha256,
      priority: 'normal',
      part: 1,
      of: 1,
    })
    const first = started(0)
    const ended: Receipt = { is: 'ended', counter: next(), start: first.counter, at: at(milliseconds / 1000) }
    const second = started(60)
    await this.#tell([
      ...[first, ended, second],
      { is: 'cut', counter: next(), at: at(62), start: second.counter, why: 'power' },
      { is: 'missed', counter: next(), at: at(300), item, plays: 2, why: 'power', from: at(100), until: at(300) },
    ])
  }

  close(): void {
    this.#link.close()
  }

  async #tell(receipts: readonly Receipt[]): Promise<void> {
    const document = await this.#link.signer.sign('speakerReceipts', { cluster: CLUSTER, receipts: [...receipts] })
    await this.#post(SPEAKER_PATHS.receipts, { document })
  }

  async #post(path: string, body: object): Promise<void> {
    const answer = await this.#link.post(path, body)
    if (answer.is !== 'ok') throw new Error(`${path}: ${JSON.stringify(answer)}`)
  }
}
