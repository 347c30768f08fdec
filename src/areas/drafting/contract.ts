/** What can be asked about remarks on drafts and about templates. No program writes them, and none but those who write, approve or audit reads them. */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { type PeopleAccess, row } from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import { uuid } from '../../directive/documents.ts'
import { draftKind, INSERTED_MAX, insertedText, remark, remarkText, template, templateLine } from './model.ts'

const DRAFTING_READERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver', 'auditor'], scope: null }
const DRAFTERS_THEMSELVES: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }

const insertedTexts = z.array(insertedText).meta({ id: 'InsertedTexts' })

const ROUND = '/api/v1/rounds/{id}'
const BULLETIN = '/api/v1/bulletins/{id}'

const list = {
  method: 'get',
  summary: 'Remarks on its drafts, oldest first',
  may: DRAFTING_READERS,
  params: byId,
  answer: z.array(remark).meta({ id: 'Remarks' }),
} as const
const write = {
  method: 'post',
  summary: 'A remark on the version that was read, of a draft or of what waits for its approval',
  may: DRAFTERS_THEMSELVES,
  params: byId,
  body: z
    .strictObject({ version: z.int().min(1), text: remarkText })
    .meta({ id: 'RemarkInput', examples: [{ version: 3, text: 'Thiếu số đường dây nóng.' }] }),
  status: 201,
  answer: remark,
  starts: true,
} as const
const keep = {
  method: 'post',
  summary: 'Keeps what was approved of it as a template',
  may: DRAFTERS_THEMSELVES,
  params: byId,
  body: z.strictObject({ name: line, note: paragraph.default('') }).meta({ id: 'TemplateInput' }),
  status: 201,
  answer: templateLine,
  starts: true,
} as const

export const draftingContract = {
  listRoundRemarks: row({ ...list, path: `${ROUND}/remarks` }),
  listBulletinRemarks: row({ ...list, path: `${BULLETIN}/remarks` }),
  writeRoundRemark: row({ ...write, path: `${ROUND}/remarks` }),
  writeBulletinRemark: row({ ...write, path: `${BULLETIN}/remarks` }),
  settleRemark: row({
    method: 'post',
    path: '/api/v1/remarks/{id}/settle',
    summary: 'Marks a remark as settled, or as open again',
    may: DRAFTERS_THEMSELVES,
    params: byId,
    body: z.strictObject({ isSettled: z.boolean() }).meta({ id: 'RemarkSettling' }),
    answer: remark,
    starts: true,
  }),

  listTemplates: row({
    method: 'get',
    path: '/api/v1/templates',
    summary: 'Templates, newest first: what each says, and who approved it when',
    may: DRAFTING_READERS,
    query: z.strictObject({ kind: draftKind.optional() }),
    answer: z.array(templateLine).meta({ id: 'Templates' }),
  }),
  getTemplate: row({
    method: 'get',
    path: '/api/v1/templates/{id}',
    summary: 'One template, with what another draft begins with',
    may: DRAFTING_READERS,
    params: byId,
    answer: template,
  }),
  listInsertedTexts: row({
    method: 'get',
    path: `${ROUND}/inserted`,
    summary: 'Approved texts that stand in its draft and were not read again yet',
    may: DRAFTING_READERS,
    params: byId,
    answer: insertedTexts,
  }),
  keepInsertedTexts: row({
    method: 'put',
    path: `${ROUND}/inserted`,
    summary: 'All of them anew: those that are left out were read again, or taken back',
    may: DRAFTERS_THEMSELVES,
    params: byId,
    body: z
      .strictObject({
        texts: z.array(insertedText.pick({ place: true }).extend({ templateId: uuid })).max(INSERTED_MAX),
      })
      .meta({ id: 'InsertedTextsInput' }),
    answer: insertedTexts,
  }),
  keepRoundTemplate: row({ ...keep, path: `${ROUND}/template` }),
  keepBulletinTemplate: row({ ...keep, path: `${BULLETIN}/template` }),
  dropTemplate: row({
    method: 'delete',
    path: '/api/v1/templates/{id}',
    summary: 'Removes a template; what was made of it stays',
    may: DRAFTERS_THEMSELVES,
    params: byId,
    status: 204,
  }),
}
