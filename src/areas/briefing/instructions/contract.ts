/** Instructions to sites: how they are written and issued, how their sites answer, and the conclusions that they stand in. */
import { z } from 'zod'
import { line, paragraph } from '../../../authority/actor.ts'
import { APPROVERS, row } from '../../../authority/contract.ts'
import { documentKind, reason, signature, version } from '../../../authority/document-kind.ts'
import { byId } from '../../../authority/paging.ts'
import { sha256 } from '../../../directive/documents.ts'
import { BRIEFINGS, READERS, ROOM, SITE, WRITERS } from '../contract-shapes.ts'
import { givenInstruction, instruction, instructionContent } from '../model.ts'

const INSTRUCTIONS = '/api/v1/instructions'

/** The steps that two people take with one; what its site answers is below. */
export const instructions = documentKind({
  of: 'Instruction',
  at: `${INSTRUCTIONS}/{id}`,
  params: byId,
  answer: instruction,
  writers: WRITERS,
  steps: {
    save: {
      summary: 'Saves a draft over the version that was opened',
      body: z.strictObject({ version, content: instructionContent }).meta({ id: 'InstructionChange' }),
    },
    submit: {
      summary: 'Gives a draft to a second person',
      body: z.strictObject({ version, sha256, signature }).meta({ id: 'InstructionSubmission' }),
    },
    approve: {
      summary: 'Issues this very instruction to its site; never what one has written or submitted oneself',
      body: z.strictObject({ version, sha256, signature }).meta({ id: 'InstructionApproval' }),
    },
    return: {
      summary: 'Sends it back with a reason; it is a draft again',
      body: z.strictObject({ reason }).meta({ id: 'InstructionSendingBack' }),
    },
    withdraw: {
      summary: 'It counts no more; its site is told why',
      may: APPROVERS,
      body: z.strictObject({ reason }).meta({ id: 'InstructionWithdrawal' }),
    },
  },
})

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
    summary: 'Instructions to sites, by their due days; those that are open, or all of the last year',
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
  ...instructions.rows,

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
