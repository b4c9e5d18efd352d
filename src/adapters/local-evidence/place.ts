import { realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'

import { HandoffError } from '../../domain/error.ts'

export interface Folders {
  /** Absolute. */
  readonly allowed: readonly string[]
  /** Never read from, even inside an allowed one: home with its keys, and the trust folder. */
  readonly barred: readonly string[]
}

/** A path that lies inside an allowed folder, every link followed. */
export interface Place {
  readonly real: string
  /** Below the allowed folder, with `/`. */
  readonly name: string
}

const longestPath = 1_000

/**
 * Where a path leads, when that is inside an allowed folder, outside of the barred ones and not hidden. Whatever is not is
 * NOT_FOUND in the same words, and a path that leaves its folder by its letters is never looked up: nothing outside can be
 * probed.
 */
export async function placeOf(path: string, { allowed, barred }: Folders): Promise<Place> {
  if (path === '' || path.length > longestPath || hasControls(path)) throw notThere()
  const off = await Promise.all(barred.map(realOrItself))
  for (const folder of allowed) {
    const root = await realOrItself(folder)
    for (const below of new Set([within(folder, path), within(root, path)])) {
      if (below === undefined || isHidden(below)) continue
      const real = await realpath(join(root, below)).catch(() => undefined)
      const name = real && within(root, real)
      if (!real || name === undefined || isHidden(name)) continue
      if (off.some((place) => real === place || within(place, real) !== undefined)) continue
      return { real, name: name.split(sep).join('/') }
    }
  }
  throw notThere()
}

/** One refusal for all of them: what is missing and what is out of bounds cannot be told apart. */
export function notThere(cause?: unknown): HandoffError {
  return new HandoffError('NOT_FOUND', 'No file of that path lies in an evidence folder.', {
    hint: 'Give the path relative to a folder that is named under evidence.folders in baton.yaml; hidden files and links that lead out are left out.',
    cause,
  })
}

/** The part of a path below a folder; undefined when it is not below it. */
function within(folder: string, path: string): string | undefined {
  const below = isAbsolute(path) ? relative(folder, path) : relative(folder, join(folder, path))
  const isBelow = below !== '' && below !== '..' && !below.startsWith(`..${sep}`)
  return isBelow && !isAbsolute(below) ? below : undefined
}

function isHidden(below: string): boolean {
  return below.split(sep).some((part) => part.startsWith('.'))
}

function hasControls(path: string): boolean {
  return /[\p{Cc}\p{Cf}]/u.test(path)
}

async function realOrItself(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
