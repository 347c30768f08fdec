/** A report written to files in the forms that were asked for, each whole or not at all; `-` is standard output. */
import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { Failure, type Language, reason } from '../../base/failure.ts'
import type { Report } from '../../report/document.ts'
import { FORMS, type Form } from '../../report/documents/forms.ts'
import { documentOf } from '../../report/documents/write.ts'

export async function writeReport(
  report: Report,
  { files, language }: { files: Partial<Record<Form, string>>; language: Language },
): Promise<void> {
  for (const form of FORMS) {
    const file = files[form]
    if (file !== undefined) await put(file, await documentOf(report, { form, language }))
  }
}

async function put(file: string, octets: Buffer): Promise<void> {
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
