import { renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Turns the folder `sub` into a link to another place and back, as fast as it can, until it is ended. */
const [folder = '', elsewhere = ''] = process.argv.slice(2)
const at = (name: string): string => join(folder, name)
symlinkSync(elsewhere, at('link'))
process.stdout.write('swapping\n')
for (;;) {
  renameSync(at('sub'), at('real'))
  renameSync(at('link'), at('sub'))
  renameSync(at('sub'), at('link'))
  renameSync(at('real'), at('sub'))
}
