/** Instructions to sites: how they are written and issued, how their sites answer, and the conclusions that they stand in. */
import { z } from 'zod'
import { line, paragraph } from '../../../authority/actor.ts'
import { APPROVERS, row } from '../../../authority/contract.ts'
import { byId } from '../../../authority/paging.ts'
import { givenSignature } from '../../../authority/said.ts'
import { sha256 } from '../../../directive/documents.ts'
import { BRIEFINGS, READERS, ROOM, reason, SITE, version, WRITERS } from '../contract-shapes.ts'
import { givenInstruction, instruction, instructionContent } from '../model.ts'

const INSTRUCTIONS = '/api/v1/instructions'

/** Where the authority has a roster, the act is signed. */
const signature = givenSignature.optional()

export const instructionContract = {
  downloadConclusions: row({
    method: 'get',
    path: `${BRIEFINGS}/{id}/conclusions/{form}`,
    summary: 'The conclusions as a document in the administrative layout',
    may: READERS,
    params: byId.extend({ form: z.enum(['docx', 'pdf', 'html']) }),
    query: z.strictObject({ language: z.enum(['vi', 'en']).default('vi') }),
    media: 'application/octet-stream',
  }),
  listInstructions: row({
    method: 'get',
    path: INSTRUCTIONS,
    summary:
      'Instructions to sites, by their due days; those that are open, or all of the last year',
    may: READERS,
    query: z.strictObject({ of: z.enum(['open', 'all']).default('open') }),
    answer: z.array(instruction),
  }),
  createInstruction: row({
    method: 'post',
    path: `${BRIEFINGS}/{id}/instructions`,
    summary: 'A draft of an instruction to a site of the roster',
    may: WRITERS,
    params: byId,
    body: instructionContent,
    status: 201,
    answer: instruction,
    starts: true,
  }),
  getInstruction: row({
    method: 'get',
    path: `${INSTRUCTIONS}/{id}`,
    summary: 'One instruction',
    may: READERS,
    params: byId,
    answer: instruction,
  }),
  saveInstruction: row({
    method: 'put',
    path: `${INSTRUCTIONS}/{id}`,
    summary: 'Saves a draft over the version that was opened',
    may: WRITERS,
    params: byId,
    body: z
      .strictObject({ version, content: instructionContent })
      .meta({ id: 'InstructionChange' }),
    answer: instruction,
  }),
  submitInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/submit`,
    summary: 'Gives a draft to a second person',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ version, sha256, signature }).meta({ id: 'InstructionSubmission' }),
    answer: instruction,
    starts: true,
  }),
  approveInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/approve`,
    summary:
      'Issues this very instruction to its site; never what one has written or submitted oneself',
    may: APPROVERS,
    fresh: 'unless-passkey',
    params: byId,
    body: z.strictObject({ version, sha256, signature }).meta({ id: 'InstructionApproval' }),
    answer: instruction,
    starts: true,
  }),
  returnInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/return`,
    summary: 'Sends it back with a reason; it is a draft again',
    may: APPROVERS,
    params: byId,
    body: z.strictObject({ reason }).meta({ id: 'InstructionSendingBack' }),
    answer: instruction,
    starts: true,
  }),
  withdrawInstruction: row({
    method: 'post',
    path: `${INSTRUCTIONS}/{id}/withdraw`,
    summary: 'It counts no more; its site is told why',
    may: APPROVERS,
    params: byId,
    body: z.strictObject({ reason }).meta({ id: 'InstructionWithdrawal' }),
    answer: instruction,
    starts: true,
  }),

  acknowledgeInstruction: row({
    method: 'post',
    path: `${ROOM}/instructions/{id}/acknowledge`,
    summary: 'This site has read the instruction',
    may: SITE,
    params: byId,
    body: z.strictObject({ by: line, note: paragraph.default('') }).meta({ id: 'Acknowledging' }),
    answer: givenInstruction,
  }),
  reportInstructionDone: row({
    method: 'post',
    path: `${ROOM}/instructions/{id}/done`,
    summary: 'This site has done what it was told',
    may: SITE,
    params: byId,
    body: z.strictObject({ by: line, note: paragraph.default('') }).meta({ id: 'InstructionDone' }),
    answer: givenInstruction,
  }),
}
