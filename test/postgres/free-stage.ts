/** What people and nodes do with the list of what is free, for the tests on both databases. */
import type { FreeContent, FreeDraft } from '../../src/areas/free/model.ts'
import type { AuditSummary } from '../../src/audit/summary.ts'
import type { Actor } from '../../src/authority/actor.ts'
import {
  type HelloBody,
  type ListAcknowledgementBody,
  type ListDirectiveBody,
  listDirectiveBody,
} from '../../src/directive/documents.ts'
import { sha256Of, verify } from '../../src/directive/signing.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import type { Service } from '../../src/zerorating/list.ts'
import { type AuthorityFixture, type Node, PEOPLE } from './stage.ts'

/** The hotlines and the page of February 2020, from the moment of the signature. */
export const LIST: FreeContent = { ...FEBRUARY_CONTENT, inForceFrom: null }
export const [FIRST, SECOND, PAGE] = LIST.services

export function withServices(...services: Service[]): FreeContent {
  return { ...LIST, services }
}

/** Knows of lists and holds none. */
export const KNOWS: Partial<HelloBody> = { freeList: { version: 0, sha256: null } }

export async function save(
  { authority }: AuthorityFixture,
  content: FreeContent,
  by: Actor = PEOPLE.editor,
): Promise<FreeDraft> {
  const { revision } = await authority.free.draft(by)
  return await authority.free.saveFreeDraft(by, { revision, content })
}

export async function submitted(stage: AuthorityFixture, content: FreeContent): Promise<FreeDraft> {
  const { revision } = await save(stage, content)
  return await stage.authority.free.submitFreeDraft(PEOPLE.editor, { revision })
}

/** What an approver who has looked at all of it says. */
export function approvalOf({ revision, digest, services, faults }: FreeDraft) {
  return { revision, digest, services, doubts: faults.length }
}

export async function signed(stage: AuthorityFixture, content: FreeContent): Promise<FreeDraft> {
  const draft = await submitted(stage, content)
  return await stage.authority.free.approveFreeDraft(PEOPLE.approver, approvalOf(draft))
}

export interface ListTask {
  readonly body: ListDirectiveBody
  readonly sha256: string
  readonly list: string
}

/** What a node is to hold, the directive's signature checked. */
export async function listTasks({ authority }: AuthorityFixture, node: Node): Promise<readonly ListTask[]> {
  const { lists = [] } = await node.agenda()
  const key = authority.publicKey
  return await Promise.all(
    lists.map(async ({ directive, list }) => ({
      body: await verify(directive, { type: 'listDirective', key, schema: listDirectiveBody }),
      sha256: sha256Of(directive),
      list,
    })),
  )
}

export async function answer(
  { authority, clock }: AuthorityFixture,
  node: Node,
  task: ListTask,
  change: Partial<ListAcknowledgementBody> = {},
): Promise<void> {
  const body: ListAcknowledgementBody = {
    directive: task.body.directive,
    serial: task.body.serial,
    operator: node.id,
    version: task.body.version,
    sha256: task.sha256,
    listSha256: sha256Of(task.list),
    at: new Date(clock.now()).toISOString(),
    verdict: { is: 'held' },
    ...change,
  }
  const document = await node.signer.sign('listAcknowledgement', body)
  await authority.free.acknowledge(await node.identity(), document)
}

/** It holds all that it is asked to. */
export async function holdAll(stage: AuthorityFixture, node: Node): Promise<void> {
  for (const task of await listTasks(stage, node)) await answer(stage, node, task)
}

/** An audit of an operator with 40 calls charged that were free and 3 claimed that were not. Made up. */
export function summaryOf(given: { readonly sha256?: string | null }): AuditSummary {
  const cells = ['2026-02-01', '2026-02-02'].map(day => ({
    service: FIRST.id,
    operator: 'mot',
    day,
    records: 20,
    seconds: 1200,
    octets: 0,
    charged: 100_000,
    refund: 100_000,
    subscribers: 9,
  }))
  const claimed = { ...cells[0], service: null, records: 3, charged: 0, refund: 0, seconds: 90 }
  return {
    audit: 1,
    madeBy: 'loa 0.1.0',
    list: { versions: [{ version: 1, sha256: given.sha256 ?? null, trust: 'verified' }], timeZone: LIST.timeZone },
    currency: 'VND',
    amountDecimals: 0,
    days: { first: '2026-02-01', last: '2026-02-02' },
    files: { read: 2, damaged: 0 },
    rows: { in: 1000, judged: 900, duplicates: 10, rejected: 5, notConcerned: 85 },
    judged: { right: 850, wrong: 40, claimed: 3, unproved: 4, undecided: 3 },
    wrong: {
      records: 40,
      seconds: 2400,
      octets: 0,
      charged: 200_000,
      subscribers: 15,
      cells,
      refund: 200_000,
      cut: 2,
      proportional: 0,
    },
    claimed: {
      records: 3,
      seconds: 90,
      octets: 0,
      charged: 0,
      subscribers: null,
      cells: [{ ...claimed, subscribers: null }],
      why: [{ why: 'unlisted', records: 3, charged: 0 }],
    },
    leftOut: {
      rejected: [{ why: 'amount-negative', rows: 5 }],
      unproved: [{ why: 'host-only', records: 4, octets: 4096, refundMost: 4 }],
      undecided: [{ why: 'crosses-edge', records: 3, refundMost: 10 }],
    },
  }
}
