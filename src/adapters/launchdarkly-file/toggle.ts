import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import { entryOf, readFlagFile } from './data.ts'
import { memberSpan, replaceSpans } from './edit.ts'
import { locked } from './lock.ts'
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
    if (signal.aborted) throw new HandoffError('UPSTREAM', 'Cancelled; nothing was written.')
    await replaceFile(file, after, async () => {
      if ((await readFlagFile(file)).text !== before.text) throw moved()
    })
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

/** CONFLICT: the flag is not what the caller read; nothing was written. */
export function moved(): HandoffError {
  return new HandoffError('CONFLICT', 'The flag has changed since it was read.', {
    hint: 'Nothing was written. Read the flag again and propose anew.',
  })
}
