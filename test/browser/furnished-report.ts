/**
 * An authority in this process with a month that has everything a report can have: rounds that ended, one whose return
 * does not add up, one that still runs, work items with and without a date, and one that somebody filled with markup.
 */
import type { TestContext } from 'node:test'
import { monthOf } from '../../src/report/months.ts'
import {
  type HttpNode,
  type InProcess,
  nodeOf,
  type Person,
  personOf,
  type Staff,
  serveHere,
  staffOf,
} from '../authority/stage.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { contentFor, returnOf, type Task, tallyOf } from '../postgres/stage.ts'

export const MONTH = monthOf(new Date().toISOString(), 'Asia/Ho_Chi_Minh')
export const MARKUP = '<img src=x onerror="document.title=1"> & "nháy"'
const OPERATORS = ['viettel', 'vinaphone'] as const
export const ROUNDS = [
  'Khuyến cáo phòng, chống dịch, đợt 1',
  'Khuyến cáo phòng, chống dịch, đợt 2',
  'Hướng dẫn khai báo y tế',
] as const

export interface Reported {
  readonly server: InProcess
  readonly staff: Staff
  /** A second approver: whoever reviewed does not sign. */
  readonly signer: Person
  readonly engineer: Person
  /** What people called things. */
  readonly names: readonly string[]
}

const UNITS = ['Cục An toàn thông tin', 'Văn phòng', 'Vụ Hợp tác quốc tế']

/** As people enter them; the report shows each in its section. */
const ITEMS = [
  {
    section: 'network-security',
    date: `${MONTH}-14`,
    unit: UNITS[0],
    title: 'Nhóm nghiên cứu tiêu chuẩn an toàn 5G',
    result: 'Đã thành lập, họp hai phiên với các nhà mạng',
    nextStep: 'Trình kế hoạch nghiên cứu',
    english: {
      title: 'Study group on 5G security standards',
      result: 'Set up; two meetings with the operators',
      nextStep: 'Submit the study plan',
    },
  },
  {
    section: 'network-security',
    date: `${MONTH}-20`,
    unit: UNITS[0],
    title: 'Hướng dẫn kỹ thuật cho hạ tầng điện toán đám mây',
    result: 'Đã gửi lấy ý kiến các bộ, ngành',
    nextStep: null,
    english: null,
  },
  { section: 'other', date: null, unit: UNITS[1], title: MARKUP, result: MARKUP, nextStep: MARKUP, english: null },
] as const

export async function openReported(t: TestContext): Promise<Reported> {
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  const { administrator, editor } = staff
  const signer = await personOf(administrator, 'approver', 'ky.duyet@bo.example')
  const nodes: HttpNode[] = []
  for (const id of OPERATORS) nodes.push(await nodeOf(administrator, id))
  const engineer = await personOf(administrator, 'engineer', 'ky.su@bo.example', OPERATORS[0])
  const send = async (title: string) => await sent(staff, nodes, title)
  for (const { node, task } of await send(ROUNDS[0])) await node.giveReturn(task)
  for (const [at, { node, task }] of (await send(ROUNDS[1])).entries())
    await (at === 0 ? returnShort(node, task) : node.giveReturn(task))
  for (const { node, task } of await send(ROUNDS[2])) await node.progress(task, 400)
  for (const item of ITEMS) await editor.well('POST', `/api/v1/months/${MONTH}/items`, item)
  return {
    server,
    staff,
    signer,
    engineer,
    names: [
      ...['Quản trị', 'bien.tap', 'phe.duyet', 'kiem.tra', 'ky.duyet', 'ky.su', 'Bộ Y tế'],
      ...OPERATORS.map(id => `Nhà mạng ${id}`),
      ...ROUNDS,
      ...ITEMS.flatMap(({ title, unit, result, nextStep, english }) => [
        ...[title, unit, result, nextStep ?? ''],
        ...Object.values(english ?? {}),
      ]),
    ],
  }
}

interface Taken {
  readonly node: HttpNode
  readonly task: Task
}

/** Written, approved, scheduled, and taken up by every node. */
async function sent({ editor, approver }: Staff, nodes: readonly HttpNode[], title: string): Promise<readonly Taken[]> {
  const note = ''
  const campaign = await editor.well('POST', '/api/v1/campaigns', { title: 'Phòng dịch', note })
  const { id, version } = await editor.well('POST', `/api/v1/campaigns/${campaign.id}/rounds`, {
    content: contentFor(OPERATORS, { title }),
  })
  await editor.well('POST', `/api/v1/rounds/${id}/submit`, { version })
  const { digest, estimate } = await approver.well('GET', `/api/v1/rounds/${id}`)
  const { subscribers } = estimate
  await approver.well('POST', `/api/v1/rounds/${id}/approve`, { version, digest, subscribers })
  await approver.well('POST', `/api/v1/rounds/${id}/schedule`)
  const taken: Taken[] = []
  for (const node of nodes) {
    const stream = await node.watch()
    const tasks = await node.tasksOf((await stream.next())!.data)
    stream.close()
    const task = tasks.find(({ body }) => body.round === id) as Task
    await node.acknowledge(task)
    await node.progress(task, 100)
    taken.push({ node, task })
  }
  return taken
}

/** Says that it sent to all, and counts fewer ordinary SMS than that takes. */
async function returnShort(node: HttpNode, task: Task): Promise<void> {
  const whole = returnOf(task, Date.now())
  const tally = tallyOf(task, whole.subscribers)
  const { submitted, accepted } = tally.segments
  const short = { ...tally.segments, submitted: submitted - 3, accepted: accepted - 3 }
  const document = await node.signer.sign('return', { ...whole, tally: { ...tally, segments: short } })
  const { status, text } = await node.ask('POST', '/node/v1/returns', { document })
  if (status >= 300) throw new Error(`the return that does not add up: ${status} ${text}`)
}
