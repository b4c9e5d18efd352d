/** Objects by which GitHub, Azure DevOps and LaunchDarkly name a colleague, besides whatever ends in `By` or `For`. */
export const colleagues: ReadonlySet<string> = new Set(
  'author committer pusher sender creator assignee assignees reviewer reviewers requestedreviewers triggeringactor actor owner member members collaborator approver actualapprover assignedapprover identity maintainer mergedby closedby user assignedto authorizedas'.split(
    ' ',
  ),
)

/** Which members of such an object tell who it is, by class. */
export const telling: ReadonlyMap<string, string> = new Map(
  (
    [
      [
        'user',
        'login username uniquename descriptor subjectdescriptor directoryalias originid nodeid gravatarid handle firstnamelastname',
      ],
      ['person', 'name displayname fullname firstname lastname providerdisplayname'],
      ['email', 'email mailaddress'],
      [
        'profile',
        'url htmlurl avatarurl imageurl image href followersurl followingurl gistsurl starredurl subscriptionsurl organizationsurl reposurl eventsurl receivedeventsurl',
      ],
    ] as const
  ).flatMap(([name, members]) => members.split(' ').map((member) => [member, name] as const)),
)

/** Fields that name a colleague with a bare string. */
export const bareColleagues: ReadonlySet<string> = new Set(
  'createdby modifiedby changedby lastmodifiedby requestedby requestedfor approvedby assignedto assignedtofilter closedby mergedby author committer maintaineremail authoremail committeremail'.split(
    ' ',
  ),
)

/** Fields of LaunchDarkly that list whom a flag is for: keys of users and e-mail addresses. */
export const audiences: ReadonlySet<string> = new Set(
  'targets.values contexttargets.values included excluded includedcontexts.values excludedcontexts.values usertargets.values'.split(
    ' ',
  ),
)

/** True for the container of a colleague. */
export function namesColleague(container: string): boolean {
  return colleagues.has(container) || /[a-z](?:edby|edfor|byuser)$/.test(container)
}
