import { toIso } from '../../domain/time.ts'
import type { Window } from '../../domain/window.ts'
import type { Question } from './session.ts'

const anHourMs = 60 * 60_000

/** Runs that started in the window, newest first. */
export function buildsIn(window: Window): Question {
  return {
    path: ['build', 'builds'],
    query: {
      ...span(window, 'minTime', 'maxTime'),
      queryOrder: 'startTimeDescending',
      $top: '500',
    },
  }
}

export function buildsOf(ids: readonly string[]): Question {
  return { path: ['build', 'builds'], query: { buildIds: ids.join(',') } }
}

/** Runs that bear that number, of whichever pipeline. */
export function buildsNumbered(number: string): Question {
  return { path: ['build', 'builds'], query: { buildNumber: number, $top: '20' } }
}

export function workItemsOf(build: string, most: number): Question {
  return { path: ['build', 'builds', build, 'workitems'], query: { $top: String(most) } }
}

/** Classic releases' deployments that started in the window. */
export function deploymentsIn(window: Window): Question {
  return {
    at: 'releases',
    path: ['release', 'deployments'],
    query: {
      ...span(window, 'minStartedTime', 'maxStartedTime'),
      queryOrder: 'descending',
      $top: '100',
    },
  }
}

/** What ran before: the newest that succeeded before that moment. */
export function deploymentsBefore(ms: number): Question {
  return {
    at: 'releases',
    path: ['release', 'deployments'],
    query: {
      maxStartedTime: toIso(ms),
      deploymentStatus: 'succeeded',
      queryOrder: 'descending',
      $top: '100',
    },
  }
}

export function environmentsThere(apiVersion: string): Question {
  return {
    ...placed(apiVersion, ['environments']),
    query: { $top: '1000' },
    freshMs: anHourMs,
  }
}

/** What was deployed to one environment, newest first; it cannot be asked for a window. */
export function recordsOf(apiVersion: string, environment: string): Question {
  return {
    ...placed(apiVersion, ['environments', environment, 'environmentdeploymentrecords']),
    query: { top: '100' },
  }
}

export const mostApprovals = 200

/** Every approval of a stage of a YAML pipeline, pending or given. */
export function approvals(apiVersion: string): Question {
  return {
    path: ['pipelines', 'approvals'],
    query: { $expand: 'steps', top: String(mostApprovals) },
    apiVersion: isRecent(apiVersion) ? '7.1' : `${apiVersion}-preview.1`,
  }
}

/** Environments moved with 7.1, where they are a preview still; a Server may have them where they were. */
function placed(
  apiVersion: string,
  path: readonly string[],
): Pick<Question, 'path' | 'apiVersion' | 'else'> {
  const before = { path: ['distributedtask', ...path], apiVersion: `${apiVersion}-preview.1` }
  return isRecent(apiVersion)
    ? { path: ['pipelines', ...path], apiVersion: '7.2-preview.1', else: before }
    : before
}

function isRecent(apiVersion: string): boolean {
  return Number(apiVersion) >= 7.1
}

function span({ fromMs, toMs }: Window, from: string, to: string): Record<string, string> {
  return { [from]: toIso(fromMs), ...(Number.isFinite(toMs) ? { [to]: toIso(toMs) } : {}) }
}

/** What changed in files between two commits of a repository of theirs. */
export function diffOf(repository: string, from: string, to: string, skip: number): Question {
  return {
    path: ['git', 'repositories', repository, 'diffs', 'commits'],
    query: {
      baseVersion: from,
      baseVersionType: 'commit',
      targetVersion: to,
      targetVersionType: 'commit',
      $top: '1000',
      $skip: String(skip),
    },
  }
}

/** Commits that one version has and another has not, newest first. */
export function commitsOf(
  repository: string,
  { item, compare }: { readonly item: string; readonly compare: string },
): Question {
  return {
    path: ['git', 'repositories', repository, 'commits'],
    query: {
      'searchCriteria.itemVersion.version': item,
      'searchCriteria.itemVersion.versionType': 'commit',
      'searchCriteria.compareVersion.version': compare,
      'searchCriteria.compareVersion.versionType': 'commit',
      'searchCriteria.$top': '200',
    },
  }
}

/** A file as it was at a commit. */
export function fileAt(repository: string, commit: string, path: string): Question {
  return {
    path: ['git', 'repositories', repository, 'items'],
    query: {
      path: `/${path}`,
      'versionDescriptor.version': commit,
      'versionDescriptor.versionType': 'commit',
      includeContent: 'true',
      $format: 'json',
    },
    freshMs: 0,
  }
}

export function anyCommitOf(repository: string): Question {
  return {
    path: ['git', 'repositories', repository, 'commits'],
    query: { 'searchCriteria.$top': '1' },
  }
}

/** What came between two runs of one pipeline, wherever its repository lies. */
export function changesBetween(from: string, to: string): Question {
  return {
    path: ['build', 'changes'],
    query: { fromBuildId: from, toBuildId: to, $top: '200' },
  }
}
