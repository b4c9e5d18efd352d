import { type GitLimits, git } from './command.ts'
import { previousAmong } from './tag-order.ts'

/** A tag where it points, or where it pointed before it was moved. */
export interface Tag {
  readonly name: string
  readonly commit: string
  readonly atMs: number
  /** False for a tag without a tagger: it bears the date of its commit, and nobody says when it was put there. */
  readonly isDated: boolean
  readonly author: string | null
  readonly subject: string
  readonly previous: { readonly name: string; readonly commit: string } | null
  /** Whether it was moved here, and whether it was moved away since; known only where the repository keeps a log of it. */
  readonly moved: 'here' | 'away' | null
}

const mostTags = 2_000

/** Tags merged into HEAD and where the repository remembers that they pointed before; `cut` when there are more. */
export async function readTags(
  folder: string,
  limits: GitLimits,
  signal: AbortSignal,
): Promise<{ readonly tags: readonly Tag[]; readonly cut: boolean } | null> {
  const listed = await git(folder, listing, limits, signal)
  if (!listed.ok) return null
  const now = parseTags(listed.text, listed.cut)
  const logged = await git(folder, moves, limits, signal)
  const before = logged.ok ? parseMoves(logged.text, logged.cut) : []
  const previousOf = previousAmong(now)
  const tags = now.map((tag): Tag => {
    const wasElsewhere = before.some(
      ({ name, commit }) => name === tag.name && commit !== tag.commit,
    )
    const put = before.find(({ name, commit }) => name === tag.name && commit === tag.commit)
    return {
      ...tag,
      ...(!tag.isDated && put?.isDated === true && { atMs: put.atMs, isDated: true }),
      previous: previousOf(tag.name),
      moved: wasElsewhere ? 'here' : null,
    }
  })
  const left = before.filter(
    (one) => !now.some(({ name, commit }) => name === one.name && commit === one.commit),
  )
  return {
    tags: [...tags, ...left.map((one): Tag => ({ ...one, previous: null, moved: 'away' }))],
    cut: listed.cut || now.length >= mostTags,
  }
}

type Listed = Omit<Tag, 'previous' | 'moved'>

const listing = [
  'for-each-ref',
  '--merged=HEAD',
  '--sort=-creatordate',
  `--count=${mostTags}`,
  '--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objectname)%00%(creatordate:unix)%00%(taggername)%00%(contents:subject)%00',
  'refs/tags',
]

/** A tag of something without a date is left out. */
function parseTags(text: string, cut: boolean): readonly Listed[] {
  return recordsOf(text, 7, cut).flatMap(
    ([name = '', type, object = '', peeled = '', seconds = '', author = '', subject = '']) =>
      /^\d{1,12}$/.test(seconds)
        ? [
            {
              name: name.replace(/^\n/, ''),
              commit: peeled || object,
              atMs: Number(seconds) * 1000,
              isDated: type === 'tag',
              author: author || null,
              subject,
            },
          ]
        : [],
  )
}

const moves = [
  'log',
  '-g',
  '--tags',
  '--date=unix',
  `--max-count=${mostTags}`,
  '-z',
  '--no-notes',
  '--no-show-signature',
  '--format=%gD%x00%H%x00%ct%x00%gs%x00%s',
  '--',
]

/** What the log of a tag tells: a fetch tells where it pointed, but not when it was put there. */
function parseMoves(text: string, cut: boolean): readonly Listed[] {
  return recordsOf(text, 5, cut).flatMap(
    ([place = '', commit = '', seconds = '', how = '', subject = '']) => {
      const [, name, at] = /^refs\/tags\/(.+)@\{(\d{1,12})\}$/.exec(place) ?? []
      if (name === undefined || !/^\d{1,12}$/.test(seconds)) return []
      const isDated = how.startsWith('tag: tagging')
      const atMs = Number(isDated ? at : seconds) * 1000
      return [{ name, commit, atMs, isDated, author: null, subject }]
    },
  )
}

/** Runs of so many NUL-terminated fields. */
function recordsOf(text: string, size: number, cut: boolean): readonly (readonly string[])[] {
  const fields = text.split('\0')
  const count = Math.floor((fields.length - 1) / size) - (cut ? 1 : 0)
  return Array.from({ length: Math.max(count, 0) }, (_, i) =>
    fields.slice(i * size, (i + 1) * size),
  )
}
