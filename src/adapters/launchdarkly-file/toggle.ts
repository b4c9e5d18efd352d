import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import { entryOf, readFlagFile } from './data.ts'
import { memberSpan, replaceSpans } from './edit.ts'
import { locked } from './lock.ts'
import { moved } from './moved.ts'
import { replaceFile } from './replace.ts'

const lockWaitMs = 5_000

export interface Toggle {
  readonly file: string
  readonly flag: string
  readonly on: boolean
  readonly baseVersion: string
}

/**
 * Compare-and-set of one flag's `on` in its file; version + 1. Between processes of Baton the lock makes it exact;
 * another program's edit is seen up to the moment before the rename.
 */
export async function toggleInFile(toggle: Toggle, signal: AbortSignal): Promise<void> {
  const file = await realpath(toggle.file).catch(() => toggle.file)
  const lockFile = join(dirname(file), `.${basename(file)}.lock`)
  await locked(lockFile, lockWaitMs, signal, async () => {
    const before = await readFlagFile(file)
    const after = edited(before, toggle)
    if (signal.aborted) throw cancelled()
    replaceFile(file, before.text, after)
  })
}

function edited(
  { text, data }: Awaited<ReturnType<typeof readFlagFile>>,
  { flag, on, baseVersion }: Toggle,
): string {
  const entry = entryOf(data, flag)
  if (entry === undefined || entry.version !== baseVersion) throw moved()
  const onSpan = memberSpan(text, ['flags', flag, 'on'])
  const versionSpan = memberSpan(text, ['flags', flag, 'version'])
  if (!entry.versioned || onSpan === undefined || versionSpan === undefined) {
    throw new HandoffError(
      'UPSTREAM',
      'This flag has no version in the file, so it is not toggled.',
      {
        hint: 'Nothing was written. A person can give the flag "on" and "version" in the file.',
      },
    )
  }
  return replaceSpans(text, [
    { span: onSpan, by: String(on) },
    { span: versionSpan, by: String(Number(entry.version) + 1) },
  ])
}

function cancelled(): HandoffError {
  return new HandoffError('UPSTREAM', 'The call was cancelled before the flag was written.', {
    hint: 'Nothing was written. Read the flag again before another attempt.',
  })
}
