import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { syncFolder } from '../files/durable.ts'
import { connectBeside } from './connect.ts'
import { assertSchema } from './contents.ts'
import type { Schema } from './schema.ts'

/** Looks at a file before and after it is brought forward, and throws when it is not to be. */
export type Check = (db: DatabaseSync, version: number) => void

/**
 * Makes the present version out of an older one, within the caller's transaction: nobody else writes meanwhile, whoever reads
 * sees the old one until the commit, and a process of an older Baton that has the file open cannot write to it any more.
 * Before anything is changed a copy of the old file is durable as `<name>.v<version>.db`.
 */
export function bringForward(db: DatabaseSync, home: string, schema: Schema, check: Check): void {
  const found = assertSchema(db, schema)
  if (found === schema.version) return
  check(db, found)
  keep(home, schema, found)
  for (const former of schema.former.filter(({ version }) => version >= found)) {
    for (const statement of former.forward) db.exec(statement)
  }
  db.exec(`PRAGMA user_version = ${schema.version}`)
  assertSchema(db, schema)
  check(db, schema.version)
}

/** What the caller's transaction has not changed yet, as others see it. */
function keep(home: string, { name, file }: Schema, version: number): void {
  // Nobody else is here: the caller holds the lock. What lies there is of somebody who was killed.
  const draft = join(home, `.${name}.v${version}.db.tmp`)
  try {
    rmSync(draft, { force: true })
    closeSync(openSync(draft, 'wx', 0o600))
    chmodSync(draft, 0o600)
    const beside = connectBeside(join(home, file))
    try {
      beside.prepare('VACUUM INTO ?').run(draft)
    } finally {
      beside.close()
    }
    sync(draft)
    renameSync(draft, join(home, `${name}.v${version}.db`))
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(home)
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
