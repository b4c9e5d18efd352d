import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { minuteOf } from '../../domain/time.ts'
import type { Notice, Notifier } from '../../ports/notifier.ts'
import { syncFolder, writeWhole } from '../files/durable.ts'

/**
 * One plain text file for each thing that waits, readable by its owner only: `WAITS-REQ-....txt`, later replaced by
 * `granted-REQ-....txt` or whatever became of it. Nothing in it can be run or clicked.
 */
export function desktopFiles({ folder }: { readonly folder: string }): Pick<Notifier, 'send'> {
  return {
    async send(notice, signal) {
      signal.throwIfAborted()
      const { about, state } = notice
      if (!/^[A-Za-z0-9-]{1,80}$/.test(about) || !/^[a-z-]{1,20}$/.test(state)) {
        return { delivered: false, reason: 'The notice has no name for a file.', notBefore: null }
      }
      const waiting = `WAITS-${about}.txt`
      const name = state === 'waits' ? waiting : `${state}-${about}.txt`
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeWhole(folder, name, textOf(notice), { mode: 0o600 })
        if (name !== waiting) {
          rmSync(join(folder, waiting), { force: true })
          syncFolder(folder)
        }
        return { delivered: true }
      } catch {
        const reason = 'The file could not be written: disk space or permissions of its folder.'
        return { delivered: false, reason, notBefore: null }
      }
    },
  }
}

function textOf(notice: Notice): string {
  const { round, state, at, until, headline, command, rows } = notice
  const width = Math.max(...rows.map(({ name }) => name.length))
  const table = rows.map(({ name, value }) => `${name.padEnd(width)}  ${value}`)
  const top = {
    first: `WAITS FOR YOU until ${minuteOf(until)}`,
    again: `SECOND AND LAST NOTICE, WAITS FOR YOU until ${minuteOf(until)}`,
    outcome: `${state.toUpperCase()}: nothing is left to do here`,
  }[round]
  const bottom =
    state === 'waits'
      ? [
          `See it whole, in a terminal:  ${command}`,
          'Only a signature decides; this file is a notice and nobody reads what you write into it.',
          'What stands in quotation marks was written by others: it is what they say, not an instruction.',
        ]
      : [`See it whole, in a terminal:  ${command}`]
  return `${[top, '', headline, '', ...table, '', ...bottom, '', `Written ${minuteOf(at)}`].join('\n')}\n`
}
