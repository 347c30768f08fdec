/** A report written to files in the forms that were asked for, each whole or not at all; `-` is standard output. */
import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { Failure, type Language, reason } from '../../base/failure.ts'
import type { Report } from '../../report/document.ts'

export const FORMS = ['docx', 'pdf', 'html', 'json'] as const
export type Form = (typeof FORMS)[number]

export async function writeReport(
  report: Report,
  { files, language }: { files: Partial<Record<Form, string>>; language: Language },
): Promise<void> {
  for (const form of FORMS) {
    const file = files[form]
    if (file !== undefined) await put(file, await octetsOf(report, form, language))
  }
}

/** Each form's library is loaded only when it is asked for. */
async function octetsOf(report: Report, form: Form, language: Language): Promise<Buffer | string> {
  switch (form) {
    case 'docx':
      return await (await import('../../report/documents/docx.ts')).docxOf(report, language)
    case 'pdf':
      return await (await import('../../report/documents/pdf.ts')).pdfOf(report, language)
    case 'html':
      return (await import('../../report/documents/html.ts')).htmlOf(report)
    default:
      return (await import('../../report/documents/json.ts')).jsonOf(report)
  }
}

async function put(file: string, octets: Buffer | string): Promise<void> {
  if (file === '-') {
    process.stdout.write(octets)
    return
  }
  const draft = `${file}.${randomUUID()}.part`
  try {
    await writeFile(draft, octets)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw new Failure('fileUnwritable', { file, why: reason(error) })
  }
}
