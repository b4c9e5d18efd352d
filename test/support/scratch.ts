import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives everything that a run of tests starts one folder for what is temporary, which goes with the run. */
export default function scratch(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'baton-tests-'))
  // Tests that play another user reach their own folders through it.
  chmodSync(folder, 0o711)
  process.env['TMPDIR'] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
